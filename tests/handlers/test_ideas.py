"""Ideas as people meet them: commands, modals, cards and clicks."""

import asyncio
import re

from sqlmodel import select

from storage.receipts import KeptReceipt
from tests.stage import Actor, Scene

LATENCY = {"latency_low": 60, "latency_likely": 90, "latency_high": 120}


async def submit_an_idea(scene: Scene, number: int = 0, **changes):
    somebody = scene.somebody(number)
    await somebody.types("/kaizen idea")
    await somebody.submits(**{"pain": "p95 is 410 ms.", "proposal": "Cache lookups.", "areas": ["latency"], **changes})
    await somebody.submits(**LATENCY)
    return somebody


async def the_card(scene: Scene):
    return next(m for m in await scene.somebody(0).reads() if not m["ephemeral"] and "K-1" in m["text"])


async def privately(actor: Actor, words: str) -> str:
    """What one person is told with these words in it; it comes beside the acknowledgement."""
    for _ in range(200):
        if found := [m["text"] for m in await actor.reads() if m["ephemeral"] and words in m["text"]]:
            return found[0]
        await asyncio.sleep(0.02)
    raise AssertionError("nothing came within four seconds")


def pain(view) -> str:
    """What stands in the first field of the first step."""
    return next(block for block in view["blocks"] if block.get("block_id") == "pain")["element"]["initial_value"]


async def test_an_idea_becomes_a_card_in_the_channel_and_its_author_is_told(scene: Scene):
    author = await submit_an_idea(scene)

    card = await the_card(scene)
    assert "K-1 Cache lookups" in card["text"]
    assert "p95 is 410 ms." in card["text"]
    assert "60 to 120, most likely 90 ms less" in card["text"]
    assert ["Saved as K-1" in message["text"] for message in await author.reads_privately()] == [True]


async def test_a_direct_message_is_no_place_for_a_card(scene: Scene):
    somebody = scene.somebody(0)
    await somebody.types("/kaizen team")
    await somebody.submits()

    await somebody.types("/kaizen idea", channel=await somebody.member.direct())

    place = next(block for block in (await somebody.view())["blocks"] if block.get("block_id") == "place")
    assert [option["text"]["text"] for option in place["element"]["options"]] == ["model-care"]


async def test_without_a_team_an_idea_from_a_direct_message_is_told_where_to_go(scene: Scene):
    somebody = scene.somebody(0)

    await somebody.types("/kaizen idea", channel=await somebody.member.direct())

    [told] = await somebody.reads_privately()
    assert "go to the channel that the idea belongs to" in told["text"]


async def test_words_after_the_command_stand_in_the_first_field_below_what_was_kept(scene: Scene):
    somebody = scene.somebody(0)
    await somebody.types("/kaizen idea Nightly deploys are slow")
    fresh = await somebody.view()
    await somebody.submits(pain="Nightly deploys are slow", areas=["latency"])

    await somebody.types("/kaizen idea And they fail")

    assert [pain(view) for view in (fresh, await somebody.view())] == [
        "Nightly deploys are slow",
        "Nightly deploys are slow\n\nAnd they fail",
    ]


async def test_figures_out_of_order_are_refused_at_their_field_and_nothing_typed_is_lost(scene: Scene):
    somebody = scene.somebody(0)
    await somebody.types("/kaizen idea")
    await somebody.submits(pain="p95 is 410 ms.", areas=["latency"])

    refused = await somebody.submits(latency_low=60, latency_likely=90, latency_high=10)
    mended = await somebody.submits(**LATENCY)

    assert refused["errors"] == {"latency_high": "The best case must be at least the likely one, 90."}
    assert mended["response_action"] == "clear"


async def test_a_closed_window_loses_nothing_that_was_submitted_in_its_first_step(scene: Scene):
    somebody = scene.somebody(0)
    await somebody.types("/kaizen idea")
    await somebody.submits(pain="p95 is 410 ms.", areas=["latency"])
    for view in reversed(await somebody.member.views()):
        await somebody.member.close(view["id"])

    await somebody.types("/kaizen idea")

    pain = next(block for block in (await somebody.view())["blocks"] if block.get("block_id") == "pain")
    assert pain["element"]["initial_value"] == "p95 is 410 ms."


