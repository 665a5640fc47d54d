"""What Slack says of a channel, and what it keeps to itself."""

import pytest

from handlers import channels
from kaizen.refusals import Refusal
from kaizen.teams.setting_up import Place
from tests.handlers.test_people import a_slack

SAID = Place("C1", "model-care")


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"channel_id": "C1", "channel_name": "model-care"}, Place("C1", "model-care")),
        ({"channel_id": "C1", "channel_name": "privategroup"}, Place("C1", private=True)),
        ({"channel": {"id": "C1", "name": "model-care"}}, Place("C1", "model-care")),
    ],
)
def test_a_payload_says_where_it_comes_from(body, place):
    assert channels.entered(body) == place


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"channel_id": "D1", "channel_name": "directmessage"},
        {"channel_id": "C1", "channel_name": "mpdm-ada--bo-1"},
    ],
)
def test_a_team_lives_only_in_a_channel(body):
    with pytest.raises(Refusal, match="teams/not_a_channel"):
        channels.entered(body)


@pytest.mark.parametrize(
    ("answer", "place"),
    [
        ({"ok": True, "channel": {"id": "C1", "name": "care", "is_member": True}}, Place("C1", "care")),
        ({"ok": True, "channel": {"id": "C1", "is_private": True, "is_member": True}}, Place("C1", "model-care", True)),
        (
            {"ok": True, "channel": {"id": "C1", "is_private": True, "is_member": False}},
            Place("C1", "model-care", True, joined=False),
        ),
        ({"ok": True, "channel": {"id": "C1", "is_member": False}}, Place("C1", "model-care", joined=False)),
        ({"ok": False, "error": "channel_not_found"}, Place("C1", "model-care", private=True, joined=False)),
        ({"ok": False, "error": "missing_scope"}, SAID),
        ({"ok": True}, SAID),
        ("broken", SAID),
    ],
    ids=[
        "in it",
        "in it, private",
        "not in it, private",
        "not in it, public",
        "hidden",
        "may not ask",
        "knows nothing",
        "broken",
    ],
)
async def test_whether_the_bot_is_in_a_channel(answer, place):
    async with a_slack(answer) as (client, _):
        assert await channels.read(client, SAID) == place


@pytest.mark.parametrize(
    ("place", "answer", "joined"),
    [
        (Place("C1", joined=False), {"ok": True}, True),
        (Place("C1", joined=False), {"ok": False, "error": "is_archived"}, False),
        (Place("C1", private=True, joined=False), {"ok": True}, False),
        (Place("C1"), {"ok": False, "error": "is_archived"}, True),
    ],
    ids=["public", "public, refused", "private: only by invitation", "in it already"],
)
async def test_the_bot_enters_public_channels_by_itself(place, answer, joined):
    async with a_slack(answer) as (client, _):
        assert (await channels.enter(client, place)).joined is joined


async def test_a_silent_slack_is_not_waited_for():
    async with a_slack({"ok": True}, seconds=5) as (client, _):
        assert await channels.read(client, SAID) == SAID


@pytest.mark.parametrize(("present", "found"), [(3, 3), (40, 40), (41, 0)])
async def test_the_members_of_a_crowd_are_left_to_be_chosen(present, found):
    async with a_slack({"ok": True, "members": [f"U{number}" for number in range(present)]}) as (client, _):
        assert len(await channels.members(client, "C1")) == found
