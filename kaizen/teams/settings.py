"""What a team may settle for itself: kinds of settings, and the values that hold for one team."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar

from sqlmodel import Session

from kaizen.refusals import Refusal
from storage import teams as stored

T = TypeVar("T")

TIME_OF_DAY: Final = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


class Day(StrEnum):
    """A day of the week, Monday first."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def number(self) -> int:
        """Its place in the week: Monday is 0."""
        return list(Day).index(self)


@dataclass(frozen=True)
class Setting(ABC, Generic[T]):
    """One thing that a team gets without configuring it: its *value*, and *why* it is that."""

    name: str
    label: str
    value: T
    why: str
    unit: str = field(default="", kw_only=True)
    """What is counted; of a time of day the zone in which its clock hangs, if that is not the team's own."""

    @abstractmethod
    def shown(self, value: T) -> str:
        """The value with its unit, as people read it."""


@dataclass(frozen=True)
class Fixed(Setting[float]):
    """A figure that rests on statistics or on a promise to everybody: shown with its reason, not changed by a team."""

    def shown(self, value: float) -> str:
        """The figure with its unit."""
        return f"{value:,g} {self.unit}"


@dataclass(frozen=True)
class Changeable(Setting[T]):
    """A default that a team may replace by a value of its own."""

    @abstractmethod
    def read(self, text: str) -> T:
        """The value that somebody entered, or that is kept; refused at its field if it cannot be."""


@dataclass(frozen=True)
class Whole(Changeable[int]):
    """A whole number within bounds, of something."""

    lowest: int = field(kw_only=True)
    highest: int = field(kw_only=True)

    def shown(self, value: int) -> str:
        """The number with its unit."""
        return f"{value} {_of_one(self.unit) if value == 1 else self.unit}"

    def read(self, text: str) -> int:
        """The number, if it lies within the bounds."""
        entered = text.strip()
        if not entered.isdecimal() or not self.lowest <= int(entered) <= self.highest:
            raise Refusal("teams/setting_out_of_range", field=self.name, lowest=self.lowest, highest=self.highest)
        return int(entered)


def _of_one(unit: str) -> str:
    """What one is counted in.

    >>> _of_one("working days"), _of_one("votes at most"), _of_one("a month")
    ('working day', 'vote at most', 'a month')
    """
    return re.sub(r"(?<=\w)s\b", "", unit, count=1)


@dataclass(frozen=True)
class TimeOfDay(Changeable[str]):
    """A wall-clock time, ``"09:00"``."""

    def shown(self, value: str) -> str:
        """The time, with its zone if that is not the team's own."""
        return f"{value} {self.unit}".rstrip()

    def read(self, text: str) -> str:
        """The time, if it is one."""
        if not TIME_OF_DAY.fullmatch(text):
            raise Refusal("teams/not_a_time", field=self.name)
        return text


@dataclass(frozen=True)
class DayOfWeek(Changeable[Day]):
    """A day of the week."""

    def shown(self, value: Day) -> str:
        """The day, as a calendar writes it."""
        return value.capitalize()

    def read(self, text: str) -> Day:
        """The day, if it is one."""
        if text not in list(Day):
            raise Refusal("teams/not_a_day", field=self.name)
        return Day(text)


@dataclass(frozen=True)
class Chosen:
    """The values that hold for one team: its own where it has any, the defaults otherwise."""

    changed: Mapping[str, str]

    def __getitem__(self, setting: Changeable[T]) -> T:
        """The value of one setting."""
        text = self.changed.get(setting.name)
        return setting.value if text is None else setting.read(text)

    def is_changed(self, *settings: Changeable[Any]) -> bool:
        """Whether the team replaced any of these."""
        return any(setting.name in self.changed for setting in settings)


def of_team(session: Session, workspace: str, team_id: int) -> Chosen:
    """The values that hold for one team."""
    return Chosen({kept.name: kept.value for kept in stored.changed_settings(session, workspace, team_id)})
