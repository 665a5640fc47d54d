"""A template and the view that it shows, made into what Slack takes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.environment import TemplateModule
from markupsafe import Markup

from message_templates import composing, escaping, fitting, marks, phrasing
from message_templates.shortening import shortened, shortened_mrkdwn

FOLDER = Path(__file__).parent
TEXT = 4000
SECTION = 3000
TITLE = 24
PRIVATE_METADATA = 3000
FIELD_ERROR = 300
"""Slack names no limit; this many characters are four lines below a field."""

Surface = Literal["message", "modal", "home", "words"]
Seal = Callable[[object], str]


@dataclass(frozen=True)
class Message:
    """What is posted: *text* carries the facts for notifications and screen readers, *blocks* show them."""

    text: str
    blocks: list[dict[str, Any]]


def message(template: str, view: object, *, seal: Seal = str) -> Message:
    """A message; of a template that is words only, those words in one section."""
    module = _module(template, view, seal)
    if surface(template) == "words":
        sentence = _body(module)
        return Message(_heard(sentence), [_section(sentence)])
    text = _heard(_set(module, "text"))
    blocks = composing.blocks(str(module))
    return Message(text, fitting.of_message(blocks))


def modal(template: str, view: object, *, private_metadata: str = "", seal: Seal = str) -> dict[str, Any]:
    """A complete modal; its callback id is the template's path with dots."""
    if len(private_metadata) > PRIVATE_METADATA:
        raise ValueError(
            f"{template}: {len(private_metadata)} characters of private metadata; Slack takes {PRIVATE_METADATA}."
        )
    module = _module(template, view, seal)
    labels = {name: _label(_set(module, name)) for name in ("title", "submit", "close") if hasattr(module, name)}
    return {
        "type": "modal",
        "callback_id": template.replace("/", "."),
        **labels,
        "blocks": fitting.of_view(composing.blocks(str(module))),
        "private_metadata": private_metadata,
        "notify_on_close": bool(getattr(module, "notify_on_close", False)),
    }


def over_a_modal(said: Message) -> dict[str, Any]:
    """A message, most often a refusal with its button, as a view that is pushed over an open modal."""
    return {**modal("refusals/refused", {"sentence": ""}), "blocks": said.blocks}


def home(template: str, view: object, *, seal: Seal = str) -> dict[str, Any]:
    """A complete Home tab."""
    blocks = fitting.of_view(composing.blocks(str(_module(template, view, seal))))
    return {"type": "home", "callback_id": template.replace("/", "."), "blocks": blocks}


def words(template: str, **figures: object) -> str:
    """One plain sentence, short enough to stand below a field."""
    module = _module(template, figures, str)
    sentence = _body(module) if surface(template) == "words" else _set(module, "text")
    return shortened(" ".join(escaping.plain(sentence).split()), FIELD_ERROR)


def warm() -> None:
    """Compile every template now, so that nobody's first click waits for it."""
    for path in sorted(FOLDER.rglob("*.j2")):
        template = path.relative_to(FOLDER).with_suffix("").as_posix()
        _environment().get_template(f"{template}.j2")
        surface(template)


@cache
def surface(template: str) -> Surface:
    """Where a template's words are shown, told by what it sets: a title makes a modal, a text a message."""
    tree = _parsed(template)
    if not any(_is_of_blocks(each) for each in tree.find_all(nodes.Import)):
        return "words"
    named = {target.name for target in _assigned(tree)}
    if {"title", "text"} <= named:
        raise ValueError(f"{template} sets both a title (as modals do) and a text (as messages do).")
    return "modal" if "title" in named else "message" if "text" in named else "home"


def is_partial(template: str) -> bool:
    """Whether it holds macros for other templates, and shows nothing itself."""
    return all(_shows_nothing(statement) for statement in _parsed(template).body)


def _shows_nothing(statement: nodes.Node) -> bool:
    if isinstance(statement, nodes.Output):
        return all(isinstance(part, nodes.TemplateData) and not part.data.strip() for part in statement.nodes)
    return isinstance(statement, nodes.Macro | nodes.Import | nodes.FromImport | nodes.Assign)


def _parsed(template: str) -> nodes.Template:
    return _environment().parse((FOLDER / f"{template}.j2").read_text())


def _is_of_blocks(imported: nodes.Import) -> bool:
    return isinstance(imported.template, nodes.Const) and imported.template.value == "blocks.j2"


def _assigned(tree: nodes.Template) -> list[nodes.Name]:
    assignments: list[nodes.Assign | nodes.AssignBlock] = [
        *tree.find_all(nodes.Assign),
        *tree.find_all(nodes.AssignBlock),
    ]
    return [each.target for each in assignments if isinstance(each.target, nodes.Name)]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=phrasing.spoken,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.do"],
    )
    environment.filters.update(phrasing.FILTERS)
    environment.globals.update(composing.BUILDERS)
    return environment


def _module(template: str, view: object, seal: Seal) -> TemplateModule:
    return _environment().get_template(f"{template}.j2").make_module({**_fields(view), "view": view, "seal": seal})


def _fields(view: object) -> dict[str, Any]:
    if isinstance(view, Mapping):
        return dict(view)
    return {field.name: getattr(view, field.name) for field in fields(view)}  # type: ignore[arg-type]


def _set(module: TemplateModule, name: str) -> Markup:
    """What the template has ``set`` under this name."""
    words: str = getattr(module, name)
    return escaping.mrkdwn(words)


def _body(module: TemplateModule) -> Markup:
    return escaping.mrkdwn(escaping.ours(str(module)))


def _section(words: Markup) -> dict[str, Any]:
    text = str(shortened_mrkdwn(words, SECTION))
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _heard(words: Markup) -> str:
    return str(shortened_mrkdwn(marks.aloud(words), TEXT))


def _label(words: str) -> dict[str, Any]:
    label = shortened(" ".join(escaping.plain(words).split()), TITLE)
    return {"type": "plain_text", "text": label, "emoji": True}
