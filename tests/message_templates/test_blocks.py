"""Every macro of ``blocks.j2``, written as a template writes it, and read as Slack reads it."""

from datetime import date

import pytest
from jinja2 import DictLoader

from local_slack import rules
from message_templates import composing, limits, render
from message_templates.choices import Choice

CHOICES = tuple(Choice(f"v{number}", f"Word {number}", "why" if number else "") for number in range(12))
MANY = tuple(Choice(f"v{number}", "W" * 90, "D" * 90) for number in range(140))
ELEMENTS = {
    "text": 'b.text_input("a", multiline=true, max_length=20, initial="x" * 30, placeholder="P" * 200, focus=true)',
    "number": 'b.number_input("a", decimal=true, least="0", most="10", initial="2.5", placeholder="p")',
    "file": 'b.file_input("a", ["csv", "tsv"], most=10)',
    "any file": 'b.file_input("a")',
    "select": 'b.select("a", choices, initial="v3", placeholder="p")',
    "select many": 'b.select("a", many, initial="v139")',
    "multi": 'b.multi_select("a", choices, initial=["v3", choices[1]], most=3)',
    "external": 'b.external_select("a", initial=choices[0], from_letters=2, placeholder="p")',
    "multi external": 'b.multi_external_select("a", initial=choices[:2], most=4)',
    "user": 'b.users_select("a", initial="U0A", placeholder="p")',
    "users": 'b.multi_users_select("a", initial=["U0A", "U0B"], most=5)',
    "nobody": 'b.multi_users_select("a", initial=[])',
    "conversation": 'b.conversations_select("a", initial="C0A", placeholder="p")',
    "this conversation": 'b.conversations_select("a", current=true)',
    "boxes": 'b.checkboxes("a", choices, initial=["v0", "v2"])',
    "radio": 'b.radio_buttons("a", choices, initial="v11")',
    "date": 'b.datepicker("a", initial=day, placeholder="p")',
    "time": 'b.timepicker("a", initial="09:00", placeholder="p")',
}
ASKED = 'b.confirm("Withdraw?" * 20, "Its votes stay. " * 40, yes="Withdraw" * 9, no="Keep it" * 9, style="danger")'
SHOWN = {
    "header": 'b.header("H" * 200, block_id="top")',
    "fields": 'b.fields(b.field("Owner", "A & B"), none, b.field("Long", "x" * 3000))',
    "divider": "b.divider()",
    "image": 'b.image("A chart", slack_file="F0A", title="T", block_id="chart")',
    "image by address": 'b.image("A" * 3000, url="https://a.example/x.png")',
    "actions": f'b.actions(b.button("Go", "a", style="primary"), b.overflow("m", many, confirm={ASKED}), block_id="x")',
    "button": f'b.actions(b.button("G" * 99, "a", "1", confirm={ASKED}, label="L" * 99))',
    "web": 'b.actions(b.button("Web", "w", url="https://a.example"))',
    "menus": 'b.actions(b.static_select("a", choices), b.users_select("u"), b.datepicker("d"), b.timepicker("t"))',
}


@pytest.fixture
def written():
    """What a template of one line becomes."""
    environment = render._environment()

    def write(expression):
        view = {"choices": CHOICES, "many": MANY, "day": date(2026, 12, 1)}
        template = environment.overlay(loader=DictLoader({"blocks.j2": (render.FOLDER / "blocks.j2").read_text()}))
        source = '{% import "blocks.j2" as b %}' + expression
        return composing.blocks(str(template.from_string(source).make_module({**view, "seal": str})))

    return write


@pytest.mark.parametrize("element", ELEMENTS.values(), ids=ELEMENTS)
def test_every_element_can_be_asked_for_in_a_modal(written, element):
    [block] = written("{{ b.input('L' * 2500, " + element + ", hint='H' * 2500, optional=true, dispatch=true) }}")

    assert block["block_id"] == "a"
    assert problems_in_a_modal(block) == []


@pytest.mark.parametrize("expression", SHOWN.values(), ids=SHOWN)
def test_every_block_keeps_its_limits_however_much_is_put_in(written, expression):
    [block] = written("{{ " + expression + " }}")

    assert limits.problems("message", {"text": "x", "blocks": [block]}) == []


def test_a_section_has_words_and_perhaps_something_beside_them(written):
    [block] = written("{% call b.section(accessory=b.overflow('m', choices[:3])) %}\n *A* & so\n  on {% endcall %}")

    assert block["text"]["text"] == "*A* & so\non"
    assert [option["value"] for option in block["accessory"]["options"]] == ["v0", "v1", "v2"]


@pytest.mark.parametrize("nothing", ["{% call b.section() %} \n {% endcall %}", "{% call b.context() %}{% endcall %}"])
def test_a_section_or_context_without_words_is_left_out(written, nothing):
    assert written(nothing) == []


@pytest.mark.parametrize("nothing", ['b.header("")', "b.fields(none)", "b.actions(none, '')"])
def test_a_block_without_anything_in_it_is_left_out(written, nothing):
    assert written("{{ " + nothing + " }}") == []


def test_no_name_or_address_in_somebodys_words_becomes_a_link_by_itself(written):
    [section] = written("{% call b.section() %}@channel https://hostile.example{% endcall %}")

    assert section["text"]["verbatim"] is True


def test_an_input_can_have_a_block_id_of_its_own(written):
    [block] = written("{{ b.input('L', b.text_input('a'), block_id='a.2') }}")

    assert block["block_id"] == "a.2"


def problems_in_a_modal(block):
    words = {name: {"type": "plain_text", "text": name} for name in ("title", "submit")}
    view = {"type": "modal", "callback_id": "x", **words, "blocks": [block]}
    rules.checked_view(view, "modal", {})
    return limits.problems("modal", view)
