import time

import pytest

from kaizen.announcements import InThread, ToPerson
from storage.messages import State
from tests.outbox.conftest import CHANNEL, PERSON


async def test_a_post_whose_answer_is_lost_is_found_and_not_repeated(desk, reader, slack):
    await slack.visitor.fault("lost_reply", "chat.postMessage")

    await desk.say("Good morning", key="k")

    assert await desk.outbox.drained()
    assert await reader.texts() == ["Good morning"]
    await desk.say("Good evening", key="k")  # the adopted message is the one that is edited
    assert await desk.outbox.drained()
    assert await reader.texts() == ["Good evening"]


async def test_a_reply_whose_answer_is_lost_is_found_in_its_thread(desk, reader, slack):
    await desk.say("Retro", key="retro")
    await desk.outbox.drained()
    await slack.visitor.fault("lost_reply", "chat.postMessage")

    await desk.say("A note", to=InThread("retro"))

    assert await desk.outbox.drained()
    [retro] = await slack.member(PERSON).messages(CHANNEL)
    assert await reader.texts(thread=retro["ts"]) == ["Retro", "A note"]


async def test_a_direct_message_whose_answer_is_lost_is_found(desk, reader, slack):
    await slack.visitor.fault("lost_reply", "conversations.open")
    await slack.visitor.fault("lost_reply", "chat.postMessage")

    await desk.say("Your turn", to=ToPerson(PERSON))

    assert await desk.outbox.drained()
    assert await reader.texts(await slack.member(PERSON).direct()) == ["Your turn"]


async def test_an_edit_whose_answer_is_lost_is_repeated(desk, reader, slack):
    await desk.say("0 votes", key="idea:1")
    await desk.outbox.drained()
    await slack.visitor.fault("lost_reply", "chat.update")

    await desk.say("1 vote", key="idea:1")

    assert await desk.outbox.drained()
    assert (await reader.texts(), len(await reader.calls("chat.update"))) == (["1 vote"], 2)


async def test_a_post_that_never_arrived_is_posted_after_two_looks(desk, reader, slack):
    await slack.visitor.fault("server_error", "chat.postMessage")

    await desk.say("Good morning")

    assert await desk.outbox.drained()
    assert await reader.texts() == ["Good morning"]
    assert len(await reader.calls("conversations.history")) == 2


async def test_nobody_looks_before_the_grace_is_over(open_desk, reader, slack):
    async with open_desk(grace=1.0) as desk:
        await slack.visitor.fault("lost_reply", "chat.postMessage")
        start = time.monotonic()
        await desk.say("Good morning")
        await desk.outbox.drained()

    assert time.monotonic() - start > 1.0
    assert len(await reader.calls("conversations.history")) == 1


async def test_a_post_that_slack_finishes_after_the_time_out_is_found(open_desk, reader, slack):
    async with open_desk(answer_within=2, grace=2) as desk:
        await slack.visitor.fault("slow", "chat.postMessage", seconds=3)

        await desk.say("Good morning")

        assert await desk.outbox.drained()
    assert await reader.texts() == ["Good morning"]
    assert len(await reader.calls("chat.postMessage")) == 1


async def test_words_that_changed_while_nobody_knew_are_shown_in_the_end(open_desk, reader, slack):
    async with open_desk(grace=2) as desk:
        await slack.visitor.fault("lost_reply", "chat.postMessage")
        await desk.say("0 votes", key="idea:1")
        await desk.until(State.UNCERTAIN)

        await desk.say("1 vote", key="idea:1")

        assert await desk.outbox.drained()
    assert await reader.texts() == ["1 vote"]
    assert len(await reader.calls("chat.update")) == 1


async def test_an_uncertain_message_holds_back_only_what_depends_on_it(open_desk, reader, slack):
    async with open_desk(grace=5) as desk:
        await slack.visitor.fault("lost_reply", "chat.postMessage")
        await desk.say("Retro", key="retro")
        await desk.until(State.UNCERTAIN)

        await desk.say("A note", to=InThread("retro"))
        await desk.say("Something else")

        await desk.until(State.SENT)
        assert await reader.texts() == ["Retro", "Something else"]
        assert await desk.states() == [State.UNCERTAIN, State.PENDING, State.SENT]
        assert await desk.outbox.drained()
    [retro, _] = await slack.member(PERSON).messages(CHANNEL)
    assert await reader.texts(thread=retro["ts"]) == ["Retro", "A note"]


async def test_where_slack_does_not_let_us_look_the_message_is_parked_and_not_repeated(desk, reader, slack):
    await slack.visitor.fault("lost_reply", "chat.postMessage")
    await slack.visitor.fault("error", "conversations.history", error="missing_scope")

    await desk.say("Good morning")

    assert await desk.outbox.drained()
    [(delivery, _)] = await desk.outbox.parked(desk.workspace)
    assert (delivery.reason, await reader.texts()) == (
        "posted or not, Slack does not let us look: missing_scope",
        ["Good morning"],
    )


async def test_a_look_that_fails_is_repeated_and_does_not_count(desk, reader, slack):
    await slack.visitor.fault("lost_reply", "chat.postMessage")
    await slack.visitor.fault("server_error", "conversations.history", times=2)

    await desk.say("Good morning")

    assert await desk.outbox.drained()
    assert await reader.texts() == ["Good morning"]


async def test_the_message_is_found_on_a_later_page_of_the_history(open_desk, reader, slack):
    await slack.visitor.fault("lost_reply", "chat.postMessage")
    async with open_desk(grace=2) as before:
        await before.say("Good morning")
        await before.until(State.UNCERTAIN)
    for number in range(230):
        await slack.member(PERSON).write(CHANNEL, f"chatter {number}")

    async with open_desk() as desk:
        assert await desk.outbox.drained()

    assert (await reader.texts()).count("Good morning") == 1
    assert len(await reader.calls("conversations.history")) == 2
    assert await desk.states() == [State.SENT]


@pytest.mark.parametrize("times", [1, 3])
async def test_a_post_whose_answer_is_lost_again_and_again_is_posted_once(desk, reader, slack, times):
    await slack.visitor.fault("lost_reply", "chat.postMessage", times=times)

    for number in range(times):
        await desk.say(f"post {number}")

    assert await desk.outbox.drained()
    assert sorted(await reader.texts()) == [f"post {number}" for number in range(times)]
