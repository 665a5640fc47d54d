"""Messages: what history tells, threads, edits, deletions, metadata, reactions, pins."""

import pytest

from tests.local_slack.test_web_api import AMARA, CARE, RANDOM, refusal

GRACE = "U05C2PRYDWS"


async def post(client, text: str, **more) -> str:
    return (await client.chat_postMessage(channel=CARE, text=text, **more))["ts"]


async def texts(client, **how) -> list[str]:
    return [message["text"] for message in (await client.conversations_history(channel=CARE, **how))["messages"]]


async def test_timestamps_are_unique_and_grow_however_fast_one_posts(client):
    stamps = [await post(client, str(number)) for number in range(20)]

    assert stamps == sorted(set(stamps))


async def test_history_is_newest_first_and_comes_in_pages(client):
    for number in range(5):
        await post(client, str(number))

    first = await client.conversations_history(channel=CARE, limit=2)
    second = await client.conversations_history(
        channel=CARE, limit=10, cursor=first["response_metadata"]["next_cursor"]
    )

    assert [message["text"] for message in first["messages"]] == ["4", "3"]
    assert first["has_more"]
    assert [message["text"] for message in second["messages"]] == ["2", "1", "0"]
    assert not second["has_more"]


async def test_a_cursor_does_not_skip_when_something_new_is_posted_between_pages(client):
    for number in range(4):
        await post(client, str(number))
    first = await client.conversations_history(channel=CARE, limit=2)
    await post(client, "new")

    second = await client.conversations_history(channel=CARE, limit=2, cursor=first["response_metadata"]["next_cursor"])

    assert [message["text"] for message in second["messages"]] == ["1", "0"]


async def test_history_between_two_instants_excludes_them_unless_told_otherwise(client):
    stamps = [await post(client, str(number)) for number in range(4)]

    between = await texts(client, oldest=stamps[0], latest=stamps[3])
    inclusive = await texts(client, oldest=stamps[0], latest=stamps[3], inclusive=True)

    assert between == ["2", "1"]
    assert inclusive == ["3", "2", "1", "0"]


async def test_history_is_closed_to_an_app_that_is_not_a_member(client):
    assert await refusal(client.conversations_history(channel=RANDOM)) == "not_in_channel"


async def test_replies_stand_in_the_thread_and_not_in_the_channel(client):
    root = await post(client, "root")
    reply = await post(client, "reply", thread_ts=root)
    await post(client, "reply to the reply", thread_ts=reply)

    thread = (await client.conversations_replies(channel=CARE, ts=root))["messages"]

    assert await texts(client) == ["root"]
    assert [message["text"] for message in thread] == ["root", "reply", "reply to the reply"]
    assert thread[0]["reply_count"] == 2
    assert thread[2]["thread_ts"] == root


async def test_a_broadcast_reply_stands_in_both(client):
    root = await post(client, "root")
    await post(client, "for all", thread_ts=root, reply_broadcast=True)

    assert await texts(client) == ["for all", "root"]


async def test_a_reply_to_nothing_is_refused(client):
    assert await refusal(post(client, "reply", thread_ts="1.000001")) == "thread_not_found"


async def test_metadata_is_given_back_only_on_request(client):
    metadata = {"event_type": "kaizen", "event_payload": {"key": "abc"}}
    await post(client, "with metadata", metadata=metadata)

    plain = (await client.conversations_history(channel=CARE))["messages"][0]
    whole = (await client.conversations_history(channel=CARE, include_all_metadata=True))["messages"][0]

    assert "metadata" not in plain
    assert whole["metadata"] == metadata


@pytest.mark.parametrize(
    ("metadata", "code"),
    [
        ({"event_type": "with space", "event_payload": {}}, "invalid_metadata_schema"),
        ({"event_type": "kaizen"}, "invalid_metadata_schema"),
        ({"event_type": "kaizen", "event_payload": {}, "more": 1}, "invalid_metadata_format"),
        ({"event_type": "kaizen", "event_payload": {"deep": {"deeper": {"deepest": 1}}}}, "invalid_metadata_schema"),
    ],
)
async def test_metadata_of_another_form_is_refused(client, metadata, code):
    assert await refusal(post(client, "hello", metadata=metadata)) == code


