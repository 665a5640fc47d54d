"""Where each figure of a digest comes from, so that whoever doubts it can count again."""

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlmodel import Session

from kaizen.digests import behind, definitions, weekly
from kaizen.digests.behind import Behind
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.teams import planning, showing
from message_templates.digests import views


def opened(travelled: str, *, now: datetime) -> tuple[int, datetime]:
    """The team and the end of the week of a digest; buttons of older digests name the team alone.

    >>> opened("digest:3.1795942800", now=datetime.now(UTC))
    (3, datetime.datetime(2026, 11, 29, 9, 0, tzinfo=datetime.timezone.utc))
    """
    kind, _, said = travelled.partition(":")
    team, _, until = said.partition(".")
    if kind == "team" and said.isdecimal():
        return planning.team_of(travelled), now
    if kind != "digest" or not team.isdecimal() or not until.isdecimal():
        raise Refusal("refusals/broken_seal")
    return int(team), datetime.fromtimestamp(int(until), UTC)


def why(session: Session, person: Person, team_id: int, *, until: datetime, now: datetime) -> views.Why:
    """The figures of one digest with their definitions and the rows behind each, as they are now."""
    team = showing.known(session, person, team_id)
    if team.id is None:
        raise Refusal("refusals/not_found", what="team")
    week = weekly.week(session, team, until=until, now=now)
    read = behind.read(session, team, week)
    return views.Why(team.name, week.first_day, week.last_day, now, tuple(figures(week, read)))


def figures(week: views.Weekly, read: Behind) -> Iterator[views.Figure]:
    """Every figure that the digest prints, in its order."""
    for one in definitions.ALL:
        values = one.values(week)
        if values is None:
            continue
        rows = one.rows(read)
        yield views.Figure(
            name=one.name,
            values=tuple(values),
            meaning=one.meaning,
            source=one.source,
            unit=one.unit,
            digits=one.digits,
            n=rows if isinstance(rows, int) else len(rows),
            rows=() if isinstance(rows, int) else tuple(rows),
            as_of=read.looked_at if one.source == definitions.MONITORS else None,
        )
