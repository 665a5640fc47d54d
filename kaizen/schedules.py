"""Times that come back: by a clock on somebody's wall, or at equal distances. Kept as rows, never as timers.

A wall clock means one instant per local date: an hour that the zone leaves out moves forward, of an hour that it
repeats the first counts, and a date that it leaves out altogether has none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import count
from zoneinfo import ZoneInfo

from sqlmodel import Session

from storage import schedules as stored
from storage.schedules import Schedule

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
WORKING_DAYS = (0, 1, 2, 3, 4)
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)

FARTHEST_SHIFT = 2 * DAY
"""No zone is farther from itself than this: the date line and a gap together stay below two days."""


class CatchUp(StrEnum):
    """Which occurrences run that came due while nobody was there to run them."""

    LATEST = "latest"
    EVERY = "every"


@dataclass(frozen=True)
class Occurrence:
    """One time out of many. Its *name* is what makes it single: the local date, or the instant in UTC."""

    name: str
    at: datetime


@dataclass(frozen=True)
class WallClock:
    """A time of day in a zone, on some weekdays (0 is Monday), every so many weeks.

    Nothing occurs before the *anchor*, a local date, and weeks are counted from the one that it lies in.

    >>> fortnightly = WallClock(time(9), "Europe/London", weekdays=(0,), every_weeks=2, anchor=date(2026, 3, 16))
    >>> fortnightly.first_after(datetime(2026, 3, 16, 9, tzinfo=UTC))
    Occurrence(name='2026-03-30', at=datetime.datetime(2026, 3, 30, 8, 0, tzinfo=datetime.timezone.utc))
    """

    at: time
    zone: str
    weekdays: Sequence[int] = EVERY_DAY
    every_weeks: int = 1
    anchor: date | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is not None or not self.weekdays or not set(self.weekdays) <= set(EVERY_DAY):
            raise ValueError(
                f"A wall clock needs a plain time and weekdays from 0 to 6, not {self.at!r} on {self.weekdays!r}."
            )
        if self.every_weeks < 1 or (self.every_weeks > 1 and self.anchor is None):
            raise ValueError("Every how many weeks is at least 1; and more than 1 needs an anchor to count from.")
        try:
            ZoneInfo(self.zone)
        except (KeyError, ValueError, OSError) as error:  # OSError: "America" is a folder, not a zone
            raise ValueError(f"There is no time zone {self.zone!r}.") from error
        object.__setattr__(self, "weekdays", tuple(sorted(set(self.weekdays))))

    def first_after(self, moment: datetime) -> Occurrence:
        """The first occurrence later than *moment*; there always is one."""
        start = self._local_date(moment - FARTHEST_SHIFT)
        return next(found for found in self._from(max(start, self.anchor or start), DAY) if found.at > moment)

    def last_until(self, moment: datetime) -> Occurrence | None:
        """The last occurrence that is not later than *moment*, if the schedule had begun by then."""
        backwards = self._from(self._local_date(moment + FARTHEST_SHIFT), -DAY)
        return next((found for found in backwards if found.at <= moment), None)

    def _from(self, start: date, step: timedelta) -> Iterator[Occurrence]:
        for number in count():
            day = start + number * step
            if self.anchor and day < self.anchor:
                return
            if self._falls_on(day) and self._exists(day):
                yield Occurrence(day.isoformat(), self._instant(day, self.at))

    def _falls_on(self, day: date) -> bool:
        if day.weekday() not in self.weekdays:
            return False
        return self.anchor is None or (_monday(day) - _monday(self.anchor)) // WEEK % self.every_weeks == 0

    def _exists(self, day: date) -> bool:
        """Whether any moment carries this date there; Samoa went from 29 to 31 December 2011."""
        return any(self._local_date(self._instant(day, moment)) == day for moment in (time.min, time.max))

    def _instant(self, day: date, at: time) -> datetime:
        # With fold=0 Python reads a time in a gap by the offset before it, which moves it forward by the gap.
        return datetime.combine(day, at, ZoneInfo(self.zone)).replace(fold=0).astimezone(UTC)

    def _local_date(self, moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True)
class Interval:
    """Again and again after the same time, counted from an instant at which it occurs first."""

    every: timedelta
    since: datetime

    def __post_init__(self) -> None:
        if self.every < timedelta(seconds=1) or self.every % timedelta(seconds=1):
            raise ValueError(f"An interval is a whole number of seconds, at least one, not {self.every}.")
        if self.since.tzinfo is None:
            raise ValueError("An interval is counted from an instant, which needs a zone.")

    def first_after(self, moment: datetime) -> Occurrence:
        """The first occurrence later than *moment*."""
        return self._at(max(0, (moment - self.since) // self.every + 1))

    def last_until(self, moment: datetime) -> Occurrence | None:
        """The last occurrence that is not later than *moment*."""
        return self._at((moment - self.since) // self.every) if moment >= self.since else None

    def _at(self, number: int) -> Occurrence:
        instant = (self.since + number * self.every).astimezone(UTC)
        return Occurrence(instant.isoformat(), instant)


Rhythm = WallClock | Interval


def plan(session: Session, *, workspace: str, kind: str, subject: str, at: Rhythm, now: datetime) -> datetime:
    """See that *kind* happens to *subject* in this rhythm from now on; when it does next.

    There is one schedule for each kind and subject. The same rhythm again changes nothing; a new one replaces the
    old one, and what the old one has run on a date is not run again on that date.
    """
    known = stored.one(session, workspace, kind, subject)
    if known is not None and rhythm(known) == at:
        return known.next_at
    schedule = known or Schedule(workspace=workspace, kind=kind, subject=subject, next_at=now)
    schedule.sqlmodel_update(_columns(at))
    schedule.next_at = at.first_after(now).at
    session.add(schedule)
    session.flush()
    return schedule.next_at


def forget(session: Session, *, workspace: str, kind: str, subject: str) -> None:
    """Plan it no more; what has come due already still runs."""
    stored.forget(session, workspace, kind, subject)


def next_at(session: Session, *, workspace: str, kind: str, subject: str) -> datetime | None:
    """When it happens next, if it is planned."""
    return stored.next_at(session, workspace, kind, subject)


def take(session: Session, schedule: Schedule, *, catch_up: CatchUp, now: datetime) -> Sequence[Occurrence]:
    """Move the schedule on past *now*; the occurrences that came due on the way and never ran."""
    times = rhythm(schedule)
    came = missed(times, since=schedule.next_at, now=now, catch_up=catch_up)
    schedule.next_at = times.first_after(max(now, schedule.next_at)).at
    session.add(schedule)
    return [occurrence for occurrence in came if stored.keep_occurrence(session, schedule, occurrence.name)]


def missed(times: Rhythm, *, since: datetime, now: datetime, catch_up: CatchUp) -> Sequence[Occurrence]:
    """What occurs from *since* until *now*, both included: all of it, or only the latest."""
    if catch_up is CatchUp.LATEST:
        latest = times.last_until(now)
        return [latest] if latest is not None and latest.at >= since else []
    found: list[Occurrence] = []
    coming = times.first_after(since - timedelta(microseconds=1))
    while coming.at <= now:
        found.append(coming)
        coming = times.first_after(coming.at)
    return found


def rhythm(schedule: Schedule) -> Rhythm:
    """What a row says about when."""
    if schedule.every_seconds is not None:
        assert schedule.since is not None
        return Interval(timedelta(seconds=schedule.every_seconds), schedule.since)
    assert schedule.wall_time is not None
    assert schedule.zone is not None
    return WallClock(
        time.fromisoformat(schedule.wall_time),
        schedule.zone,
        weekdays=tuple(map(int, schedule.weekdays or "")),
        every_weeks=schedule.every_weeks,
        anchor=schedule.anchor,
    )


def _columns(at: Rhythm) -> dict[str, object]:
    if isinstance(at, Interval):
        times: dict[str, object] = {"every_seconds": at.every // timedelta(seconds=1), "since": at.since}
        return dict.fromkeys(("wall_time", "zone", "weekdays", "anchor")) | {"every_weeks": 1} | times
    return {
        "wall_time": at.at.isoformat(),
        "zone": at.zone,
        "weekdays": "".join(map(str, at.weekdays)),
        "every_weeks": at.every_weeks,
        "anchor": at.anchor,
        "every_seconds": None,
        "since": None,
    }


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
