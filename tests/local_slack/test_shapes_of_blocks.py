"""What Slack does not know is refused; what it knows passes."""

import pytest

from local_slack import rules
from tests.local_slack.blocks import (
    actions,
    asking,
    button,
    group,
    link,
    mrkdwn,
    option,
    options,
    picture,
    plain,
    refused,
    section,
    select,
    typing,
)


def test_the_refusal_reads_like_slacks_own():
    assert refused([{"type": "header", "text": plain(151)}]) == [
        "[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]"
    ]


WRONG = {
    "an unknown block": ({"type": "nope"}, "unsupported type: nope"),
    "a block without a type": ({"text": plain()}, "missing required field: type"),
    "an unknown field": (section(text=mrkdwn(), colour="red"), "invalid additional property: colour"),
    "an unknown element": (actions({"type": "slider"}), "unsupported type: slider"),
    "mrkdwn in a header": ({"type": "header", "text": mrkdwn()}, "unsupported type: mrkdwn"),
    "a section of nothing": (section(block_id="a"), "must define either `text` or `fields`"),
    "two sources of a picture": (picture(slack_file={"id": "F1"}), "only one of them"),
    "no source of a picture": ({"type": "image", "alt_text": "x"}, "only one of them"),
    "a picture without words": ({"type": "image", "image_url": link(40)}, "missing required field: alt_text"),
    "an address of no kind": (picture(image_url="chart.png"), "failed to match"),
    "a style of one's own": (actions(button(style="warning")), "must be one of: primary, danger"),
    "options and groups": (select("static_select", options=options(1), option_groups=[group()]), "only one of them"),
    "neither options nor groups": (select("static_select"), "only one of them"),
    "an unknown initial option": (
        select("static_select", options=options(2), initial_option=option("9")),
        "one of the provided options",
    ),
    "an unknown initial box": (
        select("checkboxes", options=options(2), initial_options=[option("9")]),
        "one of the provided options",
    ),
    "an input for text in actions": (actions({"type": "plain_text_input"}), "unsupported type: plain_text_input"),
    "a button in an input": (asking(button()), "unsupported type: button"),
    "an input without a label": ({"type": "input", "element": {"type": "plain_text_input"}}, "field: label"),
    "lengths the wrong way round": (typing(min_length=5, max_length=4), "less than or equal to max_length"),
    "numbers as numbers": (
        asking({"type": "number_input", "is_decimal_allowed": True, "min_value": 3}),
        "must provide a string",
    ),
    "numbers the wrong way round": (
        asking({"type": "number_input", "is_decimal_allowed": True, "min_value": "3", "max_value": "2"}),
        "less than or equal to max_value",
    ),
    "a number input without decimals said": (asking({"type": "number_input"}), "field: is_decimal_allowed"),
    "a day that is none": (select("datepicker", initial_date="2026-13-01"), "failed to match"),
    "a time that is none": (select("timepicker", initial_time="24:00"), "failed to match"),
    "an instant in milliseconds": (select("datetimepicker", initial_date_time=1_700_000_000_000), "less than or equal"),
    "a filter of nothing": (select("conversations_select", filter={}), "must define either"),
    "eleven files": (asking({"type": "file_input", "max_files": 11}), "less than or equal to 10"),
    "a flag that is a word": (asking({"type": "plain_text_input"}, optional="yes"), "must provide a boolean"),
    "a list that is none": ({"type": "actions", "elements": "none"}, "must provide an array"),
    "a text that is a number": ({"type": "header", "text": {"type": "plain_text", "text": 3}}, "must provide a string"),
    "a block that is a word": ("header", "must provide an object"),
    "a confirmation without words": (actions(button(confirm={"title": plain()})), "missing required field: text"),
    "a list indented too far": (
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_list", "style": "bullet", "elements": [], "indent": 9}],
        },
        "less than or equal to 8",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_slack_does_not_know_is_refused(name):
    block, sentence = WRONG[name]

    complaints = refused([block])

    assert any(sentence in complaint for complaint in complaints), complaints


@pytest.mark.parametrize(
    "block",
    [
        select("external_select", min_query_length=0),
        select("multi_external_select", initial_options=[option()]),
        select("users_select", initial_user="U1"),
        select("multi_users_select", initial_users=["U1"], max_selected_items=2),
        select("conversations_select", filter={"include": ["public"]}, default_to_current_conversation=True),
        select("channels_select", initial_channel="C1"),
        select("overflow", options=[option() | {"url": link(50)}]),
        select("checkboxes", options=[option() | {"text": mrkdwn()}], initial_options=[option() | {"text": mrkdwn()}]),
        select("radio_buttons", options=options(2), initial_option=option("1")),
        select("datepicker", initial_date="2026-02-28"),
        select("timepicker", initial_time="23:59", timezone="Asia/Tokyo"),
        select("datetimepicker", initial_date_time=1_800_000_000),
        asking({"type": "number_input", "is_decimal_allowed": True, "min_value": "-1.5", "max_value": "2"}),
        asking({"type": "email_text_input"}, optional=True),
        asking({"type": "url_text_input"}, dispatch_action=True),
        asking({"type": "file_input", "filetypes": ["csv"], "max_files": 1}),
        section(text=mrkdwn(), accessory=picture()),
        {"type": "context", "elements": [picture(), plain()]},
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": "x", "style": {"bold": True}},
                        {"type": "user", "user_id": "U1"},
                        {"type": "link", "url": link(40)},
                    ],
                }
            ],
        },
    ],
)
def test_what_slack_knows_passes(block):
    assert rules.checked_message([block], {})
