"""Channels, guests, direct messages and user groups: who may see and do what."""

from tests.local_slack.test_web_api import AMARA, CARE, RANDOM, refusal

AUDIT = "C05AUDITRM1"


async def test_channels_are_listed_by_kind_and_only_if_the_app_may_see_them(client):
    public = await client.conversations_list(types="public_channel")
    private = await client.conversations_list(types="private_channel")
    mine = await client.users_conversations(types="public_channel,private_channel")

    assert [channel["name"] for channel in public["channels"]] == [
        "general",
        "model-care",
        "ml-alerts",
        "exec-updates",
        "random",
    ]
    assert private["channels"] == []
    assert [channel["name"] for channel in mine["channels"]] == ["model-care", "ml-alerts", "exec-updates"]
    assert await refusal(client.conversations_list(types="mpim")) == "missing_scope"
    assert await refusal(client.conversations_list(types="secret")) == "invalid_types"


async def test_joining_a_channel_lets_the_app_write_there(client):
    before = await refusal(client.chat_postMessage(channel=RANDOM, text="hello"))
    await client.conversations_join(channel=RANDOM)
    again = await client.conversations_join(channel=RANDOM)
    answer = await client.chat_postMessage(channel="#random", text="hello")

    assert before == "not_in_channel"
    assert again["warning"] == "already_in_channel"
    assert answer["channel"] == RANDOM


async def test_an_invitation_opens_a_private_channel_to_the_app(slack, client):
    await slack.member(AMARA).invite(AUDIT, "app")

    members = await client.conversations_members(channel=AUDIT)
    await client.chat_postMessage(channel=AUDIT, text="hello")

    assert len(members["members"]) == 4


async def test_a_guest_sees_only_where_it_was_invited(slack):
    seen = await slack.member("U05J3RBWYLC").conversations()

    assert [conversation["name"] for conversation in seen] == ["audit-room"]


async def test_an_archived_channel_can_be_read_but_not_written_to(slack, client):
    await client.chat_postMessage(channel=CARE, text="last words")
    await slack.member(AMARA).archive(CARE)

    history = await client.conversations_history(channel=CARE)

    assert history["messages"][0]["text"] == "last words"
    assert await refusal(client.chat_postMessage(channel=CARE, text="more")) == "is_archived"
    assert await refusal(client.reactions_add(channel=CARE, timestamp=history["messages"][0]["ts"], name="wave")) == (
        "is_archived"
    )


async def test_a_person_is_written_to_directly_by_id_or_by_an_opened_conversation(slack, client):
    opened = await client.conversations_open(users=AMARA)
    first = await client.chat_postMessage(channel=AMARA, text="one")
    await client.chat_postMessage(channel=opened["channel"]["id"], text="two")

    said = await slack.member(AMARA).messages(first["channel"])

    assert first["channel"] == opened["channel"]["id"]
    assert [message["text"] for message in said] == ["one", "two"]


async def test_user_groups_need_a_paid_plan(slack, client):
    refused = await refusal(client.usergroups_create(name="Facilitators"))
    await slack.visitor.post("workspace/plan", paid=True)
    group = (await client.usergroups_create(name="Facilitators", handle="facilitators"))["usergroup"]
    await client.usergroups_users_update(usergroup=group["id"], users=[AMARA])

    assert refused == "plan_upgrade_required"
    assert (await client.usergroups_users_list(usergroup=group["id"]))["users"] == [AMARA]
    assert await refusal(client.usergroups_create(name="Other", handle="facilitators")) == "handle_already_exists"
    assert await refusal(client.usergroups_users_update(usergroup=group["id"], users=["U0NO"])) == "invalid_users"
    assert await refusal(client.usergroups_disable(usergroup="S0NONE")) == "no_such_subteam"


async def test_a_disabled_user_group_is_listed_only_on_request(slack, client):
    await slack.visitor.post("workspace/plan", paid=True)
    group = (await client.usergroups_create(name="Facilitators"))["usergroup"]
    await client.usergroups_disable(usergroup=group["id"])

    listed = await client.usergroups_list()
    all_listed = await client.usergroups_list(include_disabled=True, include_users=True)
    await client.usergroups_enable(usergroup=group["id"])

    assert listed["usergroups"] == []
    assert all_listed["usergroups"][0]["users"] == []
    assert (await client.usergroups_list())["usergroups"][0]["date_delete"] == 0
