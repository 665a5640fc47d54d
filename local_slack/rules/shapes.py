"""The small language in which the limits are written: texts, numbers, lists, objects, kinds.

A shape complains in Slack's own manner:
``[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]``.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from local_slack.workspace import Json

Complaints = Iterator[str]


def error(sentence: str, at: str) -> str:
    return f"[ERROR] {sentence} [json-pointer:{at}]"


class Shape(Protocol):
    def complaints(self, value: Any, at: str) -> Complaints:
        """What is wrong with *value*, which stands *at* this JSON pointer."""


@dataclass(frozen=True)
class Text:
    """A string of *least* to *most* characters, perhaps of a certain pattern or one of some words."""

    most: int | None = None
    least: int = 1
    words: tuple[str, ...] = ()
    pattern: str = ""

    def complaints(self, value: Any, at: str) -> Complaints:
        if not isinstance(value, str):
            yield error("must provide a string", at)
            return
        if len(value) < self.least:
            yield error(f"must be more than {self.least - 1} characters", at)
        if self.most is not None and len(value) > self.most:
            yield error(f"must be less than {self.most + 1} characters", at)
        if self.words and value not in self.words:
            yield error(f"must be one of: {', '.join(self.words)}", at)
        if self.pattern and not re.fullmatch(self.pattern, value):
            yield error("failed to match the expected format", at)


@dataclass(frozen=True)
class Whole:
    """A whole number from *least* to *most*."""

    least: int | None = None
    most: int | None = None

    def complaints(self, value: Any, at: str) -> Complaints:
        if not isinstance(value, int) or isinstance(value, bool):
            yield error("must provide a number", at)
        elif self.least is not None and value < self.least:
            yield error(f"must be greater than or equal to {self.least}", at)
        elif self.most is not None and value > self.most:
            yield error(f"must be less than or equal to {self.most}", at)


@dataclass(frozen=True)
class Flag:
    def complaints(self, value: Any, at: str) -> Complaints:
        if not isinstance(value, bool):
            yield error("must provide a boolean", at)


@dataclass(frozen=True)
class Many:
    """A list of *least* to *most* things of one shape."""

    of: Shape
    most: int | None = None
    least: int = 0

    def complaints(self, value: Any, at: str) -> Complaints:
        if not isinstance(value, list):
            yield error("must provide an array", at)
            return
        if len(value) < self.least:
            yield error(f"no fewer than {self.least} items allowed", at)
        if self.most is not None and len(value) > self.most:
            yield error(f"no more than {self.most} items allowed", at)
        for place, one in enumerate(value):
            yield from self.of.complaints(one, f"{at}/{place}")


Also = Callable[[Json, str], Complaints]
"""A rule about several fields of one object."""


@dataclass(frozen=True)
class Thing:
    """An object with these fields and no others; ``type`` is checked by :class:`Kinds`."""

    fields: Mapping[str, Shape]
    needs: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    """Exactly one of these fields must be there."""
    some_of: tuple[str, ...] = ()
    """At least one of these fields must be there."""
    also: tuple[Also, ...] = field(default=())

    def complaints(self, value: Any, at: str) -> Complaints:
        if not isinstance(value, dict):
            yield error("must provide an object", at)
            return
        yield from self._presence(value, at)
        for name, part in value.items():
            if name in self.fields:
                yield from self.fields[name].complaints(part, f"{at}/{name}")
            elif name != "type":
                yield error(f"invalid additional property: {name}", at)
        for rule in self.also:
            yield from rule(value, at)

    def _presence(self, value: Json, at: str) -> Complaints:
        for name in self.needs:
            if name not in value:
                yield error(f"missing required field: {name}", at)
        names = " or ".join(f"`{name}`" for name in self.one_of or self.some_of)
        if self.one_of and sum(name in value for name in self.one_of) != 1:
            yield error(f"must define either {names}, and only one of them", at)
        if self.some_of and not any(name in value for name in self.some_of):
            yield error(f"must define either {names}", at)


@dataclass(frozen=True)
class Kinds:
    """An object whose ``type`` names its shape; types that are not listed are refused."""

    shapes: Mapping[str, Shape]

    def complaints(self, value: Any, at: str) -> Complaints:
        if not isinstance(value, dict):
            yield error("must provide an object", at)
        elif "type" not in value:
            yield error("missing required field: type", at)
        elif value["type"] not in self.shapes:
            yield error(f"unsupported type: {value['type']}", f"{at}/type")
        else:
            yield from self.shapes[value["type"]].complaints(value, at)


def only(kinds: Mapping[str, Shape], *names: str) -> Kinds:
    """Those of *kinds* that are allowed here."""
    return Kinds({name: kinds[name] for name in names})