async def test_going_back_and_mending_the_first_step_counts(scene: Scene):
    somebody = scene.somebody(0)
    await somebody.types("/kaizen idea")
    await somebody.submits(pain="A typo.", areas=["latency"])
    await somebody.member.close((await somebody.view())["id"])

    await somebody.submits(pain="No typo.", areas=["latency"])
    await somebody.submits(**LATENCY)

    assert "No typo." in (await the_card(scene))["text"]


async def test_votes_change_the_card_and_a_second_one_is_answered_privately(scene: Scene):
    await submit_an_idea(scene)
    voter = scene.somebody(1)
    card = await the_card(scene)

    await voter.clicks("ideas.vote", card)
    await voter.clicks("ideas.vote", card)

    assert "1 vote" in (await the_card(scene))["text"]
    async with asyncio.timeout(5):
        while not any(m["ephemeral"] and "counted already" in m["text"] for m in await voter.reads()):
            await asyncio.sleep(0.05)


async def test_a_vote_that_is_taken_back_is_not_called_counted_any_more(scene: Scene):
    await submit_an_idea(scene)
    voter, card = scene.somebody(1), await the_card(scene)
    await voter.clicks("ideas.vote", card)
    await voter.clicks("ideas.vote", card)
    async with asyncio.timeout(5):
        while not (private := [m for m in await voter.reads() if m["ephemeral"]]):
            await asyncio.sleep(0.05)

    await voter.clicks("ideas.take_back", private[0])

    async with asyncio.timeout(5):
        while (private := [m["text"] for m in await voter.reads() if m["ephemeral"]]) != [
            "Your vote for K-1 is taken back."
        ]:
            await asyncio.sleep(0.05)
    assert "no votes" in (await the_card(scene))["text"]


async def test_a_figure_of_many_digits_is_refused_at_its_field(scene: Scene):
    somebody = scene.somebody(0)
    await somebody.types("/kaizen idea")
    await somebody.submits(pain="p95 is 410 ms.", areas=["latency"])

    refused = await somebody.submits(**(LATENCY | {"latency_high": 99999999999999999999999}))

    assert refused["errors"] == {
        "latency_high": "Please write a figure from −1,000,000,000,000 to 1,000,000,000,000. "
        "If yours is really larger, take a larger unit."
    }


async def test_ten_votes_in_a_second_are_all_counted(scene: Scene):
    await submit_an_idea(scene)
    card = await the_card(scene)

    voters = [scene.somebody(number) for number in range(len(scene.members))]
    await asyncio.gather(*(voter.clicks("ideas.vote", card) for voter in voters))

    assert f"{len(voters)} votes" in (await the_card(scene))["text"]


async def test_a_move_is_explained_in_the_thread_and_to_the_author(scene: Scene):
    author = await submit_an_idea(scene)
    card = await the_card(scene)
    await author.types("/kaizen team")
    await scene.somebody(0).clicks("ideas.move", card)

    moved = await author.submits(to="withdrawn", reason="We found a better way.")

    assert moved["ok"]
    assert "Withdrawn" in (await the_card(scene))["text"]
    replies = await author.reads(thread=card["ts"])
    assert "We found a better way." in replies[-1]["text"]


async def test_a_follow_code_is_kept_nowhere(scene: Scene):
    author = scene.somebody(0)
    await author.types("/kaizen idea")
    await author.submits(pain="p95 is 410 ms.", areas=["latency"], unnamed=["unnamed"])
    await author.submits(**LATENCY)

    words = str((await author.view())["blocks"])
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", words)[0]
    kept = await scene.bot.runtime.database.read(lambda session: session.exec(select(KeptReceipt)).all())
    assert any(receipt.kind == "view_submission" for receipt in kept)
    assert code not in str([receipt.model_dump() for receipt in kept])


