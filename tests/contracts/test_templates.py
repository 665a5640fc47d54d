"""Every template with each of its examples: within every limit, harmless, and of use to somebody who only listens."""

import ast
import dataclasses
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jinja2 import meta
from slack_sdk.models.blocks import Block

import kaizen
from kaizen.permissions import ALLOWED, Role
from local_slack import rules
from local_slack.workspace import File
from message_templates import catalogue, limits, render
from message_templates.catalogue import EXAMPLES, HOSTILE, Shown

PROJECT = Path(kaizen.__file__).parent.parent
EVERY = [
    pytest.param(template, example, id=f"{template}-{example}")
    for template in catalogue.templates()
    for example in EXAMPLES
]
MESSAGES = [template for template in catalogue.templates() if render.surface(template) in {"message", "words"}]
LISTS = {"ideas/listed"}  # its text names the ideas; who and when would make it longer than anybody listens
FACT = re.compile(r"<[@#!][^<>]*>|K-\d+|`[^`]+`")
TOKEN = re.compile(r"<[^<>]*>")
SMUGGLED = re.compile(r"<!(?!date\^)|UHOSTILE>|SHOSTILE>|<https?://hostile")
A_ZERO = re.compile(r"(?<![\w:.,/-])0(?![\w:.,/])")
A_FIGURE = re.compile(r"\bnumber\s*$|\|\s*(?:number|counted|length|day|moment)\b[^|]*(?:\|\s*capitalize\s*)?$")
"""The end of an expression in which no word of a person's can stand."""

MARKED = "A `claim` of *some* _weight_, ~struck~ all of it"
BOLD = re.compile(r"(?<![\w*])\*(?!\s)([^*\n]+)(?<!\s)\*(?![\w*])")
LETTER = re.compile(r"[^\W\d_]")


@pytest.mark.parametrize(("template", "example"), EVERY)
def test_a_template_stays_within_every_limit_of_slack(template: str, example: str) -> None:
    shown = catalogue.shown(template, example)

    assert limits.problems(shown.surface, shown.payload) == []


@pytest.mark.parametrize(("template", "example"), EVERY)
def test_the_local_workspace_takes_what_a_template_writes(template: str, example: str) -> None:
    shown = catalogue.shown(template, example)

    if shown.surface == "message":
        assert rules.checked_message(shown.payload["blocks"], pictures(shown))
    else:
        assert rules.checked_view(shown.payload, shown.surface, pictures(shown))


@pytest.mark.parametrize(("template", "example"), EVERY)
def test_slacks_own_library_takes_what_a_template_writes(template: str, example: str) -> None:
    shown = catalogue.shown(template, example)

    for written in shown.payload["blocks"]:
        block = Block.parse(written)
        assert block is not None
        block.validate_json()


@pytest.mark.parametrize("template", catalogue.templates())
def test_a_hostile_idea_pings_nobody_links_nowhere_and_is_not_computed(template: str) -> None:
    shown = catalogue.shown(template, "hostile")

    for text in parsed_by_slack(shown):
        assert not SMUGGLED.search(text), text
    assert "hostile 49" not in json.dumps(shown.payload)
    assert not re.search(r"(?<!\d)49(?!\d)", " ".join(visible(shown)))


@pytest.mark.parametrize("file", sorted(render.FOLDER.rglob("*.j2")), ids=lambda file: file.stem)
def test_no_template_switches_its_escaping_off(file: Path) -> None:
    written = re.sub(r"\{#.*?#\}", "", file.read_text(), flags=re.DOTALL)

    assert not re.search(r"\|\s*safe\b|autoescape|forceescape|\|\s*e\b|Markup", written)


@pytest.mark.parametrize("template", catalogue.templates())
def test_what_a_hostile_person_wrote_is_shown_to_the_letter(template: str) -> None:
    shown = catalogue.shown(template, "hostile")

    for text in visible(shown):
        if "hostile" in text:
            assert HOSTILE[:12] in text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@pytest.mark.parametrize(("template", "example"), EVERY)
def test_what_goes_over_the_wire_is_what_was_meant(template: str, example: str) -> None:
    payload = catalogue.shown(template, example).payload

    assert json.loads(json.dumps(payload)) == payload


