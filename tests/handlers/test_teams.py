"""Teams as people meet them: from a channel without one to its card, its settings and its changes."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import select

from storage.teams import TeamDraft
from tests.stage import Actor, Scene

AMARA, TOM, GRACE, KAIZEN = "U05AVAMBEKI", "U05B7KQTNZL", "U05C2PRYDWS", "app"
GUEST = "U05J3RBWYLC"
CRAFTS = {"data_science": [AMARA], "mlops": [AMARA], "compliance": [TOM], "business": [TOM]}


async def eventually(look: Callable[[], Awaitable[Any]]) -> Any:
    """What *look* finds, once it finds something: some answers come just after the acknowledgement."""
    for _ in range(200):
        if found := await look():
            return found
        await asyncio.sleep(0.02)
    raise AssertionError("nothing came within four seconds")


async def filled_in(actor: Actor) -> dict[str, Any]:
    """The set-up modal, once Slack has said who is in the channel."""

    async def look():
        stack = await actor.member.views()
        return stack and stack[-1]["callback_id"] == "teams.set_up" and stack[-1]

    return await eventually(look)


async def a_team(scene: Scene, actor: Actor, *, channel: str = "model-care", **typed):
    await actor.types("/kaizen team", channel=channel)
    await filled_in(actor)
    answer = await actor.submits(**typed)
    assert answer["response_action"] == "clear", answer
    await scene.bot.outbox.drained()


def block(view, block_id):
    return next(found for found in view["blocks"] if found.get("block_id") == block_id)


async def public(actor: Actor, channel: str = "model-care"):
    return [message["text"] for message in await actor.reads(channel) if message["bot"] and not message["ephemeral"]]


async def everything(actor: Actor, channel: str):
    return [message["text"] for message in await actor.reads(channel)]


async def private(actor: Actor, channel: str = "model-care"):
    return [message["text"] for message in await actor.reads(channel) if message["ephemeral"]]


async def private_soon(actor: Actor, words: str, channel: str = "model-care"):
    return await eventually(lambda: _having(actor, words, channel))


async def _having(actor, words, channel):
    return [text for text in await private(actor, channel) if words in text]


def words_of(view):
    return " ".join(str(block.get("text", block.get("elements", ""))) for block in view["blocks"])


async def test_kaizen_alone_in_a_channel_without_a_team_opens_one_modal_with_everything_filled_in(scene: Scene):
    amara = scene.somebody(0)

    await amara.types("/kaizen")
    view = await filled_in(amara)

    assert block(view, "name")["element"]["initial_value"] == "model-care"
    assert len(block(view, "members")["element"]["initial_users"]) == 8, "everybody in the channel but the bot"
    assert block(view, "compliance")["element"]["initial_users"] == [TOM]
    assert block(view, "zone")["element"]["initial_option"]["value"] == "Europe/London"
    assert block(view, "day_starts")["element"]["initial_time"] == "09:00"
    assert len(await amara.member.views()) == 1


async def test_a_team_is_welcomed_once_and_only_its_founder_sees_what_the_digest_will_be(scene: Scene):
    amara, tom = Actor(scene, AMARA), Actor(scene, TOM)

    await a_team(scene, amara)

    assert [text for text in await public(tom) if "Welcome, model-care: 8 people in 4 time zones" in text]
    assert len(await public(tom)) == 1
    [preview] = await private_soon(amara, "model-care is set up")
    assert "not in" not in preview, "everybody is there"
    assert await private(tom) == []


async def test_kaizen_alone_in_a_channel_with_a_team_is_help(scene: Scene):
    amara = Actor(scene, AMARA)
    await a_team(scene, amara)

    await amara.types("/kaizen")

    assert (await private(amara))[-1].startswith("I help a team")
    assert await amara.member.views() == []


async def test_a_missing_craft_is_said_at_its_field_and_nothing_entered_is_lost(scene: Scene):
    amara = Actor(scene, AMARA)
    await amara.types("/kaizen team")
    await filled_in(amara)

    refused = await amara.submits(name="Care", compliance=[])
    mended = await amara.submits(name="Care", compliance=[TOM])

    assert set(refused["errors"]) == {"compliance"}
    assert len(refused["stack"]) == 1
    assert mended["response_action"] == "clear"
    assert any("Welcome, Care" in text for text in await public(amara))


async def test_a_name_of_spaces_is_refused_by_us_where_slack_lets_it_pass(scene: Scene):
    amara = Actor(scene, AMARA)
    await amara.types("/kaizen team")
    await filled_in(amara)

    refused = await amara.submits(name="   ", day_ends="08:00")

    assert refused["errors"] == {
        "name": "Please give the team a name.",
        "day_ends": "The day begins at 09:00, so it has to end later than that.",
    }


async def test_a_bot_cannot_play_a_role(scene: Scene):
    amara = Actor(scene, AMARA)
    bot = (await scene.slack.visitor.workspace())["app"]["bot_user_id"]
    await amara.types("/kaizen team")
    await filled_in(amara)

    refused = await amara.submits(compliance=[bot])

    assert set(refused["errors"]) == {"compliance"}
    assert "is an app or has left" in refused["errors"]["compliance"]
    assert "<" not in refused["errors"]["compliance"], "Slack shows a field's error as plain text"


async def test_of_two_who_set_up_the_same_channel_the_second_is_told_kindly(scene: Scene):
    amara, tom = Actor(scene, AMARA), Actor(scene, TOM)
    for actor in (amara, tom):
        await actor.types("/kaizen team")
        await filled_in(actor)

    first = await amara.submits(name="First")
    second = await tom.submits(name="Second")

    assert first["response_action"] == "clear"
    assert second["response_action"] == "push"
    assert "lives in" in words_of(second["stack"][-1])
    assert len(await public(amara)) == 1


async def test_the_same_submission_twice_makes_one_team_one_welcome_and_one_preview(scene: Scene):
    amara = Actor(scene, AMARA)
    await amara.types("/kaizen team")
    await filled_in(amara)

    await asyncio.gather(amara.submits(), amara.submits(), return_exceptions=True)
    await scene.bot.outbox.drained()
    await private_soon(amara, "model-care is set up")
    await asyncio.sleep(0.5)  # a second preview would come as late as the first

    assert len(await public(amara)) == 1
    assert len(await private(amara)) == 1


async def test_in_a_public_channel_the_bot_joins_by_itself_but_not_before_its_team_is_set_up(scene: Scene):
    amara = Actor(scene, AMARA)
    people = {"members": [AMARA, TOM], "facilitators": [AMARA], **CRAFTS}
    await amara.types("/kaizen team", channel="random")
    view = await filled_in(amara)

    looked_only = await everything(amara, "random")
    refused = await amara.submits(name="  ", **people)
    still_out = await everything(amara, "random")
    await amara.submits(name="Random", **people)

    assert "/invite" not in words_of(view)
    assert not [text for text in looked_only + still_out if "joined" in text]
    assert set(refused["errors"]) == {"name"}
    assert any("Welcome, Random" in text for text in await public(amara, "random"))
    assert any("joined" in text for text in await everything(amara, "random"))


async def test_in_a_private_channel_the_bot_asks_to_be_invited_and_keeps_what_was_entered(scene: Scene):
    amara = Actor(scene, AMARA)
    await amara.types("/kaizen team", channel="audit-room")
    view = await filled_in(amara)
    assert "/invite @Kaizen" in words_of(view)
    entered = {"name": "Audit", "members": [AMARA, TOM, GRACE], **CRAFTS}

    refused = await amara.submits(**entered)
    assert "/invite @Kaizen" in words_of(refused["stack"][-1])
    await amara.member.close(refused["stack"][-1]["id"])
    await amara.member.invite(scene.channel("audit-room"), KAIZEN)
    accepted = await amara.submits(**entered)

    assert accepted["response_action"] == "clear"
    assert any("Welcome, Audit" in text for text in await public(amara, "audit-room"))
    [preview] = await private_soon(amara, "Audit is set up", "audit-room")
    assert f"<@{GRACE}> is not in <#{scene.channel('audit-room')}> yet, which is private" in preview


async def test_what_was_sent_before_the_invitation_is_there_again_and_gone_once_it_is_a_team(scene: Scene):
    amara = Actor(scene, AMARA)
    entered = {"name": "Audit", **CRAFTS}
    await amara.types("/kaizen team", channel="audit-room")
    await filled_in(amara)
    refused = await amara.submits(**entered, members=[AMARA, TOM], day_starts="08:00", zone="Asia/Tokyo")
    for view in reversed(refused["stack"]):
        await amara.member.close(view["id"])
    assert await amara.member.views() == []

    await amara.member.invite(scene.channel("audit-room"), KAIZEN)
    await amara.types("/kaizen", channel="audit-room")
    again = await filled_in(amara)
    accepted = await amara.submits()

    assert "What you entered is kept" in words_of(refused["stack"][-1])
    assert "what you entered last time" in words_of(again)
    assert "/invite" not in words_of(again)
    assert block(again, "name")["element"]["initial_value"] == "Audit"
    assert set(block(again, "members")["element"]["initial_users"]) == {AMARA, TOM}
    assert block(again, "business")["element"]["initial_users"] == [TOM]
    assert block(again, "day_starts")["element"]["initial_time"] == "08:00"
    assert block(again, "zone")["element"]["initial_option"]["value"] == "Asia/Tokyo"
    assert accepted["response_action"] == "clear"
    assert any("Welcome, Audit" in text for text in await public(amara, "audit-room"))
    assert await scene.bot.runtime.database.read(lambda session: session.exec(select(TeamDraft)).all()) == []


async def test_a_silent_slack_leaves_the_modal_to_be_filled_in_by_hand(scene: Scene):
    amara = Actor(scene, AMARA)
    for method in ("conversations.members", "conversations.info", "users.info"):
        await scene.slack.visitor.fault("error", method, error="internal_error", times=50)

    await amara.types("/kaizen team")
    view = await filled_in(amara)

    assert block(view, "members")["element"]["initial_users"] == [AMARA]
    assert block(view, "name")["element"]["initial_value"] == "model-care"


async def test_a_slow_slack_is_waited_for_while_the_modal_says_so(scene: Scene):
    amara = Actor(scene, AMARA)
    for method, times in (("conversations.members", 1), ("conversations.info", 1), ("users.info", 6)):
        await scene.slack.visitor.fault("slow", method, seconds=1.5, times=times)

    await amara.types("/kaizen team")
    view = await amara.view()
    answer = await amara.submits()

    assert len(block(view, "members")["element"]["initial_users"]) == len(scene.members)
    assert answer["response_action"] == "clear", answer["errors"]


async def test_a_guest_sets_up_nothing_and_is_told_why(scene: Scene):
    guest = Actor(scene, GUEST)
    channel = next(c["id"] for c in await guest.member.conversations() if c["kind"] in {"channel", "private"})

    await guest.types("/kaizen team", channel=channel)

    assert await guest.member.views() == []
    assert "Guests" in (await private(guest, channel))[-1]


async def test_a_team_lives_in_a_channel_not_in_a_direct_message(scene: Scene):
    amara = Actor(scene, AMARA)
    direct = await amara.member.direct()

    await amara.types("/kaizen team", channel=direct)

    assert await amara.member.views() == []
    assert "A team lives in a channel" in (await private(amara, direct))[-1]


@pytest.mark.parametrize("verb", ["settings", "retro", "retro now"])
async def test_what_belongs_to_a_team_is_asked_for_in_its_channel(scene: Scene, verb: str):
    amara = Actor(scene, AMARA)
    direct = await amara.member.direct()

    await amara.types(f"/kaizen {verb}", channel=direct)

    [answer] = await private(amara, direct)
    assert answer.startswith("A team lives in a channel.")
    assert f"/kaizen {verb.removesuffix(' now')} in the channel of your team" in answer


async def test_nonsense_is_not_taken_for_settings_but_a_slip_of_the_fingers_is(scene: Scene):
    amara = Actor(scene, AMARA)

    await amara.types("/kaizen nonsense")
    await amara.types("/kaizen setings")

    nonsense, slip = (await private(amara))[-2:]
    assert "/kaizen settings?" not in nonsense
    assert "/kaizen settings?" in slip


async def test_the_card_says_who_plays_which_role_and_shows_the_preview_again(scene: Scene):
    amara = Actor(scene, AMARA)
    await a_team(scene, amara)
    await private_soon(amara, "model-care is set up")

    await amara.types("/kaizen team")
    card = (await amara.reads())[-1]
    await amara.member.click("teams.preview", message={"channel": scene.channel("model-care"), "ts": card["ts"]})

    assert f"Compliance: <@{TOM}>" in card["text"]
    assert len(await eventually(lambda: _twice(amara))) == 2


async def _twice(actor):
    found = await _having(actor, "is set up", "model-care")
    return found if len(found) == 2 else None


async def test_only_the_lead_facilitators_and_admins_may_change_what_everybody_may_read(scene: Scene):
    tom, grace = Actor(scene, TOM), Actor(scene, GRACE)
    await a_team(scene, tom, facilitators=[TOM])

    await grace.types("/kaizen settings")
    seen = await grace.view()
    await tom.types("/kaizen settings")
    await tom.submits(**{"retro.votes": 5})
    await tom.types("/kaizen settings")

    assert seen.get("submit") is None
    assert block(await tom.view(), "retro.votes")["element"]["initial_value"] == "5"
    assert "The default is 3 votes" in block(await tom.view(), "retro.votes")["hint"]["text"]


async def test_saving_settings_tells_what_changed_and_when_digest_and_retro_come_now(scene: Scene):
    tom = Actor(scene, TOM)
    await a_team(scene, tom, facilitators=[TOM])

    await tom.types("/kaizen settings")
    refused = await tom.submits(**{"retro.votes": 2, "retro.votes_on_one": 9})
    saved = await tom.submits(**{"retro.votes": 5, "retro.votes_on_one": 2, "digest.day": "wednesday"})

    assert refused["errors"] == {"retro.votes_on_one": "Each has 2 votes, so no more than 2 can go to one theme."}
    told = words_of(saved["stack"][-1])
    assert saved["stack"][-1]["title"]["text"] == "Saved"
    assert "Votes each: 5 votes" in told
    assert "Digest: day: Wednesday" in told
    assert "The next digest comes <!date^" in told
    assert "the next retro opens <!date^" in told


async def test_guests_are_not_offered_to_set_up_a_team(scene: Scene):
    guest = Actor(scene, GUEST)
    channel = next(c["id"] for c in await guest.member.conversations() if c["kind"] in {"channel", "private"})

    for command in ("/kaizen settings", "/kaizen digest", "/kaizen rota", "/kaizen retro"):
        await guest.types(command, channel=channel)

    answers = (await private(guest, channel))[-4:]
    assert all("No team that counts you in lives in this channel" in answer for answer in answers), answers
    assert not [answer for answer in answers if "/kaizen team" in answer]


async def test_settings_without_a_team_offer_the_next_step(scene: Scene):
    amara = Actor(scene, AMARA)

    await amara.types("/kaizen settings")

    assert "/kaizen team sets one up" in (await private(amara))[-1]


async def test_everybody_settles_their_own_hours(scene: Scene):
    tom, grace = Actor(scene, TOM), Actor(scene, GRACE)
    await a_team(scene, tom, facilitators=[TOM])
    await grace.types("/kaizen team")
    card = (await grace.reads())[-1]

    await grace.clicks("teams.hours", card)
    asked = await grace.view()
    await grace.submits(zone="Asia/Tokyo", day_starts="10:00", day_ends="16:00")
    await grace.types("/kaizen team")

    assert block(asked, "zone")["element"]["initial_option"]["value"] == "America/Los_Angeles"
    shown = words_of((await grace.reads())[-1])
    assert "10:00 to 16:00 in Asia/Tokyo" in shown


async def test_a_changed_team_edits_its_one_welcome(scene: Scene):
    tom = Actor(scene, TOM)
    await a_team(scene, tom, facilitators=[TOM])
    await tom.types("/kaizen team")
    card = (await tom.reads())[-1]

    await tom.clicks("teams.change", card)
    refused = await tom.submits(name="Renamed", members=[TOM, AMARA])
    answer = await tom.submits(name="Renamed", members=[TOM, AMARA], **CRAFTS)

    assert set(refused["errors"]) == {"members"}
    assert "grace.liu still speaks for data science" in refused["errors"]["members"]
    assert answer["errors"] == {}
    assert len(await public(tom)) == 1
    assert "Welcome, Renamed" in (await public(tom))[0]


async def test_who_is_not_in_the_channel_is_named_to_whoever_sets_the_team_up(scene: Scene):
    amara = Actor(scene, AMARA)
    await amara.types("/kaizen team", channel="random")
    await filled_in(amara)

    await amara.submits(name="Random", members=[AMARA, TOM], facilitators=[AMARA], **CRAFTS)

    [preview] = await private_soon(amara, "Random is set up", "random")
    assert f"<@{TOM}> is not in <#{scene.channel('random')}> yet." in preview
    assert "write /invite with the name" in preview
    assert "private" not in preview


async def test_who_is_not_in_the_channel_is_named_to_whoever_changes_the_team(scene: Scene):
    tom = Actor(scene, TOM)
    await a_team(scene, tom)
    await tom.types("/kaizen team")

    await tom.clicks("teams.change", (await tom.reads())[-1])
    everybody = block(await tom.view(), "members")["element"]["initial_users"]
    await tom.submits(members=[*everybody, GUEST])

    assert await private_soon(tom, f"<@{GUEST}> is not in")


async def test_a_changed_profile_is_followed_at_once(scene: Scene):
    tom = Actor(scene, TOM)
    await a_team(scene, tom)

    await scene.slack.visitor.post("member", id=GRACE, deleted=True)

    async def gone():
        from storage import people

        kept = await scene.bot.runtime.database.read(lambda session: people.known(session, "T05HARBOUR1", [GRACE]))
        return kept[0].gone

    assert await eventually(gone)


async def test_somebody_unknown_acts_even_while_slack_says_nothing_of_them(scene: Scene):
    from handlers import people

    await scene.slack.visitor.fault("slow", "users.info", seconds=3, times=5)
    client: AsyncWebClient = scene.bot.client
    body = {"user_id": GRACE, "user_name": "grace.liu", "team_id": "T05HARBOUR1"}

    person = await people.acting(client, scene.bot.runtime, body)

    assert (person.user, person.name, person.zone, person.guest) == (GRACE, "grace.liu", "UTC", False)
