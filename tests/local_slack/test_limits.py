"""Every limit of Block Kit: what just fits passes, one more is refused, and the refusal points at it."""

import pytest

from local_slack import rules
from tests.local_slack.blocks import (
    actions,
    asking,
    button,
    cells,
    confirm,
    group,
    link,
    mrkdwn,
    option,
    options,
    picture,
    plain,
    pointers,
    refused,
    section,
    select,
    typing,
)

LIMITS = {
    "header text": (150, lambda n: {"type": "header", "text": plain(n)}, "/text/text"),
    "section text": (3000, lambda n: section(text=mrkdwn(n)), "/text/text"),
    "section fields": (10, lambda n: section(fields=[mrkdwn()] * n), "/fields"),
    "section field": (2000, lambda n: section(fields=[mrkdwn(n)]), "/fields/0/text"),
    "context elements": (10, lambda n: {"type": "context", "elements": [mrkdwn()] * n}, "/elements"),
    "context text": (3000, lambda n: {"type": "context", "elements": [mrkdwn(n)]}, "/elements/0/text"),
    "actions elements": (25, lambda n: actions(*[button()] * n), "/elements"),
    "block_id": (255, lambda n: section(text=mrkdwn(), block_id="x" * n), "/block_id"),
    "action_id": (255, lambda n: actions(button(action_id="x" * n)), "/elements/0/action_id"),
    "image address": (3000, lambda n: picture(image_url=link(n)), "/image_url"),
    "image alt text": (2000, lambda n: picture(alt_text="x" * n), "/alt_text"),
    "image title": (2000, lambda n: picture(title=plain(n)), "/title/text"),
    "input label": (2000, lambda n: typing() | {"label": plain(n)}, "/label/text"),
    "input hint": (2000, lambda n: typing() | {"hint": plain(n)}, "/hint/text"),
    "button text": (75, lambda n: actions(button(text=plain(n))), "/elements/0/text/text"),
    "button value": (2000, lambda n: actions(button(value="x" * n)), "/elements/0/value"),
    "button url": (3000, lambda n: actions(button(url=link(n))), "/elements/0/url"),
    "button label": (75, lambda n: actions(button(accessibility_label="x" * n)), "/elements/0/accessibility_label"),
    "confirm title": (
        100,
        lambda n: actions(button(confirm=confirm(title=plain(n)))),
        "/elements/0/confirm/title/text",
    ),
    "confirm text": (300, lambda n: actions(button(confirm=confirm(text=plain(n)))), "/elements/0/confirm/text/text"),
    "confirm yes": (30, lambda n: actions(button(confirm=confirm(confirm=plain(n)))), "/confirm/confirm/text"),
    "confirm no": (30, lambda n: actions(button(confirm=confirm(deny=plain(n)))), "/confirm/deny/text"),
    "select options": (100, lambda n: select("static_select", options=options(n)), "/elements/0/options"),
    "multi options": (100, lambda n: select("multi_static_select", options=options(n)), "/elements/0/options"),
    "option groups": (100, lambda n: select("static_select", option_groups=[group()] * n), "/option_groups"),
    "group options": (100, lambda n: select("static_select", option_groups=[group(n)]), "/option_groups/0/options"),
    "group label": (75, lambda n: select("static_select", option_groups=[group(1, n)]), "/option_groups/0/label/text"),
    "option text": (75, lambda n: select("static_select", options=[option(text=n)]), "/options/0/text/text"),
    "option value": (150, lambda n: select("static_select", options=[option("x" * n)]), "/options/0/value"),
    "option description": (75, lambda n: select("static_select", options=[option(description=n)]), "/description/text"),
    "overflow options": (5, lambda n: select("overflow", options=options(n)), "/elements/0/options"),
    "checkboxes": (10, lambda n: select("checkboxes", options=options(n)), "/elements/0/options"),
    "radio buttons": (10, lambda n: select("radio_buttons", options=options(n)), "/elements/0/options"),
    "placeholder": (150, lambda n: typing(placeholder=plain(n)), "/element/placeholder/text"),
    "user placeholder": (150, lambda n: select("users_select", placeholder=plain(n)), "/placeholder/text"),
    "input min_length": (3000, lambda n: typing(min_length=n), "/element/min_length"),
    "input max_length": (3000, lambda n: typing(max_length=n), "/element/max_length"),
    "input initial value": (3000, lambda n: typing(initial_value="x" * n), "/element/initial_value"),
    "markdown": (12_000, lambda n: {"type": "markdown", "text": "x" * n}, "/text"),
    "table rows": (100, lambda n: cells(n, 1), "/rows"),
    "table columns": (20, lambda n: cells(1, n), "/rows/0"),
}
"""What is limited: the limit, a block with that much of it, and where the refusal must point."""


@pytest.mark.parametrize("name", LIMITS)
def test_what_just_fits_passes(name):
    limit, block, _ = LIMITS[name]

    assert rules.checked_message([block(limit)], {})


@pytest.mark.parametrize("name", LIMITS)
def test_one_more_is_refused_and_pointed_at(name):
    limit, block, pointer = LIMITS[name]

    complaints = refused([block(limit + 1)])

    assert any(found.endswith(pointer) for found in pointers(complaints)), complaints


@pytest.mark.parametrize(
    "block",
    [
        {"type": "header", "text": plain(0)},
        section(text=mrkdwn(0)),
        section(fields=[]),
        {"type": "context", "elements": []},
        actions(),
        actions(button(text=plain(0))),
        select("static_select", options=[]),
        select("overflow", options=[]),
        select("checkboxes", options=[]),
        {"type": "rich_text", "elements": []},
        typing(max_length=0),
        asking({"type": "file_input", "max_files": 0}),
        select("multi_users_select", max_selected_items=0),
    ],
)
def test_nothing_is_too_little(block):
    assert refused([block])