@pytest.mark.parametrize("template", MESSAGES)
def test_the_text_of_a_message_carries_its_facts(template: str) -> None:
    examples = catalogue.examples(template)

    texts = {example: catalogue.shown(template, example).payload["text"] for example in EXAMPLES}

    for one in EXAMPLES:
        assert LETTER.search(TOKEN.sub("", texts[one]))
        for other in EXAMPLES:
            assert texts[one] != texts[other] or examples[one] == examples[other]


@pytest.mark.parametrize("template", MESSAGES)
def test_what_is_heard_has_no_marks_of_formatting_and_its_lists_end_in_a_full_stop(template: str) -> None:
    text = catalogue.shown(template, "typical").payload["text"]

    assert not re.search(r"[*`]|\b_|_\b", TOKEN.sub("", text)), text
    assert not re.search(r"[.!?…];|;$|; (?:[A-Z][a-z]+ ){2}", text.strip()), text


@pytest.mark.parametrize(
    "file", sorted(render.FOLDER.rglob("*.j2")), ids=lambda file: f"{file.parent.name}-{file.stem}"
)
def test_words_of_people_stand_within_our_marks_only_where_theirs_mean_nothing(file: Path) -> None:
    written = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", file.read_text(), flags=re.DOTALL)
    values: list[str] = re.findall(r"\{\{(.*?)\}\}", written, flags=re.DOTALL)
    places = re.sub(r"\{\{.*?\}\}", "\N{OBJECT REPLACEMENT CHARACTER}", written, flags=re.DOTALL)

    marked = [values[at] for at in within_marks(places)]

    assert [value for value in marked if not A_FIGURE.search(value)] == []


@pytest.mark.parametrize("template", ["ideas/move", "ideas/moved", "retros/asked", "retros/action", "retros/discussed"])
def test_a_title_full_of_marks_is_bold_from_its_beginning_to_its_end(template: str) -> None:
    example = with_words(catalogue.examples(template)["hostile"], MARKED)

    blocks = (
        render.modal(template, example)["blocks"]
        if render.surface(template) == "modal"
        else render.message(template, example).blocks
    )

    [bold] = {found for each in of_type("mrkdwn", blocks) for found in BOLD.findall(each["text"]) if "claim" in found}
    assert bold.endswith("all of it")


@pytest.mark.parametrize("template", [path for path in MESSAGES if path not in LISTS])
def test_people_moments_and_things_that_are_shown_are_also_heard(template: str) -> None:
    payload = catalogue.shown(template, "typical").payload

    shown = {token for text in stated_in(payload["blocks"]) for token in FACT.findall(text)}

    assert {token for token in shown if token.strip("`") not in payload["text"]} == set()


@pytest.mark.parametrize(("template", "example"), EVERY)
def test_every_button_can_be_heard(template: str, example: str) -> None:
    shown = catalogue.shown(template, example)

    for button in of_type("button", shown.payload):
        assert LETTER.search(button.get("accessibility_label") or button["text"]["text"])


@pytest.mark.parametrize("example", ["typical", "empty"])  # the others repeat one thing many times
@pytest.mark.parametrize("template", catalogue.templates())
def test_no_two_buttons_of_one_message_sound_alike_but_act_on_different_things(template: str, example: str) -> None:
    buttons = list(of_type("button", catalogue.shown(template, example).payload))

    heard = {(button.get("accessibility_label") or button["text"]["text"], button.get("value")) for button in buttons}
    assert len({name for name, _ in heard}) == len(heard)


@pytest.mark.parametrize("template", catalogue.templates())
def test_nothing_to_show_is_said_in_words_and_not_in_zeros(template: str) -> None:
    shown = catalogue.shown(template, "empty")

    for text in visible(shown):
        assert not A_ZERO.search(TOKEN.sub("", text)), text


@pytest.mark.parametrize("template", catalogue.templates())
def test_at_most_one_button_calls_to_action(template: str) -> None:
    for example in ("typical", "empty"):
        buttons = of_type("button", catalogue.shown(template, example).payload)
        assert len({button["action_id"] for button in buttons if button.get("style") == "primary"}) <= 1


@pytest.mark.parametrize("template", [path for path in catalogue.templates() if render.surface(path) == "words"])
def test_a_sentence_that_may_stand_at_a_field_is_plain_and_short(template: str) -> None:
    for example in EXAMPLES:
        sentence = render.words(template, **dict(catalogue.examples(template)[example]))  # type: ignore[call-overload]

        assert 0 < len(sentence) <= render.FIELD_ERROR
        assert "\n" not in sentence
        assert not re.search(r"&(?:amp|lt|gt|#\d+);", sentence)


