"""The second opinion sees each limit: what is just allowed passes, and one step further is named."""

import pytest

from message_templates import limits

SAY = {"type": "plain_text", "text": "words"}


def plain(length):
    return {"type": "plain_text", "text": "x" * length}


def mrkdwn(text):
    return {"type": "mrkdwn", "text": text}


def section(text="words", **more):
    return {"type": "section", "text": mrkdwn(text), **more}


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


def button(**more):
    return {"type": "button", "text": SAY, "action_id": "a", **more}


def asked(element, **more):
    return {"type": "input", "label": SAY, "element": element, **more}


def options(count, value=1):
    return [{"text": SAY, "value": f"{number}".zfill(value)} for number in range(count)]


def select(**more):
    return {"type": "static_select", "action_id": "a", **more}


def of_message(*blocks, text="words"):
    return limits.problems("message", {"text": text, "blocks": list(blocks)})


def of_modal(*blocks, **more):
    view = {"type": "modal", "callback_id": "a.b", "title": SAY, "submit": SAY, "blocks": list(blocks), **more}
    return limits.problems("modal", view)


LENGTHS = {
    "header": (150, lambda n: {"type": "header", "text": plain(n)}),
    "section": (3000, lambda n: section("x" * n)),
    "field": (2000, lambda n: {"type": "section", "fields": [mrkdwn("x" * n)]}),
    "fields": (10, lambda n: {"type": "section", "fields": [mrkdwn("x")] * n}),
    "context elements": (10, lambda n: {"type": "context", "elements": [mrkdwn("x")] * n}),
    "block id": (255, lambda n: {"type": "divider", "block_id": "x" * n}),
    "action id": (255, lambda n: actions(button(action_id="x" * n))),
    "actions": (25, lambda n: actions(*(button(action_id=f"a{number}") for number in range(n)))),
    "button text": (75, lambda n: actions(button(text=plain(n)))),
    "button value": (2000, lambda n: actions(button(value="x" * n))),
    "button label": (75, lambda n: actions(button(accessibility_label="x" * n))),
    "button address": (3000, lambda n: actions(button(url="https://" + "x" * (n - 8)))),
    "alt text": (2000, lambda n: {"type": "image", "image_url": "https://a.example/x", "alt_text": "x" * n}),
    "options": (100, lambda n: actions(select(options=options(n)))),
    "option value": (75, lambda n: actions(select(options=options(1, value=n)))),
    "overflow": (5, lambda n: actions({"type": "overflow", "action_id": "a", "options": options(n)})),
    "boxes": (10, lambda n: asked({"type": "checkboxes", "action_id": "a", "options": options(n)})),
    "files": (10, lambda n: asked({"type": "file_input", "action_id": "a", "max_files": n})),
    "radio": (10, lambda n: asked({"type": "radio_buttons", "action_id": "a", "options": options(n)})),
    "placeholder": (150, lambda n: actions(select(options=options(1), placeholder=plain(n)))),
    "label": (2000, lambda n: asked({"type": "plain_text_input", "action_id": "a"}, label=plain(n))),
    "hint": (2000, lambda n: asked({"type": "plain_text_input", "action_id": "a"}, hint=plain(n))),
    "max length": (3000, lambda n: asked({"type": "plain_text_input", "action_id": "a", "max_length": n})),
    "confirm title": (100, lambda n: actions(button(confirm={**CONFIRM, "title": plain(n)}))),
    "confirm text": (300, lambda n: actions(button(confirm={**CONFIRM, "text": plain(n)}))),
    "confirm yes": (30, lambda n: actions(button(confirm={**CONFIRM, "confirm": plain(n)}))),
}
CONFIRM = {"title": SAY, "text": SAY, "confirm": SAY, "deny": SAY}


@pytest.mark.parametrize(("most", "block"), LENGTHS.values(), ids=LENGTHS)
def test_the_longest_passes_and_one_more_is_named(most, block):
    assert of_message(block(most)) == []
    assert of_message(block(most + 1)) != []


