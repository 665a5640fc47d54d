from dataclasses import replace

import pytest
from jinja2 import UndefinedError

from kaizen.sealing import Seal
from message_templates import limits, render
from message_templates.catalogue import HOSTILE
from message_templates.commands import views as commands
from message_templates.home import examples as home
from message_templates.home import views as homes
from message_templates.models import views as models
from message_templates.monitors.examples import changed as monitors
from message_templates.teams import examples as teams

SEAL = Seal(b"a key of this installation").sealed


def test_a_message_has_words_for_listeners_and_blocks_for_readers():
    said = render.message("models/listed", models.Listed((), 0))

    assert said.text.startswith("There is nothing in the register that you can see. /kaizen model adds the first")
    assert [block["type"] for block in said.blocks] == ["section", "actions"]


def test_a_modal_answers_under_the_path_of_its_template():
    view = render.modal("commands/loading", commands.Loading("Set up a team", "who is here"), private_metadata="C0~x")

    assert view["callback_id"] == "commands.loading"
    assert view["title"]["text"] == "Set up a team"
    assert view["private_metadata"] == "C0~x"
    assert "submit" not in view
    assert view["notify_on_close"] is False


def test_a_title_that_is_too_long_is_cut_visibly():
    view = render.modal("commands/loading", commands.Loading("Everything about this team", "who is here"))

    assert view["title"]["text"] == "Everything about this…"


def test_private_metadata_that_slack_would_refuse_is_refused_here_and_never_cut():
    with pytest.raises(ValueError, match="3001 characters of private metadata"):
        render.modal("commands/loading", commands.Loading("T", "w"), private_metadata="x" * 3001)


def test_every_reference_on_the_home_tab_is_signed():
    view = render.home("home/home", home.EXAMPLES["home/home"]["typical"], seal=SEAL)

    values = [button["value"] for block in view["blocks"] for button in _buttons(block) if ":" in button["value"]]
    assert sorted(value.split("~")[0] for value in values) == [
        "action:7",
        "alert:77",
        "alert:78",
        "delivery:7",
        "idea:209",
        "job:9",
        "picture:3",
        "team:3",
        "team:3",
    ]
    assert all(Seal(b"a key of this installation").open(value) for value in values)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("WorkshopFailed: not finished", "the arithmetic did not finish in time (WorkshopFailed: not finished)"),
        ("TimeoutError: ", "it took longer than it may (TimeoutError)"),
        ("refused: retros/not_now", "what it is about has changed since, so it may not be needed any more"),
        ("KeyError: 'p95'", "I did not expect what went wrong; my log says more (KeyError: 'p95')"),
        ("begun 8 times and not once finished: the process died", "begun 8 times and not once finished"),
    ],
)
def test_why_a_job_was_given_up_is_said_in_words_with_the_technical_reason_behind(reason, said):
    typical = home.EXAMPLES["home/home"]["typical"]
    job = replace(next(one for one in typical.held if one.reference.startswith("job:")), reason=reason)

    view = render.home("home/home", replace(typical, held=(job,)))

    assert f"so I stopped trying: {said}" in view["blocks"][1]["text"]["text"]


def test_a_refusal_is_one_plain_sentence_at_a_field_and_a_section_in_a_message():
    figures = {"channel": "C0FRAUD"}

    at_the_field = render.words("refusals/not_a_member", **figures)
    said = render.message("refusals/not_a_member", figures)

    assert at_the_field == "I am not in the channel yet. Please write /invite @Kaizen there, then try again."
    assert said.text == "I am not in <#C0FRAUD> yet. Please write /invite @Kaizen there, then try again."
    assert [block["text"]["text"] for block in said.blocks] == [said.text]


def test_a_refusal_that_has_a_button_says_its_text_at_a_field():
    assert render.words("ideas/already_voted", id=1, number=214) == "Your vote for K-214 is counted already."


def test_what_was_typed_is_shown_at_the_field_as_it_was_typed():
    assert HOSTILE[:40] in render.words("refusals/not_a_number", typed=HOSTILE)


def test_a_message_stands_over_a_modal_with_its_buttons():
    view = render.over_a_modal(render.message("ideas/already_voted", {"id": 1, "number": 214}, seal=SEAL))

    assert limits.problems("modal", view) == []
    assert view["blocks"][0]["accessory"]["value"].startswith("idea:1~")


def test_a_figure_that_a_template_needs_and_does_not_get_is_an_error_and_not_a_gap():
    with pytest.raises(UndefinedError, match="reference"):
        render.words("refusals/apology")


def test_the_surface_is_told_by_what_a_template_sets():
    paths = ("models/listed", "models/register", "home/home", "refusals/guest")

    assert [render.surface(path) for path in paths] == ["message", "modal", "home", "words"]


def test_files_of_macros_show_nothing_themselves():
    assert render.is_partial("blocks")
    assert render.is_partial("teams/form")
    assert not render.is_partial("teams/set_up")
    assert not render.is_partial("refusals/guest")


def test_what_was_guessed_is_filled_in_and_what_was_not_is_left_to_the_person():
    view = render.modal("teams/set_up", teams.EXAMPLES["teams/set_up"]["empty"])

    inputs = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    assert inputs["members"]["initial_users"] == ["U0AMARA"]
    assert "initial_users" not in inputs["compliance"]
    assert inputs["zone"]["initial_option"]["value"] == "Europe/London"
    assert inputs["day_starts"]["initial_time"] == "09:00"


def test_a_home_tab_without_anything_offers_a_next_step_for_each_thing():
    view = render.home("home/home", homes.Home())

    sections = [block["text"]["text"] for block in view["blocks"] if block["type"] == "section"]
    assert sections == [
        "You have not submitted an idea yet. What slowed you down this week?",
        "You are in no team yet. In a channel of yours, `/kaizen team` sets one up in under five minutes.",
    ]


def _buttons(block):
    elements = [*block.get("elements", []), *([block["accessory"]] if "accessory" in block else [])]
    return [element for element in elements if element["type"] == "button"]


def test_the_form_of_a_monitor_says_whom_its_alerts_ask_and_who_is_called():
    view = render.modal("monitors/edit", monitors.EXAMPLES["monitors/edit"]["typical"])

    [owner] = [block for block in view["blocks"] if block.get("label", {}).get("text") == "Owner"]
    assert owner["hint"]["text"] == (
        "Its alerts ask them first. If nobody takes one up, the model's steward or owner is called, else the team's "
        "lead or deputy."
    )
