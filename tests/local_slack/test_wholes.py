"""Rules about all blocks together, about modals, about Home tabs."""

import copy
from typing import Any

import pytest

from local_slack import rules
from local_slack.refusals import SlackError
from local_slack.workspace import File
from tests.local_slack.blocks import (
    Json,
    actions,
    button,
    cells,
    mrkdwn,
    plain,
    pointers,
    refused,
    section,
    typing,
)


def test_fifty_blocks_make_a_message_and_not_one_more():
    fifty = [{"type": "divider"}] * 50

    assert len(rules.checked_message(fifty, {})) == 50
    assert refused([*fifty, {"type": "divider"}]) == ["[ERROR] no more than 50 items allowed [json-pointer:/blocks]"]


def test_ids_are_given_to_what_has_none_and_the_original_is_left_alone():
    block = actions(button())
    before = copy.deepcopy(block)

    [given] = rules.checked_message([block], {})

    assert given["block_id"]
    assert given["elements"][0]["action_id"]
    assert given["elements"][0]["text"]["emoji"] is True
    assert block == before


def test_a_block_id_stands_once_in_a_message():
    twice = [section(text=mrkdwn(), block_id="same"), section(text=mrkdwn(), block_id="same")]

    assert pointers(refused(twice)) == ["/blocks/1/block_id"]


def test_an_action_id_stands_once_in_a_block_and_may_return_in_another():
    same = [button(action_id="vote"), button(action_id="vote")]

    assert pointers(refused([actions(*same)])) == ["/blocks/0/elements"]
    assert rules.checked_message([actions(same[0]), actions(same[1])], {})


def test_markdown_blocks_share_one_limit():
    half = {"type": "markdown", "text": "x" * 6001}

    assert "together" in refused([half, half])[0]


def test_a_message_has_one_table():
    assert "only_one_table_allowed" in refused([cells(1, 1), cells(1, 1)])[0]


def test_a_picture_is_shown_only_after_it_has_been_processed():
    block = {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "A chart"}
    raw = File("F1", "chart.png", 3, "U1", 0, uploaded=True, completed=True)
    ready = File("F1", "chart.png", 3, "U1", 0, uploaded=True, completed=True, mimetype="image/png")

    for files in ({}, {"F1": raw}):
        with pytest.raises(SlackError, match="invalid_blocks"):
            rules.checked_message([block], files)
    assert rules.checked_message([block], {"F1": ready})


def view(**more: Any) -> Json:
    return {"type": "modal", "title": plain(), "blocks": [section()]} | more


def view_refused(raw: Json, kind: str = "modal") -> list[str]:
    with pytest.raises(SlackError) as refusal:
        rules.checked_view(raw, kind, {})
    assert refusal.value.code == "invalid_arguments"
    return list(refusal.value.messages)


@pytest.mark.parametrize(
    ("limit", "part", "pointer"),
    [
        (24, lambda n: {"title": plain(n)}, "/view/title/text"),
        (24, lambda n: {"submit": plain(n)}, "/view/submit/text"),
        (24, lambda n: {"close": plain(n)}, "/view/close/text"),
        (3000, lambda n: {"private_metadata": "x" * n}, "/view/private_metadata"),
        (255, lambda n: {"callback_id": "x" * n}, "/view/callback_id"),
        (255, lambda n: {"external_id": "x" * n}, "/view/external_id"),
        (100, lambda n: {"blocks": [{"type": "divider"}] * n}, "/view/blocks"),
    ],
)
def test_a_modal_has_limits_of_its_own(limit, part, pointer):
    assert rules.checked_view(view(**part(limit)), "modal", {})
    assert pointers(view_refused(view(**part(limit + 1)))) == [pointer]


def test_a_modal_that_asks_has_a_button_to_answer_with():
    asks = view(blocks=[typing()])

    assert "submit" in view_refused(asks)[0]
    assert rules.checked_view(asks | {"submit": plain()}, "modal", {})


@pytest.mark.parametrize("kind", ["markdown", "table"])
def test_some_blocks_stand_in_messages_only(kind):
    block = {"type": "markdown", "text": "x"} if kind == "markdown" else cells(1, 1)

    assert pointers(view_refused(view(blocks=[block]))) == ["/view/blocks/0/type"]


def test_a_home_tab_has_no_title_and_no_buttons_of_a_modal():
    home = {"type": "home", "blocks": [section()]}

    assert rules.checked_view(home, "home", {})
    assert "title" in view_refused(home | {"title": plain()}, "home")[0]


def test_the_cursor_stands_in_one_place():
    two = [typing(focus_on_load=True), typing(focus_on_load=True)]

    assert "focus_on_load" in view_refused(view(blocks=two, submit=plain()))[0]


def test_a_view_of_no_blocks_is_none():
    assert pointers(view_refused(view(blocks=[]))) == ["/view/blocks"]
