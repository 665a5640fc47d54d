import asyncio

import pytest

from kaizen.announcements import Announcement, InChannel, InThread, ToPerson
from storage import messages
from storage.messages import State
from tests.outbox.conftest import CHANNEL, PERSON


async def test_what_was_stored_is_posted(desk, reader):
    await desk.say("Good morning")

    assert await desk.outbox.drained()
    assert await reader.texts() == ["Good morning"]


async def test_what_was_stored_before_the_start_is_posted_after_it(open_desk, reader):
    async with open_desk(answer_within=1) as early:
        pass
    await early.say("From before")

    async with open_desk() as desk:
        assert await desk.outbox.drained()

    assert await reader.texts() == ["From before"]


async def test_an_edit_changes_the_message_in_place(desk, reader):
    await desk.say("0 votes", key="idea:1")
    await desk.outbox.drained()

    await desk.say("1 vote", key="idea:1")

    assert await desk.outbox.drained()
    assert await reader.texts() == ["1 vote"]


async def test_words_that_change_while_the_message_is_on_its_way_arrive_too(desk, reader, slack):
    await slack.visitor.fault("slow", "chat.postMessage", seconds=2)
    await desk.say("0 votes", key="idea:1")
    await desk.until(State.SENDING)

    await desk.say("1 vote", key="idea:1")
    await desk.say("2 votes", key="idea:1")

    assert await desk.outbox.drained()
    assert await reader.texts() == ["2 votes"]
    assert len(await reader.calls("chat.update")) == 1


async def test_a_reply_waits_for_its_parent(desk, reader, slack):
    await slack.visitor.fault("slow", "chat.postMessage", seconds=0.5)

    await desk.say_all(
        [
            Announcement("plain", "retro", InChannel(CHANNEL), "Retro"),
            Announcement("plain", "note", InThread("retro"), "A note"),
        ]
    )

    assert await desk.outbox.drained()
    [retro] = await slack.member(PERSON).messages(CHANNEL)
    assert (retro["text"], await reader.texts(thread=retro["ts"])) == ("Retro", ["Retro", "A note"])


async def test_a_direct_message_opens_its_channel_once(desk, reader, slack):
    await desk.say("Your turn", to=ToPerson(PERSON))
    await desk.outbox.drained()

    await desk.say("Your turn again", to=ToPerson(PERSON))

    assert await desk.outbox.drained()
    channel = await slack.member(PERSON).direct()
    assert await reader.texts(channel) == ["Your turn", "Your turn again"]
    assert len(await reader.calls("conversations.open")) == 1


async def test_an_edit_overtakes_fifty_waiting_posts(desk, reader):
    await desk.say("0 votes", key="idea:1")
    await desk.outbox.drained()
    await desk.say_all([Announcement("plain", str(n), InChannel(CHANNEL), f"post {n}") for n in range(50)])
    waits = []

    for votes in range(1, 6):
        await desk.say(f"{votes} votes", key="idea:1")
        waits.append(await reader.seconds_until_called("chat.update", votes))

    assert min(waits) < 0.3  # the machine may be busy with something else now and then
    assert len(await reader.texts()) < 45


async def test_an_edit_is_not_held_up_by_posts_that_slack_stalls(desk, reader, slack):
    await desk.say("0 votes", key="idea:1")
    await desk.outbox.drained()
    await slack.visitor.fault("slow", "chat.postMessage", seconds=4, times=2)
    await desk.say_all([Announcement("plain", str(n), InChannel(CHANNEL), f"post {n}") for n in range(2)])
    await desk.until(State.SENDING)

    await desk.say("1 vote", key="idea:1")

    await reader.until(["1 vote"])  # and no post beside it


async def test_what_slack_refuses_for_good_is_parked_with_its_reason_and_can_be_retried(desk, reader, slack):
    member = slack.member(PERSON)
    secret = await member.make_channel("secret", private=True)
    await desk.say("Is anybody there?", to=InChannel(secret))
    assert await desk.outbox.drained()

    [(delivery, message)] = await desk.outbox.parked(desk.workspace)
    await member.invite(secret)
    await desk.outbox.retry(delivery.id)

    assert message.text == "Is anybody there?"
    assert delivery.reason in {"channel_not_found", "not_in_channel"}
    assert await desk.outbox.drained()
    assert "Is anybody there?" in await reader.texts(secret)
    assert await desk.outbox.parked(desk.workspace) == []


async def test_replies_to_a_parked_message_wait_and_do_not_hold_the_rest_up(desk, reader, slack):
    await slack.visitor.fault("error", "chat.postMessage", error="is_archived")
    await desk.say("Retro", key="retro")
    await desk.outbox.drained()

    await desk.say("A note", to=InThread("retro"))
    await desk.say("Something else")

    assert await desk.outbox.drained()
    assert await reader.texts() == ["Something else"]


async def test_two_replicas_post_each_message_once(open_desk, reader):
    async with open_desk() as one, open_desk() as other:
        await asyncio.gather(*(desk.say(f"post {n} of {id(desk)}") for n in range(2) for desk in (one, other)))

        assert await one.outbox.drained()

    texts = await reader.texts()
    assert (len(texts), len(set(texts))) == (4, 4)


async def test_drained_says_no_while_slack_is_away(open_desk):
    async with open_desk(api_url="http://127.0.0.1:9/api/") as desk:
        await desk.say("Hello?")

        assert not await desk.outbox.drained(timeout=1)


async def test_an_edit_of_a_deleted_message_is_parked(desk, slack):
    await desk.say("0 votes", key="idea:1")
    await desk.outbox.drained()
    await slack.visitor.fault("error", "chat.update", error="message_not_found")

    await desk.say("1 vote", key="idea:1")

    assert await desk.outbox.drained()
    [(delivery, _)] = await desk.outbox.parked(desk.workspace)
    assert delivery.reason == "message_not_found"


async def test_the_client_repeats_nothing_by_itself(desk):
    assert desk.outbox._client.retry_handlers == []


@pytest.mark.parametrize("faults", [0, 1])
async def test_every_message_ends_sent(desk, slack, faults):
    if faults:
        await slack.visitor.fault("ratelimited", "chat.postMessage", retry_after=1)
    await desk.say("Good morning", key="k")
    await desk.outbox.drained()

    message = await desk.database.read(lambda session: messages.by_key(session, desk.workspace, "k"))

    assert (message.shown_version, message.ts is not None) == (1, True)
    assert await desk.database.read(lambda session: messages.under_way(session, message)) is None


async def test_a_sender_that_is_stopped_stops_whenever_that_is(desk):
    for moment in range(60):
        sender = asyncio.create_task(desk.outbox.run())
        await asyncio.sleep(moment / 5000)
        sender.cancel()

        stopped, _ = await asyncio.wait([sender], timeout=10)

        assert stopped == {sender}, moment
