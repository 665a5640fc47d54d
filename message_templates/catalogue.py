"""Every template with its examples, found by itself."""

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from message_templates import render

EXAMPLES = ("typical", "empty", "maximal", "hostile")
HOSTILE = 'hostile <!channel> <!here> <@UHOSTILE> <!subteam^SHOSTILE> <https://hostile.example|click> & "} {{ 7*7 }}'
"""What every free text of a hostile example says: it wants to ping, to link, to break out and to be computed."""


class ExamplesMissing(LookupError):
    """A template cannot be shown to anybody before it is used."""


@dataclass(frozen=True)
class Shown:
    """One template with one of its examples, as Slack would get it."""

    template: str
    example: str
    surface: str
    payload: dict[str, Any]


def same(view: object) -> dict[str, object]:
    """The examples of words that have nothing to vary."""
    return dict.fromkeys(EXAMPLES, view)


def templates() -> list[str]:
    """The paths of all templates, without their ending; files of macros for other templates are none."""
    paths = (path.relative_to(render.FOLDER).with_suffix("").as_posix() for path in render.FOLDER.rglob("*.j2"))
    return sorted(path for path in paths if not render.is_partial(path))


def examples(template: str) -> Mapping[str, object]:
    """The four views with which the template is tried out."""
    found = _examples_of(template.split("/", maxsplit=1)[0]).get(template, {})
    if missing := [name for name in EXAMPLES if name not in found]:
        raise ExamplesMissing(f"{template} has no example {', '.join(missing)} in its folder's examples.py.")
    return found


@cache
def _examples_of(feature: str) -> Mapping[str, Mapping[str, object]]:
    module = importlib.import_module(f"message_templates.{feature}.examples")
    found: Mapping[str, Mapping[str, object]] = module.EXAMPLES
    return found


def shown(template: str, example: str) -> Shown:
    view = examples(template)[example]
    surface = render.surface(template)
    if surface == "modal":
        return Shown(template, example, surface, render.modal(template, view))
    if surface == "home":
        return Shown(template, example, surface, render.home(template, view))
    message = render.message(template, view)
    return Shown(template, example, "message", {"text": message.text, "blocks": message.blocks})


def all_shown() -> Iterator[Shown]:
    for template in templates():
        for example in EXAMPLES:
            yield shown(template, example)
