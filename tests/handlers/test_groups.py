"""The team's user group as people meet it: named in the team's form, seen in the rota, the card and the Home tab."""

import pytest

from tests.handlers.test_facilitators import an_asked_turn, answers
from tests.handlers.test_home import home
from tests.handlers.test_retros import AMARA, GRACE, TOM, private
from tests.stage import Actor, Scene

GROUP = {"text": {"type": "plain_text", "text": "@kaizen-facilitator"}, "value": "S05FACILITA"}
NONE = {"text": {"type": "plain_text", "text": "None"}, "value": "none"}


def members(scene: Scene, group: str = "S05FACILITA") -> list[str]:
    return list(scene.slack.slack.workspace.groups[group].users)


async def opens_the_form(actor: Actor) -> None:
    await actor.types("/kaizen team")
    card = next(m for m in reversed(await actor.reads()) if m["ephemeral"] and "teams.change" in str(m["blocks"]))
    await actor.clicks("teams.change", card)


async def names(actor: Actor, option: dict) -> dict:
    """Choose the group in the team's form; what became of it, once Slack has it too."""
    await opens_the_form(actor)
    answer = await actor.submits(group=option)
    await actor.scene.bot.outbox.drained()
    return answer


async def offered(actor: Actor, query: str = "") -> list[tuple[str, str]]:
    view = await actor.view()
    options = (await actor.member.options("group", query, view=view["id"]))["options"]
    return [(one["text"]["text"], one.get("description", {}).get("text", "")) for one in options]


async def test_the_form_offers_none_and_what_the_workspace_has(scene: Scene):
    amara = await an_asked_turn(scene)
    await scene.slack.visitor.post("group", **{"as": GRACE}, handle="on-call", name="Night shift")
    await opens_the_form(amara)

    everything, by_handle, by_name = [await offered(amara, typed) for typed in ("", "@kai", "night")]

    none, *groups = everything
    assert none == ("None: I only name the person", "")
    assert [words for words, _ in groups] == ["@kaizen-facilitator", "@on-call"]
    assert by_handle == [none, ("@kaizen-facilitator", "Kaizen facilitator of model-care")]
    assert by_name == [none, ("@on-call", "Night shift")]


@pytest.mark.parametrize(
    ("arranged", "why"),
    [
        ({"plan": {"paid": False}}, "Slack shows me no user groups; they need a paid plan"),
        ({"fault": "plan_upgrade_required"}, "User groups need a paid plan of Slack"),
        ({"fault": "missing_scope"}, "I was installed without usergroups:read"),
        ({"fault": "internal_error"}, "Slack does not say which groups there are"),
    ],
)
async def test_where_there_are_none_the_form_says_why(scene: Scene, arranged, why):
    amara = await an_asked_turn(scene)
    await opens_the_form(amara)
    if "plan" in arranged:
        await scene.slack.visitor.post("workspace/plan", **arranged["plan"])
    else:
        await scene.slack.visitor.fault("error", "usergroups.list", error=arranged["fault"])

    assert await offered(amara) == [("None: I only name the person", why)]


async def test_whoever_said_yes_is_found_there_until_the_next_one_does(scene: Scene):
    amara, grace = await an_asked_turn(scene), Actor(scene, GRACE)
    named = await names(amara, GROUP)
    before = members(scene)

    await answers(amara, "facilitators.accept")
    await amara.reads()
    accepted = members(scene)
    await answers(amara, "facilitators.swap")
    swap = next(m for m in await grace.reads() if "Open swap" in m["text"])
    open_for_a_swap = members(scene)
    await grace.clicks("facilitators.take", swap)
    await grace.reads()

    assert named["errors"] == {}
    assert (before, accepted, open_for_a_swap, members(scene)) == ([TOM], [TOM, AMARA], [TOM, AMARA], [TOM, GRACE])


async def test_the_card_and_the_rota_say_under_which_name_they_are_found(scene: Scene):
    amara = await an_asked_turn(scene)
    await names(amara, GROUP)

    await amara.types("/kaizen rota")
    await amara.types("/kaizen team")

    assert "Whoever accepted is found as @kaizen-facilitator." in await private(amara, "Longest since")
    assert "Its facilitator is found as @kaizen-facilitator." in await private(amara, "Next digest")


async def test_a_form_saved_without_a_change_keeps_the_group_and_asks_slack_nothing(scene: Scene):
    amara = await an_asked_turn(scene)
    await names(amara, GROUP)
    asked = len([entry for entry in await scene.slack.visitor.timeline() if entry["what"].startswith("usergroups")])

    await opens_the_form(amara)
    shown = next(one for one in (await amara.view())["blocks"] if one.get("block_id") == "group")
    await amara.submits(name="Renamed")
    await amara.reads()

    later = [entry for entry in await scene.slack.visitor.timeline() if entry["what"].startswith("usergroups")]
    assert shown["element"]["initial_option"]["text"]["text"] == "@kaizen-facilitator"
    assert len(later) == asked


async def test_none_takes_the_bots_member_out_and_leaves_the_others(scene: Scene):
    amara = await an_asked_turn(scene)
    await answers(amara, "facilitators.accept")
    await names(amara, GROUP)
    with_her = members(scene)

    await names(amara, NONE)

    assert (with_her, members(scene)) == ([TOM, AMARA], [TOM])


async def test_a_group_that_is_gone_is_refused_at_its_field(scene: Scene):
    amara = await an_asked_turn(scene)

    refused = await names(amara, GROUP | {"value": "S0NONE"})

    assert refused["errors"] == {"group": "This user group is disabled or gone. Please choose another one, or none."}


async def test_while_slack_does_not_answer_nothing_is_kept_and_the_field_says_so(scene: Scene):
    amara = await an_asked_turn(scene)
    await scene.slack.visitor.fault("server_error", "usergroups.list")

    refused = await names(amara, GROUP)

    assert "Please save again in a moment" in refused["errors"]["group"]


async def test_where_slack_refuses_nobody_notices_but_who_can_change_it(scene: Scene):
    amara, grace = await an_asked_turn(scene), Actor(scene, GRACE)
    await names(amara, GROUP)
    await scene.slack.visitor.post("workspace/plan", groups_by_everyone=False)
    public = [m["text"] for m in await grace.reads() if not m["ephemeral"]]

    await answers(amara, "facilitators.accept")
    thanked = (await amara.reads_privately())[-1]["text"]

    reason = "only admins may manage user groups here. An admin can allow everybody"
    assert "You facilitate the retro of model-care; thank you" in thanked
    assert members(scene) == [TOM]
    assert [m["text"] for m in await grace.reads() if not m["ephemeral"]] == public
    assert reason in await home(amara, until="I only name who facilitates")
    await grace.types("/kaizen rota")
    assert reason in await private(grace, "Longest since")


async def test_once_slack_allows_it_saving_the_form_again_is_enough(scene: Scene):
    amara = await an_asked_turn(scene)
    await names(amara, GROUP)
    await scene.slack.visitor.post("workspace/plan", groups_by_everyone=False)
    await answers(amara, "facilitators.accept")
    await amara.reads()
    await scene.slack.visitor.post("workspace/plan", groups_by_everyone=True)

    await names(amara, GROUP)

    assert members(scene) == [TOM, AMARA]
    assert "I only name" not in await home(amara, until="My team")
