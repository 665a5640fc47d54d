"""Times that come back every week: kept as a day, a time and a zone, because "Monday nine" moves in UTC."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kaizen.teams import defaults, zones
from kaizen.teams.settings import Chosen, Day


@dataclass(frozen=True)
class Weekly:
    """A day of the week and a wall-clock time in a zone."""

    day: Day
    at: str
    zone: str

    def next_after(self, now: datetime) -> datetime:
        """The next such instant after *now*, in UTC: a gap moves it forward, a fold takes the first.

        >>> Weekly(Day.MONDAY, "09:00", "Europe/London").next_after(datetime(2026, 3, 27, tzinfo=UTC)).isoformat()
        '2026-03-30T08:00:00+00:00'
        """
        today = now.astimezone(ZoneInfo(self.zone)).date()
        until = (list(Day).index(self.day) - today.weekday()) % 7
        instants = (self._on(today + timedelta(days=until + week)) for week in (0, 7))
        return next(instant for instant in instants if instant > now)

    def _on(self, day: date) -> datetime:
        clock = time.fromisoformat(self.at).replace(tzinfo=ZoneInfo(self.zone))
        return datetime.combine(day, clock).astimezone(UTC)


def first_retro(chosen: Chosen, since: datetime) -> datetime:
    """When a team's first retro opens: late enough for its facilitator to hear of it in time.

    Working days are counted as days of the week that has five of them, so that a weekend in between is made up for.
    """
    notice = timedelta(days=7 / 5 * chosen[defaults.FACILITATOR_NOTICE])
    return Weekly(chosen[defaults.RETRO_DAY], chosen[defaults.RETRO_TIME], "UTC").next_after(since + notice)


def next_retro(chosen: Chosen, since: datetime, now: datetime) -> datetime:
    """When the next retro after *now* opens, in the rhythm that began with the first one."""
    first, every = first_retro(chosen, since), timedelta(weeks=chosen[defaults.RETRO_EVERY])
    return first if now < first else first + every * ((now - first) // every + 1)


def digest(chosen: Chosen, *, zone: str, members: Collection[str], now: datetime) -> Weekly:
    """When a team reads its week: in its own zone, unless its members' *zones* lie too far apart for a Monday."""
    is_own = chosen.is_changed(defaults.DIGEST_DAY, defaults.DIGEST_TIME)
    if not is_own and zones.span(members, now) > defaults.WIDE_SPAN.value:
        return Weekly(defaults.WIDE_DIGEST_DAY, defaults.WIDE_DIGEST_TIME, defaults.WIDE_DIGEST_ZONE)
    return Weekly(chosen[defaults.DIGEST_DAY], chosen[defaults.DIGEST_TIME], zone)