async def test_an_unnamed_idea_shows_a_code_and_no_name(scene: Scene):
    author = await submit_an_idea(scene, unnamed=["unnamed"])

    shown = await author.view()
    code = str(shown["blocks"][1]["text"]["text"]).split("`")[1]
    await author.types(f"/kaizen ideas code:{code}")

    assert "Unnamed" in str((await the_card(scene))["blocks"])
    assert author.id not in str(await the_card(scene))
    assert await author.reads_privately() == []
    assert any(m["ephemeral"] and "K-1" in m["text"] for m in await author.reads())


async def test_a_message_in_a_thread_becomes_an_idea_with_its_words_and_a_link(scene: Scene):
    somebody = scene.somebody(0)
    channel = scene.channel("model-care")
    root = await somebody.member.write(channel, "The nightly job failed again.")
    reply = await somebody.member.write(channel, "Third time this week.", thread_ts=root["ts"])

    await somebody.member.shortcut("ideas.from_message", channel=channel, ts=reply["ts"])

    pain = next(block for block in (await somebody.view())["blocks"] if block.get("block_id") == "pain")
    assert pain["element"]["initial_value"] == "Third time this week."
    await somebody.submits(areas=["time"])
    await somebody.submits(time_sureness="unknown")
    assert "the message it came from" in str((await the_card(scene))["blocks"])


async def test_a_list_answers_only_who_asked(scene: Scene):
    await submit_an_idea(scene)
    asking = scene.somebody(1)

    await asking.types("/kaizen ideas open")

    assert any(m["ephemeral"] and m["text"].startswith("1 idea") for m in await asking.reads())
    assert not any(m["ephemeral"] for m in await scene.somebody(2).reads())


async def test_a_mistyped_verb_is_answered_with_the_nearest(scene: Scene):
    somebody = scene.somebody(0)

    await somebody.types("/kaizen idae")

    assert "Did you mean /kaizen idea?" in (await somebody.reads())[-1]["text"]


async def test_a_line_break_parts_the_verb_from_what_follows(scene: Scene):
    somebody = scene.somebody(0)

    await somebody.types("/kaizen idea\nNightly deploys are slow\nand fail")

    assert pain(await somebody.view()) == "Nightly deploys are slow\nand fail"


async def test_a_page_of_words_is_no_failure_of_the_list(scene: Scene):
    await submit_an_idea(scene)
    asking = scene.somebody(1)

    await asking.types("/kaizen ideas " + "p95 " * 900)

    assert await privately(asking, "1 idea for p95")


async def test_somebody_elses_reference_opens_nothing(scene: Scene):
    await submit_an_idea(scene)
    card = await the_card(scene)
    forged = {**card["blocks"][-1]["elements"][0], "value": "idea:1~AAAAAAAAAAAAAAAA"}

    await scene.bot.client.chat_postMessage(
        channel=scene.channel("model-care"), text="forged", blocks=[{"type": "actions", "elements": [forged]}]
    )
    planted = (await scene.somebody(1).reads())[-1]
    await scene.somebody(1).clicks("ideas.vote", planted)

    assert "no votes" in (await the_card(scene))["text"]


async def test_without_any_team_the_shortcut_says_where_to_go(scene: Scene):
    somebody = scene.somebody(0)

    answered = await somebody.member.shortcut("ideas.new")

    assert answered["ok"]
    async with asyncio.timeout(5):
        while not (shown := await somebody.member.views()):
            await asyncio.sleep(0.02)
    assert "type /kaizen idea there" in str(shown[-1]["blocks"])


async def test_a_public_channel_without_the_bot_is_joined_for_the_card(scene: Scene):
    somebody = scene.somebody(0)
    await somebody.types("/kaizen idea", channel="random")
    await somebody.submits(pain="Slow.", areas=["time"])

    await somebody.submits()

    assert any("K-1" in message["text"] for message in await somebody.reads("random"))


