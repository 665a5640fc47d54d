"""Channels, guests, direct messages and user groups: who may see and do what."""

import pytest

from local_slack import MemberInterfaceError
from tests.local_slack.test_web_api import AMARA, CARE, RANDOM, refusal

AUDIT = "C05AUDITRM1"
GRACE, GUEST = "U05C2PRYDWS", "U05J3RBWYLC"


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


async def a_group(slack, client, *, users=(AMARA,)) -> str:
    """A user group made by the app, with these members."""
    made = (await client.usergroups_create(name="On call", handle="on-call"))["usergroup"]["id"]
    await client.usergroups_users_update(usergroup=made, users=list(users))
    return made


async def test_user_groups_need_a_paid_plan(slack, client):
    group = await a_group(slack, client)

    await slack.visitor.post("workspace/plan", paid=False)

    assert await refusal(client.usergroups_create(name="Facilitators")) == "plan_upgrade_required"
    assert await refusal(client.usergroups_users_list(usergroup=group)) == "plan_upgrade_required"
    assert await refusal(client.usergroups_users_update(usergroup=group, users=[AMARA])) == "plan_upgrade_required"
    assert (await client.usergroups_list())["usergroups"] == []
    assert (await slack.visitor.workspace())["groups"] == []


async def test_where_only_admins_manage_user_groups_an_app_may_look_and_change_nothing(slack, client):
    group = await a_group(slack, client)

    await slack.visitor.post("workspace/plan", groups_by_everyone=False)

    assert (await client.usergroups_users_list(usergroup=group))["users"] == [AMARA]
    assert await refusal(client.usergroups_users_update(usergroup=group, users=[GRACE])) == "permission_denied"
    assert await refusal(client.usergroups_create(name="Facilitators")) == "permission_denied"
    assert await refusal(client.usergroups_disable(usergroup=group)) == "permission_denied"


async def test_the_members_of_a_user_group_are_replaced_as_a_whole(slack, client):
    group = await a_group(slack, client)

    changed = await client.usergroups_users_update(usergroup=group, users=[GRACE, AMARA, GRACE])

    assert changed["usergroup"]["users"] == [GRACE, AMARA]
    assert (await client.usergroups_users_list(usergroup=group))["users"] == [GRACE, AMARA]


async def test_nobody_and_who_is_no_full_member_cannot_be_a_user_group(slack, client):
    group = await a_group(slack, client)
    await slack.visitor.post("member", id="U05D9JHVXEA", deleted=True)
    bot = (await client.auth_test())["user_id"]

    def filled(*users: str):
        return client.usergroups_users_update(usergroup=group, users=list(users))

    assert await refusal(filled()) == "no_users_provided"
    for unfit in ("U0NO", GUEST, bot, "U05D9JHVXEA"):
        assert await refusal(filled(AMARA, unfit)) == "invalid_users"
    assert await refusal(client.usergroups_users_update(usergroup="S0NONE", users=[AMARA])) == "no_such_subteam"


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ({"name": "On call"}, "name_already_exists"),
        ({"name": "Other", "handle": "on-call"}, "handle_already_exists"),
        ({"name": "Other", "handle": "grace.liu"}, "handle_already_exists"),
        ({"name": "Other", "handle": "model-care"}, "handle_already_exists"),
        ({"name": "Other", "handle": "on call!"}, "bad_handle"),
    ],
)
async def test_a_handle_is_one_for_people_channels_and_groups(slack, client, named, code):
    group = await a_group(slack, client)
    own = await client.usergroups_update(usergroup=group, name="On call", handle="on-call", description="Day and night")

    assert await refusal(client.usergroups_create(**named)) == code
    assert own["usergroup"]["description"] == "Day and night"


async def test_a_disabled_user_group_is_listed_and_found_only_on_request(slack, client):
    group = await a_group(slack, client)
    await client.usergroups_disable(usergroup=group)

    listed = await client.usergroups_list()
    all_listed = await client.usergroups_list(include_disabled=True, include_users=True)
    hidden = await refusal(client.usergroups_users_list(usergroup=group))
    shown = await client.usergroups_users_list(usergroup=group, include_disabled=True)
    await client.usergroups_enable(usergroup=group)

    assert group not in {one["id"] for one in listed["usergroups"]}
    assert next(one["users"] for one in all_listed["usergroups"] if one["id"] == group) == [AMARA]
    assert (hidden, shown["users"]) == ("no_such_subteam", [AMARA])
    assert {one["id"]: one["date_delete"] for one in (await client.usergroups_list())["usergroups"]}[group] == 0


async def test_people_make_and_fill_user_groups_too_and_the_app_hears_of_it(slack, client):
    made = await slack.visitor.post("group", **{"as": GRACE}, handle="@on-call")

    await slack.visitor.post("group", **{"as": AMARA}, id=made["id"], users=[AMARA, GRACE])

    [group] = [one for one in (await slack.visitor.workspace())["groups"] if one["id"] == made["id"]]
    assert (group["handle"], group["users"]) == ("on-call", [AMARA, GRACE])
    [listed] = [one for one in (await client.usergroups_list())["usergroups"] if one["id"] == made["id"]]
    assert (listed["created_by"], listed["updated_by"], listed["user_count"]) == (GRACE, AMARA, 2)


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"handle": "on-call", "users": [GUEST]}, "invalid_users"),
        ({"handle": "on-call", "users": []}, "no_users_provided"),
        ({"handle": "on-call", "users": "everybody"}, "invalid_field"),
        ({"handle": "kaizen-facilitator"}, "name_already_exists"),
        ({"id": "S0NONE"}, "no_such_subteam"),
    ],
)
async def test_a_group_that_cannot_be_is_refused_with_a_sentence(slack, wish, code):
    if code == "name_already_exists":
        await slack.visitor.post("group", **{"as": AMARA}, handle="a-handle", name="kaizen-facilitator")

    with pytest.raises(MemberInterfaceError) as refused:
        await slack.visitor.post("group", **{"as": AMARA}, **wish)

    assert (refused.value.code, refused.value.detail[-1]) == (code, ".")


async def test_on_a_free_plan_nobody_makes_a_group(slack):
    await slack.visitor.post("workspace/plan", paid=False)

    with pytest.raises(MemberInterfaceError, match="paid plan"):
        await slack.visitor.post("group", **{"as": AMARA}, handle="on-call")