def test_every_refusal_of_the_source_has_its_words_and_the_figures_they_need() -> None:
    raised = list(refusals_of_the_source())

    assert raised
    for where, template, figures in raised:
        assert template in catalogue.templates(), f"{where}: no words for {template}"
        assert needed(template) <= figures, f"{where}: {template} needs {needed(template) - figures}"
        assert needed(template) <= set(dict(catalogue.examples(template)["typical"])), template  # type: ignore[call-overload]


def test_whoever_may_not_is_told_in_words_what_and_who_may() -> None:
    for action in ALLOWED:
        sentence = render.words("refusals/not_allowed", action=action, allowed=list(Role))
        assert "do that" not in sentence, f"{action} has no words in refusals/not_allowed"
        assert not set(sentence.rstrip(".").replace(",", "").split()) & {"teammate", "colleague", "facilitator"}


def visible(shown: Shown) -> Iterator[str]:
    """Every text that people read."""
    yield from texts_of(shown.payload)


def parsed_by_slack(shown: Shown) -> Iterator[str]:
    """Every text in which Slack looks for tokens."""
    if "text" in shown.payload:
        yield shown.payload["text"]
    yield from (each["text"] for each in of_type("mrkdwn", shown.payload))


def pictures(shown: Shown) -> dict[str, File]:
    """The files that a message refers to, as if they had been uploaded and processed."""
    named = [block["slack_file"]["id"] for block in shown.payload["blocks"] if "slack_file" in block]
    return {one: File(one, "chart.png", 1, "U0BOT", 0, mimetype="image/png") for one in named}


def stated_in(blocks: list[dict[str, Any]]) -> Iterator[str]:
    """What the blocks state, without small print and buttons."""
    for block in blocks:
        if block["type"] not in {"context", "actions"}:
            yield from (each["text"] for each in of_type("mrkdwn", block))


def texts_of(part: Any) -> Iterator[str]:
    for value in part.values() if isinstance(part, dict) else part:
        if isinstance(value, dict | list):
            yield from texts_of(value)
    if isinstance(part, dict):
        yield from (part[key] for key in ("text", "initial_value", "alt_text") if isinstance(part.get(key), str))


def of_type(kind: str, part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict) and part.get("type") == kind:
        yield part
    for value in part.values() if isinstance(part, dict) else part:
        if isinstance(value, dict | list):
            yield from of_type(kind, value)


def within_marks(places: str) -> Iterator[int]:
    """Which of the values, counted from the first, stand between two marks on one line."""
    for pair in re.finditer(r"(?<!\w)([*_`])(?=\S)([^*_`\n]*\N{OBJECT REPLACEMENT CHARACTER}[^*_`\n]*)\1", places):
        for value in re.finditer("\N{OBJECT REPLACEMENT CHARACTER}", pair[2]):
            yield places[: pair.start(2) + value.start()].count("\N{OBJECT REPLACEMENT CHARACTER}")


def with_words(view: Any, words: str) -> Any:
    """The example, with *words* wherever somebody hostile wrote."""
    if isinstance(view, str):
        return words if view.startswith(HOSTILE[:12]) else view
    if isinstance(view, tuple | list):
        return type(view)(with_words(each, words) for each in view)
    if dataclasses.is_dataclass(view) and not isinstance(view, type):
        fields = {field.name: getattr(view, field.name) for field in dataclasses.fields(view) if field.init}
        return dataclasses.replace(view, **{name: with_words(value, words) for name, value in fields.items()})
    if isinstance(view, Mapping):
        return {name: with_words(value, words) for name, value in view.items()}
    return view


def refusals_of_the_source() -> Iterator[tuple[str, str, set[str]]]:
    for folder in ("kaizen", "handlers", "scheduler", "storage", "outbox"):
        for path in sorted((PROJECT / folder).rglob("*.py")):
            for call in ast.walk(ast.parse(path.read_text())):
                if (
                    isinstance(call, ast.Call)
                    and getattr(call.func, "id", "") == "Refusal"
                    and isinstance(call.args[0], ast.Constant)
                ):
                    figures = {keyword.arg for keyword in call.keywords if keyword.arg}
                    yield f"{path.relative_to(PROJECT)}:{call.lineno}", call.args[0].value, figures - {"field"}


def needed(template: str) -> set[str]:
    """The figures without which a template's words cannot be said."""
    return meta.find_undeclared_variables(render._parsed(template)) - {"view", "seal", *render._environment().globals}