async def test_a_private_channel_without_the_bot_is_said_and_what_was_written_is_kept(scene: Scene):
    somebody = scene.somebody(0)
    private = await somebody.member.make_channel("secret", private=True)
    await somebody.types("/kaizen idea", channel=private)

    refused = await somebody.submits(pain="Slow.", areas=["time"])

    assert "/invite @Kaizen" in refused["errors"]["place"]
    await somebody.member.close((await somebody.view())["id"])
    await somebody.member.invite(private)
    await somebody.types("/kaizen idea", channel=private)
    pain = next(block for block in (await somebody.view())["blocks"] if block.get("block_id") == "pain")
    assert pain["element"]["initial_value"] == "Slow."


async def test_what_could_not_be_posted_is_posted_once_the_bot_is_let_in(scene: Scene):
    somebody = scene.somebody(0)
    private = await somebody.member.make_channel("secret", private=True)
    await somebody.member.invite(private)
    await somebody.types("/kaizen idea", channel=private)
    await somebody.submits(pain="Slow.", areas=["time"])
    await somebody.member.kick(private)
    await somebody.submits()
    assert not any("K-1" in message["text"] for message in await somebody.reads(private))

    await somebody.member.invite(private)

    async with asyncio.timeout(10):
        while not any("K-1" in message["text"] for message in await somebody.reads(private)):
            await asyncio.sleep(0.05)


async def test_a_message_is_quoted_as_it_was_typed(scene: Scene):
    somebody = scene.somebody(0)
    channel = scene.channel("model-care")
    written = await somebody.member.write(channel, "cost > 3k & <rising>")

    await somebody.member.shortcut("ideas.from_message", channel=channel, ts=written["ts"])

    pain = next(block for block in (await somebody.view())["blocks"] if block.get("block_id") == "pain")
    assert pain["element"]["initial_value"] == "cost > 3k & <rising>"


async def test_whoever_a_message_names_is_named_in_the_idea(scene: Scene):
    somebody = scene.somebody(0)
    channel = scene.channel("model-care")
    other = scene.somebody(1).member
    written = await somebody.member.write(channel, f"<@{other.id}> waits for a build")

    await somebody.member.shortcut("ideas.from_message", channel=channel, ts=written["ts"])

    pain = next(block for block in (await somebody.view())["blocks"] if block.get("block_id") == "pain")
    assert pain["element"]["initial_value"] == f"@{list(scene.members)[1]} waits for a build"


async def test_an_idea_from_a_message_leaves_another_draft_alone(scene: Scene):
    somebody = scene.somebody(0)
    channel = scene.channel("model-care")
    await somebody.types("/kaizen idea")
    await somebody.submits(pain="The first.", areas=["time"])
    for view in reversed(await somebody.member.views()):
        await somebody.member.close(view["id"])
    written = await somebody.member.write(channel, "The second.")
    await somebody.member.shortcut("ideas.from_message", channel=channel, ts=written["ts"])
    await somebody.submits(areas=["time"])
    for view in reversed(await somebody.member.views()):
        await somebody.member.close(view["id"])

    await somebody.types("/kaizen idea")

    pain = next(block for block in (await somebody.view())["blocks"] if block.get("block_id") == "pain")
    assert pain["element"]["initial_value"] == "The first."


async def test_whoever_decides_second_is_told_that_somebody_was_quicker(scene: Scene):
    author = await submit_an_idea(scene, 1)
    card = await the_card(scene)
    admin = next(Actor(scene, m["id"]) for m in (await scene.slack.visitor.workspace())["members"] if m["is_admin"])
    await admin.clicks("ideas.move", card)
    await author.clicks("ideas.move", card)
    await admin.submits(to="approved", reason="Small and measurable.")

    refused = await author.submits(to="withdrawn", reason="It was a mistake.")

    assert "Somebody was quicker" in refused["errors"]["to"]


async def test_empty_figures_say_that_nobody_knows_yet(scene: Scene):
    somebody = scene.somebody(0)
    await somebody.types("/kaizen idea")
    await somebody.submits(pain="Slow.", areas=["latency", "time"])

    done = await somebody.submits()

    assert done["response_action"] == "clear"
    assert "gain not known yet" in (await the_card(scene))["text"]


