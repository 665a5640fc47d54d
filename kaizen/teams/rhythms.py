"""When a team reads its week and looks back: what was settled, or the defaults, as clocks on a wall."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from kaizen.schedules import WORKING_DAYS, WallClock
from kaizen.teams import defaults, zones
from kaizen.teams.settings import Chosen, Day, Setting

FIRST_DIGEST_AFTER: Final = timedelta(days=2)
"""A digest on the morning after set-up would have nothing to tell."""


def digest(chosen: Chosen, *, zone: str, lived_in: Collection[str], since: datetime, now: datetime) -> WallClock:
    """Weekly, in the team's own *zone*, unless its people live too far apart for any Monday to be everybody's."""
    is_own = chosen.is_changed(defaults.DIGEST_DAY, defaults.DIGEST_TIME)
    if not is_own and _far_apart(lived_in, now):
        day, at, zone = defaults.WIDE_DIGEST_DAY, defaults.WIDE_DIGEST_TIME, defaults.WIDE_DIGEST_ZONE
    else:
        day, at = chosen[defaults.DIGEST_DAY], chosen[defaults.DIGEST_TIME]
    return _weekly(day, at, zone, not_before=since + FIRST_DIGEST_AFTER)


def standards(*, zone: str, lived_in: Collection[str], now: datetime) -> dict[str, Setting[Any]]:
    """Every setting as it holds while this team settles nothing: its digest follows from where its people live."""
    rhythm = digest(Chosen({}), zone=zone, lived_in=lived_in, since=now, now=now)
    local = rhythm.first_after(now).at.astimezone(ZoneInfo(zone))
    day = replace(defaults.DIGEST_DAY, value=list(Day)[local.weekday()])
    at = replace(defaults.DIGEST_TIME, value=f"{local:%H:%M}", unit=zone)
    if _far_apart(lived_in, now):
        day, at = replace(day, why=defaults.WIDE_DAY_WHY), replace(at, why=defaults.WIDE_TIME_WHY)
    return {**defaults.ALL, day.name: day, at.name: at}


def retro(chosen: Chosen, *, since: datetime) -> WallClock:
    """Every so many weeks; the first time late enough for its facilitator to hear of it in time.

    Working days of notice are counted as days of a week that has five of them, so that a weekend is made up for.
    """
    notice = timedelta(days=7 / 5 * chosen[defaults.FACILITATOR_NOTICE])
    weekly = _weekly(chosen[defaults.RETRO_DAY], chosen[defaults.RETRO_TIME], "UTC", not_before=since + notice)
    first = weekly.first_after(since + notice).at.date()
    return replace(weekly, every_weeks=chosen[defaults.RETRO_EVERY], anchor=first)


def notice(retro: WallClock, *, working_days: int) -> WallClock:
    """So many working days before each retro: when whoever leads it hears of that.

    >>> from datetime import date
    >>> tuesdays = WallClock(time(0), "UTC", weekdays=(1,), every_weeks=2, anchor=date(2026, 12, 1))
    >>> notice(tuesdays, working_days=3).anchor
    datetime.date(2026, 11, 26)
    """
    assert retro.anchor is not None
    day, left = retro.anchor, working_days
    while left:
        day -= timedelta(days=1)
        left -= day.weekday() in WORKING_DAYS
    return replace(retro, weekdays=(day.weekday(),), anchor=day)


def _far_apart(lived_in: Collection[str], now: datetime) -> bool:
    return zones.span(lived_in, now) > defaults.WIDE_SPAN.value


def _weekly(day: Day, at: str, zone: str, *, not_before: datetime) -> WallClock:
    begins = not_before.astimezone(ZoneInfo(zone)).date()
    return WallClock(time.fromisoformat(at), zone, weekdays=(day.number,), anchor=begins)
