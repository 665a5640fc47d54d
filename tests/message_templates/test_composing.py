import json

import pytest

from message_templates import composing
from message_templates.choices import Choice
from message_templates.escaping import ours

CHOICES = [Choice(f"idea:{number}", f"K-{number}") for number in range(140)]


def test_what_is_not_there_is_left_out_and_what_is_nested_stays_json():
    inner = composing.json_object(text='a "quoted" word')

    assert json.loads(composing.json_object(a=None, b="", c=0, d=False, e=inner, f=ours("  "))) == {
        "c": 0,
        "d": False,
        "e": {"text": 'a "quoted" word'},
    }


def test_an_array_of_nothing_is_nothing():
    assert composing.json_array([None, "", ours("\n")]) == ""
    assert json.loads(composing.json_array(["a", None, "b", "c"], most=2)) == ["a", "b"]


def test_blocks_stand_one_under_another():
    assert composing.blocks('\n{"type": "divider"}\n\n  {"type": "header"}\n') == [
        {"type": "divider"},
        {"type": "header"},
    ]


def test_words_outside_of_a_block_are_a_mistake_of_the_template():
    with pytest.raises(ValueError, match="Words outside of a block: 'Hello'"):
        composing.blocks('{"type": "divider"} Hello')


def test_a_choice_is_found_by_itself_or_by_its_value():
    assert composing.chosen(CHOICES, CHOICES[3]) == CHOICES[3]
    assert composing.chosen(CHOICES, "idea:3") == CHOICES[3]
    assert composing.chosen(CHOICES, "idea:999") is None
    assert composing.chosen(CHOICES, None) is None


def test_what_is_chosen_is_offered_wherever_it_stands():
    offer = composing.offered(CHOICES, 100, "idea:130")

    assert len(offer) == 100
    assert offer[:99] == CHOICES[:99]
    assert offer[-1] == CHOICES[130]
