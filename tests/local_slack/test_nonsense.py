"""Whatever nonsense comes in, the answer is a refusal and never a crash."""

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from local_slack import rules
from local_slack.acting import DEEDS
from local_slack.acting.wishes import Wish
from local_slack.api import METHODS
from local_slack.api.calls import Call
from local_slack.refusals import MemberRefusedError, SlackError
from local_slack.rules.blocks import SURFACES
from local_slack.rules.interactive import ELEMENTS
from tests.local_slack.blocks import button, options
from tests.local_slack.test_views import field, modal
from tests.local_slack.test_web_api import AMARA, CARE

NAMES = (
    *("channel", "channel_id", "user", "users", "usergroup", "user_id", "text", "blocks", "attachments", "metadata"),
    *("ts", "thread_ts", "timestamp", "message_ts", "name", "handle", "limit", "cursor", "oldest", "latest", "types"),
    *("view", "view_id", "trigger_id", "hash", "files", "file", "filename", "length", "email", "topic", "external_id"),
)
WISHES = (
    *("as", "channel", "ts", "command", "text", "callback_id", "action_id", "block_id", "message", "view", "home"),
    *("selected", "values", "with", "user", "name", "private", "id", "away", "deleted", "paid", "kind", "method"),
    *("times", "reason", "to", "by_seconds", "until", "zone", "now", "after", "thread", "action", "query", "tz"),
    *("handle", "users", "groups_by_everyone"),
)
VALUES = (
    *(None, True, 0, -1, 10**12, 1.5, "", "x", "1", "[", "{}", "[]", "[1]", '"x"', "nan", "1.000001", "2026-13-01"),
    *([], [None], [1], ["x"], [[]], [{}], {}, {"type": 3}, {"type": "modal"}, {"x": {"y": {"z": 1}}}),
    *(CARE, AMARA, "#model-care", "app", modal(), [{"type": "section"}], {"channel": 1, "ts": []}, {"a": {"b": 1}}),
)


def nonsense(names: tuple[str, ...], chance: random.Random) -> dict:
    """Some arguments with arbitrary values."""
    return {name: chance.choice(VALUES) for name in chance.sample(names, k=chance.randint(0, 8))}


@pytest.mark.parametrize("name", sorted(METHODS))
async def test_a_method_answers_or_refuses(slack, name):
    chance = random.Random(name)
    for _ in range(300):
        arguments = nonsense(NAMES, chance)
        try:
            answer = METHODS[name].answer(Call(slack.slack, name, arguments))
        except SlackError as refusal:
            answer = refusal.answer()
        assert json.dumps(answer), arguments


QUICKLY = sorted(set(DEEDS) - {("POST", "/local/clock/move"), ("PUT", "/local/clock/driver")})
"""Those that wait for nobody outside."""


@pytest.mark.parametrize(("verb", "path"), QUICKLY)
async def test_a_deed_is_done_or_refused(slack, verb, path):
    chance = random.Random(path)
    for _ in range(150):
        fields = nonsense(WISHES, chance) | ({"as": AMARA} if chance.random() < 0.8 else {})
        try:
            answer = await DEEDS[verb, path](Wish(slack.slack, fields))
        except MemberRefusedError as refusal:
            answer = {"error": refusal.code, "detail": refusal.detail}
        assert json.dumps(answer), fields


@pytest.mark.parametrize("place", ["message", "view"])
async def test_an_element_takes_what_fits_and_refuses_the_rest(slack, client, place):
    elements = [
        {"type": "checkboxes", "action_id": "a", "options": options(2)},
        {"type": "static_select", "action_id": "b", "options": options(2)},
        {"type": "datepicker", "action_id": "c"},
        {"type": "multi_users_select", "action_id": "d"},
        button(action_id="e"),
    ]
    row = {"type": "actions", "block_id": "row", "elements": elements}
    if place == "message":
        where: dict = {"message": {"channel": CARE}}
        where["message"]["ts"] = (await client.chat_postMessage(channel=CARE, text="x", blocks=[row]))["ts"]
    else:
        trigger = slack.slack.triggers.give(AMARA)
        opened = await client.views_open(trigger_id=trigger, view=modal(blocks=[row, field("name")]))
        where = {"view": opened["view"]["id"]}
    chance = random.Random(place)
    states = (*VALUES, {"type": "checkboxes", "selected_options": 1}, {"selected_option": "x"}, {"selected_users": {}})
    for _ in range(300):
        state = {chance.choice("abcdef"): chance.choice(states)}
        values = chance.choice([{"row": state}, {"name": {"text": chance.choice(states)}}, {"none": state}, *VALUES])
        fields = {"as": AMARA, "action_id": chance.choice("abcde"), "values": values, **where}
        fields["selected"] = chance.choice([*VALUES, {"values": 1}, {"values": ["0", 3]}, {"value": []}, {"users": 1}])
        for deed in (("POST", "/local/click"), ("POST", "/local/submit"))[: 1 + (place == "view")]:
            try:
                answer = await DEEDS[deed](Wish(slack.slack, fields))
            except MemberRefusedError as refusal:
                answer = {"error": refusal.code}
            assert json.dumps(answer)


scraps = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
kinds = st.sampled_from(sorted({*ELEMENTS, *SURFACES["message"].of.shapes, "plain_text", "mrkdwn", "rich_text_list"}))
keys = st.sampled_from(
    (
        *("text", "elements", "element", "accessory", "options", "option_groups", "initial_options", "fields"),
        *("rows", "label", "value", "action_id", "block_id", "confirm", "initial_option", "min_length", "slack_file"),
    )
)
things = st.recursive(
    scraps,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.builds(lambda kind, rest: {"type": kind} | rest, kinds, st.dictionaries(keys, inner, max_size=4))
    ),
    max_leaves=15,
)


@settings(max_examples=400, deadline=None)
@given(things)
def test_blocks_are_taken_or_refused(raw):
    for check in (
        lambda: rules.checked_message(raw, {}),
        lambda: rules.checked_message([raw], {}),
        lambda: rules.checked_view(raw, "modal", {}),
        lambda: rules.checked_view({"type": "home", "blocks": [raw]}, "home", {}),
        lambda: rules.checked_options(raw),
    ):
        try:
            answer = check()
        except SlackError as refusal:
            answer = refusal.answer()
        assert json.dumps(answer)