async def test_the_lead_scores_an_idea_from_its_card_and_others_hear_who_may(scene: Scene):
    lead, other = scene.somebody(0), scene.somebody(1)
    await lead.types("/kaizen team")
    await lead.submits()
    await submit_an_idea(scene, 1)

    await other.clicks("ideas.score", await the_card(scene))
    await lead.clicks("ideas.score", await the_card(scene))
    refused = await lead.submits(reach=120, impact="2", confidence="80", effort=0)
    await lead.submits(reach=120, impact="2", confidence="80", effort=4)

    assert refused["errors"] == {
        "effort": "Please say how many weeks of one person it takes; more than 0, for example 0.5."
    }
    assert "Score 48 (RICE): 120 people a quarter × impact 2 × 80% ÷ 4 person-weeks" in (await the_card(scene))["text"]
    assert "Only the team's lead and whoever stands in for the lead can score an idea" in await privately(
        other, "score"
    )


async def closes(actor: Actor, **typed) -> None:
    """Choose areas, as Slack then tells all that stands in the window, and press Escape."""
    view = await actor.view()
    values = {name: {name: {"type": "plain_text_input", "value": words}} for name, words in typed.items()}
    latency = {"value": "latency", "text": {"type": "plain_text", "text": "Latency"}}
    await actor.member.click("areas", view=view["id"], selected={"selected_options": [latency]}, values=values)
    await actor.member.close(view["id"])


async def test_a_first_step_that_is_closed_is_kept_for_its_author_alone_and_offered_again(scene: Scene):
    author, other = scene.somebody(0), scene.somebody(1)
    await author.types("/kaizen idea")
    await closes(author, pain="Nightly deploys are slow")
    await privately(author, "kept for you alone until")

    kept = next(m for m in await author.reads() if "kept for you alone" in m["text"])
    await author.clicks("ideas.go_on", kept)
    await other.types("/kaizen idea")
    await other.types("/kaizen ideas")

    assert pain(await author.view()) == "Nightly deploys are slow"
    assert "initial_value" not in str((await other.view())["blocks"][0])
    assert "There is no idea yet" in await privately(other, "no idea yet")


async def test_what_was_left_can_be_dropped(scene: Scene):
    author = scene.somebody(0)
    await author.types("/kaizen idea")
    await closes(author, pain="Nightly deploys are slow")
    await privately(author, "kept for you alone until")

    await author.clicks("ideas.drop", next(m for m in await author.reads() if "kept for you alone" in m["text"]))
    await privately(author, "Dropped")
    await author.types("/kaizen idea")

    assert "Nightly" not in str((await author.view())["blocks"])


async def test_a_window_that_is_closed_untouched_leaves_nothing(scene: Scene):
    author = scene.somebody(0)
    await author.types("/kaizen idea Nightly deploys are slow")

    await author.member.close((await author.view())["id"])
    await author.types("/kaizen idea")

    assert "Nightly" not in str((await author.view())["blocks"])
    assert not [m for m in await author.reads() if m["ephemeral"]]


async def test_an_area_without_any_words_is_nothing_to_keep(scene: Scene):
    author = scene.somebody(0)
    await author.types("/kaizen idea")

    await closes(author, pain=" ")
    await author.types("/kaizen idea")

    assert "You had begun" not in str((await author.view())["blocks"])
    assert not [m for m in await author.reads() if m["ephemeral"]]


async def test_words_that_were_taken_out_again_are_kept_no_longer(scene: Scene):
    author = scene.somebody(0)
    await author.types("/kaizen idea")
    await closes(author, pain="Nightly deploys are slow")
    await author.types("/kaizen idea")

    await closes(author, pain="")
    await author.types("/kaizen idea")

    assert "Nightly" not in str((await author.view())["blocks"])


async def test_a_proposal_alone_is_kept(scene: Scene):
    author = scene.somebody(0)
    await author.types("/kaizen idea")

    await closes(author, proposal="Deploy at noon")

    await privately(author, "kept for you alone until")