async def test_an_update_keeps_what_it_does_not_name(slack, client):
    ts = await post(client, "before", blocks=[{"type": "divider"}])

    await client.chat_update(channel=CARE, ts=ts, text="after")
    kept = (await client.conversations_history(channel=CARE))["messages"][0]
    await client.chat_update(channel=CARE, ts=ts, text="after all", blocks=[])
    emptied = (await client.conversations_history(channel=CARE))["messages"][0]

    assert (kept["text"], kept["blocks"][0]["type"]) == ("after", "divider")
    assert "edited" in kept
    assert "blocks" not in emptied


async def test_other_peoples_messages_are_not_the_apps_to_change(slack, client):
    ts = (await slack.member(AMARA).write(CARE, "mine"))["ts"]

    assert await refusal(client.chat_update(channel=CARE, ts=ts, text="yours")) == "cant_update_message"
    assert await refusal(client.chat_delete(channel=CARE, ts=ts)) == "cant_delete_message"


async def test_a_deleted_message_is_gone_and_one_with_replies_leaves_a_tombstone(client):
    gone, root = await post(client, "gone"), await post(client, "root")
    await post(client, "reply", thread_ts=root)

    await client.chat_delete(channel=CARE, ts=gone)
    await client.chat_delete(channel=CARE, ts=root)

    [left] = (await client.conversations_history(channel=CARE))["messages"]
    assert left["subtype"] == "tombstone"
    assert left["text"] == "This message was deleted."


async def test_an_ephemeral_message_is_seen_by_one_and_remembered_by_nobody_else(slack, client):
    await client.chat_postEphemeral(channel=CARE, user=AMARA, text="psst")

    assert (await slack.member(AMARA).messages(CARE))[-1]["ephemeral"]
    assert await slack.member(GRACE).messages(CARE) == []
    assert await texts(client) == []


async def test_an_ephemeral_message_needs_a_listener_in_the_channel(client):
    assert await refusal(client.chat_postEphemeral(channel=CARE, user="U05J3RBWYLC", text="psst")) == (
        "user_not_in_channel"
    )


async def test_a_message_says_something_and_not_too_much(client):
    await post(client, "x" * 40_000)

    nothing = client.api_call("chat.postMessage", json={"channel": CARE, "text": ""})
    assert await refusal(nothing) == "no_text"
    assert await refusal(post(client, "x" * 40_001)) == "msg_too_long"


async def test_unescaped_markup_is_stored_as_sent(client):
    await post(client, "<!channel> & <b>")

    assert await texts(client) == ["<!channel> & <b>"]


async def test_a_reaction_is_given_once_and_taken_back_once(slack, client):
    ts = await post(client, "hello")
    target = {"channel": CARE, "timestamp": ts, "name": "wave"}
    await client.reactions_add(**target)
    await slack.member(AMARA).react(CARE, ts, "wave")

    shown = (await client.reactions_get(channel=CARE, timestamp=ts))["message"]["reactions"]
    twice = await refusal(client.reactions_add(**target))
    await client.reactions_remove(**target)

    assert shown[0]["count"] == 2
    assert twice == "already_reacted"
    assert await refusal(client.reactions_remove(**target)) == "no_reaction"
    assert await refusal(client.reactions_add(**target | {"name": "Not A Name"})) == "invalid_name"


async def test_a_message_is_pinned_once(client):
    ts = await post(client, "hello")
    await client.pins_add(channel=CARE, timestamp=ts)

    assert await refusal(client.pins_add(channel=CARE, timestamp=ts)) == "already_pinned"
    assert (await client.pins_list(channel=CARE))["items"][0]["message"]["text"] == "hello"


async def test_a_permalink_names_channel_message_and_thread(slack, client):
    root = await post(client, "root")
    reply = await post(client, "reply", thread_ts=root)

    link = (await client.chat_getPermalink(channel=CARE, message_ts=reply))["permalink"]

    assert link == f"{slack.url}/archives/{CARE}/p{reply.replace('.', '')}?thread_ts={root}&cid={CARE}"