WRONG = {
    "an unknown block": {"type": "marquee"},
    "an unknown key": {"type": "divider", "colour": "red"},
    "an unknown element": actions({"type": "slider", "action_id": "a"}),
    "mrkdwn in a header": {"type": "header", "text": mrkdwn("words")},
    "a header of nothing": {"type": "header", "text": plain(0)},
    "a header of blanks": {"type": "header", "text": {"type": "plain_text", "text": "  "}},
    "lines in a header": {"type": "header", "text": {"type": "plain_text", "text": "a\nb"}},
    "an entity shown to people": {"type": "header", "text": {"type": "plain_text", "text": "R &amp; D"}},
    "a section of nothing": {"type": "section"},
    "a picture without words": {"type": "image", "image_url": "https://a.example/x"},
    "a picture from two places": {
        "type": "image",
        "alt_text": "x",
        "image_url": "https://a.example/x",
        "slack_file": {"id": "F0A"},
    },
    "a picture from nowhere": {"type": "image", "alt_text": "x"},
    "an address that is none": actions(button(url="javascript:alert(1)")),
    "a style that is none": actions(button(style="warning")),
    "an action id twice": actions(button(), button()),
    "a value twice": actions(select(options=options(1) * 2)),
    "no options": actions(select(options=[])),
    "options and groups": actions(select(options=options(1), option_groups=[{"label": SAY, "options": options(1)}])),
    "neither options nor groups": actions(select()),
    "a choice that is not offered": actions(select(options=options(1), initial_option=options(2)[1])),
    "several people in actions": actions({"type": "multi_users_select", "action_id": "a"}),
    "a person who is none": actions({"type": "users_select", "action_id": "a", "initial_user": "amara"}),
    "a text field in actions": actions({"type": "plain_text_input", "action_id": "a"}),
    "a button as input": asked(button()),
    "a time that is none": asked({"type": "timepicker", "action_id": "a", "initial_time": "24:00"}),
    "a date that is none": asked({"type": "datepicker", "action_id": "a", "initial_date": "1 Dec"}),
    "a figure as number": asked(
        {"type": "number_input", "action_id": "a", "is_decimal_allowed": True, "initial_value": 2}
    ),
    "the least above the most": asked(
        {"type": "number_input", "action_id": "a", "is_decimal_allowed": True, "min_value": "10", "max_value": "9"}
    ),
    "the shortest above the longest": asked(
        {"type": "plain_text_input", "action_id": "a", "min_length": 10, "max_length": 9}
    ),
    "a question without a label": {"type": "input", "element": {"type": "plain_text_input", "action_id": "a"}},
    "a confirmation without a way back": actions(button(confirm=dict.fromkeys(("title", "text", "confirm"), SAY))),
    "yes as a word": section(expand="yes"),
}


@pytest.mark.parametrize("block", WRONG.values(), ids=WRONG)
def test_what_slack_refuses_is_refused_here(block):
    assert of_message(block) != []


SMUGGLED = [
    "<!channel>",
    "<!here>",
    "<@UHOSTILE> <",
    "<!subteam^S1|x> & y",
    "<https://a.example>",
    "a < b",
    "R&D",
    "a > b",
]


@pytest.mark.parametrize("text", SMUGGLED)
def test_mrkdwn_that_nobody_escaped_is_seen_in_blocks_and_in_text(text):
    assert "stray sign" in of_message(section(text))[0]
    assert "stray sign" in of_message(section(), text=text)[0]


OURS = [
    "<@U0A>",
    "<#C0A>",
    "<!date^1^{date_short_pretty}|1 Jan 1970>",
    "<https://a.example/x|the plan>",
    "> a\n> b",
    "a &lt; b &amp; c",
]


@pytest.mark.parametrize("text", OURS)
def test_what_our_filters_write_is_fine(text):
    assert of_message(section(text)) == []


def test_a_message_has_at_most_fifty_blocks_and_a_view_a_hundred():
    assert of_message(*[section()] * 50) == []
    assert of_message(*[section()] * 51) == ["/blocks: 51 items, allowed are 1 to 50"]
    assert of_modal(*[section()] * 100) == []
    assert of_modal(*[section()] * 101) == ["/blocks: 101 items, allowed are 1 to 100"]


def test_the_text_of_a_message_is_there_and_not_too_long():
    assert of_message(section(), text="x" * 4000) == []
    assert of_message(section(), text="x" * 4001) == ["/text: 4001 characters, allowed are 1 to 4000"]
    assert of_message(section(), text=" ") == ["/text: has no words"]


def test_blocks_that_are_too_much_together_are_seen():
    assert of_message(*[section("x" * 2600)] * 5) == []
    assert "Slack may refuse" in of_message(*[section("x" * 2601)] * 5)[0]


def test_a_view_is_at_most_a_quarter_of_a_megabyte():
    assert of_modal(*[section("x" * 3000)] * 70) == []
    assert of_modal(*[section("x" * 3000)] * 90) == ["/: larger than 250000 bytes"]


@pytest.mark.parametrize("label", ["title", "submit", "close"])
def test_the_labels_of_a_modal_are_short(label):
    assert of_modal(section(), **{label: plain(24)}) == []
    assert of_modal(section(), **{label: plain(25)}) != []


def test_a_modal_that_asks_has_a_way_to_answer():
    view = {
        "type": "modal",
        "callback_id": "a",
        "title": SAY,
        "blocks": [asked({"type": "timepicker", "action_id": "a"})],
    }

    assert limits.problems("modal", view) == ["/submit: is missing, but there is an input"]


def test_private_metadata_is_at_most_three_thousand_characters():
    assert of_modal(section(), private_metadata="x" * 3000) == []
    assert of_modal(section(), private_metadata="x" * 3001) != []


def test_a_block_id_occurs_once():
    twice = section(block_id="same")

    assert of_message(twice, twice) == ["/blocks/1/block_id: 'same' occurs more than once"]


def test_only_one_field_takes_the_focus():
    def focused(name):
        return asked({"type": "plain_text_input", "action_id": name, "focus_on_load": True})

    assert of_modal(focused("a")) == []
    assert of_modal(focused("a"), focused("b")) == ["/blocks: more than one element asks for the focus"]


@pytest.mark.parametrize("wrong", [None, [], "blocks", 5])
def test_what_is_no_payload_at_all_is_named_and_does_not_crash(wrong):
    assert of_message(wrong) != []
    assert limits.problems("home", {"type": "home", "blocks": wrong}) != []
