"""Who looks at a new idea, and by when: what its author is told, and what the bot then holds the team to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlmodel import Session

from kaizen.schedules import DAY, WORKING_DAYS
from kaizen.teams import defaults, hours, settings
from kaizen.teams.hours import Worker
from storage import ideas as stored
from storage import teams
from storage.teams import Team

MOMENT: Final = timedelta(seconds=1)
"""A span of time ends before its end; what begins now has begun."""


PATIENCE: Final = timedelta(days=4)
"""How long a reminder waits for whoever promised: over a weekend and a holiday; then it goes to the other one."""


@dataclass(frozen=True)
class Promise:
    """Whoever of a team triages the idea *by* the end of a working day in the team's zone."""

    team: Team
    triager: Worker
    """The team's lead; their deputy, if the lead is away until that day."""
    reminded_one: Worker
    """Who hears of it if the day passes; the other of the two, if the triager then is away."""
    by: datetime
    away: str = ""
    """The lead, if the deputy triages because they are away."""

    @property
    def day(self) -> date:
        """That day, by the team's calendar."""
        return self.by.astimezone(ZoneInfo(self.team.zone)).date()

    def over(self, now: datetime) -> bool:
        """Whether that day has passed."""
        return now >= self.by

    def reminded(self, now: datetime) -> bool:
        """Whether whoever is reminded has been at work since, so that the reminder has reached them."""
        return self.reminded_one.first_moment(self.by, now + MOMENT) is not None


def promise(session: Session, idea: stored.Idea) -> Promise | None:
    """What holds for an idea by its team's settings as they are; None if nobody is there who could be held to it."""
    team = teams.team(session, idea.workspace, idea.team_id) if idea.team_id else None
    if team is None:
        return None
    workers = hours.workers(session, team)
    two = [workers[user] for user in (team.lead, team.deputy) if user in workers]
    if not two:
        return None
    day = by(session, team, idea.submitted_at)
    triager = _there(two, idea.submitted_at, day)
    following = sorted(two, key=lambda worker: worker is not triager)
    away = team.lead if team.lead in workers and triager.user != team.lead else ""
    return Promise(team, triager, _there(following, day, day + PATIENCE), day, away)


def _there(two: Sequence[Worker], begin: datetime, end: datetime) -> Worker:
    """The first of them who is at work between two instants; the first, if nobody is."""
    return next((worker for worker in two if worker.first_moment(begin, end)), two[0])


def by(session: Session, team: Team, submitted_at: datetime) -> datetime:
    """The end of the day by which the team triages what was submitted then."""
    zone = ZoneInfo(team.zone)
    within = settings.of_team(session, team.workspace, team.id or 0)[defaults.TRIAGE_WITHIN]
    day = working_days_after(submitted_at.astimezone(zone).date(), within)
    return datetime.combine(day, time.fromisoformat(team.day_ends), zone).astimezone(UTC)


def working_days_after(start: date, number: int) -> date:
    """The day that is so many working days later, Monday to Friday; holidays are not known.

    >>> working_days_after(date(2026, 11, 20), 5)  # a Friday
    datetime.date(2026, 11, 27)
    """
    day = start
    while number:
        day += DAY
        number -= day.weekday() in WORKING_DAYS
    return day
