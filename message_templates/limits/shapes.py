"""The vocabulary of the rules: what a value of a payload may look like."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True)
class Problem:
    at: str
    what: str

    def __str__(self) -> str:
        return f"{self.at or '/'}: {self.what}"


class Shape(Protocol):
    def problems(self, value: Any, at: str) -> Iterator[Problem]: ...


@dataclass(frozen=True)
class Words:
    """A string of *least* to *most* characters; *like* is what the whole of it must match."""

    most: int
    least: int = 1
    like: str = ""

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem(at, "must be a string")
            return
        if not self.least <= len(value) <= self.most:
            yield Problem(at, f"{len(value)} characters, allowed are {self.least} to {self.most}")
        if self.like and not re.fullmatch(self.like, value):
            yield Problem(at, f"{value[:40]!r} is not like {self.like}")


@dataclass(frozen=True)
class Whole:
    """A whole number."""

    least: int
    most: int

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= self.most:
            yield Problem(at, f"must be a whole number from {self.least} to {self.most}")


@dataclass(frozen=True)
class Flag:
    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, bool):
            yield Problem(at, "must be true or false")


@dataclass(frozen=True)
class OneOf:
    allowed: tuple[Any, ...]

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        if value not in self.allowed:
            yield Problem(at, f"{value!r} is none of {', '.join(map(repr, self.allowed))}")


@dataclass(frozen=True)
class Several:
    """A list of *least* to *most* things; *distinct* names the key in which no two may agree."""

    of: Shape
    most: int
    least: int = 1
    distinct: str = ""

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem(at, "must be a list")
            return
        if not self.least <= len(value) <= self.most:
            yield Problem(at, f"{len(value)} items, allowed are {self.least} to {self.most}")
        for index, item in enumerate(value):
            yield from self.of.problems(item, f"{at}/{index}")
        yield from self._repeated(value, at)

    def _repeated(self, value: list[Any], at: str) -> Iterator[Problem]:
        if self.distinct:
            keys = [item.get(self.distinct) for item in value if isinstance(item, dict)]
            for key in {key for key in keys if key is not None and keys.count(key) > 1}:
                yield Problem(at, f"{self.distinct} {key!r} occurs more than once")


@dataclass(frozen=True)
class Thing:
    """An object: keys that must and that may be there; of each group *one_of* exactly one, *any_of* one or more."""

    must: Mapping[str, Shape]
    may: Mapping[str, Shape] = field(default_factory=dict)
    one_of: tuple[tuple[str, ...], ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(at, "must be an object")
            return
        yield from (Problem(at, f"{key} is missing") for key in self.must if key not in value)
        shapes = {**self.must, **self.may}
        for key, part in value.items():
            if key in shapes:
                yield from shapes[key].problems(part, f"{at}/{key}")
            else:
                yield Problem(at, f"unknown key {key}")
        yield from self._of_groups(value, at)

    def _of_groups(self, value: dict[str, Any], at: str) -> Iterator[Problem]:
        for group in self.one_of:
            if sum(key in value for key in group) != 1:
                yield Problem(at, f"exactly one of {', '.join(group)} must be given")
        for group in self.any_of:
            if not any(key in value for key in group):
                yield Problem(at, f"one of {', '.join(group)} must be given")


@dataclass(frozen=True)
class ByType:
    """An object whose ``type`` says which of *kinds* it is."""

    kinds: Mapping[str, Shape]

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in self.kinds:
            yield Problem(at, f"{kind!r} is not known or not allowed here")
            return
        yield from self.kinds[kind].problems({key: part for key, part in value.items() if key != "type"}, at)


@dataclass(frozen=True)
class Both:
    """Everything that the first finds, and what the others find besides."""

    shapes: tuple[Shape, ...]

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        for shape in self.shapes:
            yield from shape.problems(value, at)


@dataclass(frozen=True)
class Ordered:
    """Two figures of an object, given as numbers or as digits, of which the first is not the larger."""

    low: str
    high: str

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        both_given = isinstance(value, dict) and self.low in value and self.high in value
        if both_given and float(value[self.low]) > float(value[self.high]):
            yield Problem(at, f"{self.low} is above {self.high}")


@dataclass(frozen=True)
class Among:
    """What an element shows as chosen at first is one of the options that it offers."""

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict) or "options" not in value:
            return
        chosen = value.get("initial_options", [value["initial_option"]] if "initial_option" in value else [])
        for option in chosen:
            if option not in value["options"]:
                yield Problem(at, f"{option.get('value')!r} is chosen but not offered")
