"""Who looks at a new idea, and by when: what its author is told, and what the bot then holds the team to."""

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


@dataclass(frozen=True)
class Promise:
    """The team's *lead* triages the idea *by* the end of a working day in the team's zone."""

    team: Team
    lead: Worker
    by: datetime

    @property
    def day(self) -> date:
        """That day, by the team's calendar."""
        return self.by.astimezone(ZoneInfo(self.team.zone)).date()

    def over(self, now: datetime) -> bool:
        """Whether that day has passed."""
        return now >= self.by

    def reminded(self, now: datetime) -> bool:
        """Whether the lead has been at work since, so that the reminder has reached them."""
        return self.lead.first_moment(self.by, now + MOMENT) is not None


def promise(session: Session, idea: stored.Idea) -> Promise | None:
    """What holds for an idea by its team's settings as they are; None if nobody is there who could be held to it."""
    team = teams.team(session, idea.workspace, idea.team_id) if idea.team_id else None
    lead = hours.workers(session, team).get(team.lead) if team else None
    if team is None or lead is None:
        return None
    return Promise(team, lead, by(session, team, idea.submitted_at))


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
