"""Somebody's own working hours: how many of them a window holds, and when the next one begins."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Final
from zoneinfo import ZoneInfo

from sqlmodel import Session

from kaizen.teams import rosters
from kaizen.teams.rosters import Teammate
from storage import facilitators as absences
from storage.teams import Team

DAY: Final = timedelta(days=1)
FRIDAY: Final = 4

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Worker:
    """One person's working day in their own zone, and the dates on which they are away, both ends included."""

    user: str
    zone: str
    starts: time
    ends: time
    away: Sequence[tuple[date, date]] = ()

    def works_on(self, day: date) -> bool:
        """Whether they work at all on a date of theirs."""
        return day.weekday() <= FRIDAY and not any(first <= day <= last for first, last in self.away)

    def works_at(self, moment: datetime) -> bool:
        """Whether a message would reach them at work."""
        return any(begin <= moment < end for begin, end in self.spans(moment, moment + DAY))

    def spans(self, begin: datetime, end: datetime) -> Iterator[Span]:
        """Their working hours between two instants, earliest first."""
        first = begin.astimezone(ZoneInfo(self.zone)).date() - DAY
        for number in count():
            day = first + number * DAY
            starts, ends = self._instant(day, self.starts), self._instant(day, self.ends)
            if starts >= end:
                return
            if self.works_on(day) and max(starts, begin) < min(ends, end):
                yield max(starts, begin), min(ends, end)

    def hours_in(self, begin: datetime, end: datetime) -> timedelta:
        """How long they work between two instants."""
        return sum((ends - starts for starts, ends in self.spans(begin, end)), timedelta())

    def first_moment(self, begin: datetime, end: datetime) -> datetime | None:
        """When they are at work first between two instants."""
        return next((starts for starts, _ in self.spans(begin, end)), None)

    def mornings(self, begin: datetime, end: datetime) -> Iterator[datetime]:
        """When their working days begin between two instants."""
        for starts, _ in self.spans(begin, end):
            if starts.astimezone(ZoneInfo(self.zone)).time() == self.starts:
                yield starts

    def have_worked(self, amount: timedelta, begin: datetime, end: datetime) -> datetime | None:
        """By when they have worked that long since *begin*; None if not until *end*."""
        left = amount
        for starts, ends in self.spans(begin, end):
            if ends - starts >= left:
                return starts + left
            left -= ends - starts
        return None

    def at_work_after(self, amount: timedelta, begin: datetime, end: datetime) -> datetime | None:
        """The same, but an instant at which they still are at work: after a whole day that is the next morning."""
        left = amount
        for starts, ends in self.spans(begin, end):
            if ends - starts > left:
                return starts + left
            left -= ends - starts
        return None

    @property
    def day(self) -> timedelta:
        """How long their working day is."""
        return datetime.combine(date.min, self.ends) - datetime.combine(date.min, self.starts)

    def _instant(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, ZoneInfo(self.zone)).astimezone(UTC)


def workers(session: Session, team: Team) -> dict[str, Worker]:
    """Everybody of a team who has not left, by user id, in the order of their names."""
    roster = [teammate for teammate in rosters.of_team(session, team) if not teammate.gone]
    away: dict[str, list[tuple[date, date]]] = {teammate.user: [] for teammate in roster}
    for absence in absences.absences(session, team.workspace, list(away)):
        away[absence.user].append((absence.first, absence.last))
    return {teammate.user: _worker(teammate, away[teammate.user]) for teammate in roster}


def _worker(teammate: Teammate, away: Sequence[tuple[date, date]]) -> Worker:
    starts, ends = time.fromisoformat(teammate.day_starts), time.fromisoformat(teammate.day_ends)
    return Worker(teammate.user, teammate.zone, starts, ends, tuple(away))
