"""What the sources of monitors answered when they were asked after saving, for whoever saved them."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Final

from sqlmodel import Session

from kaizen import taken
from kaizen.monitors import budgeting, spelling
from kaizen.monitors.judgements import TOO_OFTEN
from kaizen.people import Person
from message_templates.monitors import views
from storage import monitors as stored
from storage.monitors import ChartKind, Monitor

NAMED: Final = 12
"""Monitors with a section of their own; of the others it is said how many are well."""

URGENCY: Final = ("failing", "empty", TOO_OFTEN, "unstable", "waiting", "learning", "well")
"""What somebody has to do something about comes first."""


def all_looked_at(session: Session, person: Person, ids: Collection[int]) -> bool:
    """Whether the sources of these have answered since they were saved."""
    return all(one.looked_version == one.version or one.stopped_at for one in _some(session, person, ids))


def told(session: Session, person: Person, ids: Collection[int], *, outside: str = "") -> views.Answers:
    """The answers, those first that somebody has to do something about; *outside* is a channel I cannot post in."""
    kept = _some(session, person, ids)
    answers = sorted((_answer(session, one) for one in kept), key=lambda one: URGENCY.index(one.kind))
    counts = {kind: sum(answer.kind == kind for answer in answers) for kind in URGENCY}
    team = kept[0].team_id if kept else 0
    known = [one for one in stored.of_team(session, person.workspace, team) if one.expected_a_month is not None]
    return views.Answers(
        answers=tuple(answers[:NAMED]),
        more=len(answers) - len(answers[:NAMED]),
        unwell=sum(answer.unwell for answer in answers),
        total=len(answers),
        unread=counts["failing"] + counts["empty"],
        expected_a_month=sum(one.expected_a_month or 0 for one in known) if known else None,
        counted=len(known),
        budget=budgeting.of_teams(session, person.workspace, [team]) if known else 0,
        outside=outside,
    )


def _some(session: Session, person: Person, ids: Collection[int]) -> Sequence[Monitor]:
    found = stored.listed(session, person.workspace, user=person.user, guest=person.guest)
    return [one for one in found if one.id in ids]


def _answer(session: Session, monitor: Monitor) -> views.Answer:
    return views.Answer(
        id=monitor.id or 0,
        name=monitor.name,
        kind=_kind(monitor),
        readings=stored.count_readings(session, monitor.id or 0),
        newest_at=taken.told(monitor, monitor.newest_at) if monitor.newest_at else None,
        verdict=monitor.verdict,
        failure=monitor.failure,
        every=spelling.length(monitor.every_seconds),
        expected_a_month=monitor.expected_a_month,
        late=_late(monitor),
        drift=monitor.chart == ChartKind.DRIFT,
    )


def _kind(monitor: Monitor) -> str:
    if monitor.looked_version != monitor.version:
        return "waiting"
    if monitor.failing_since is not None:
        return "failing"
    if monitor.standing in {TOO_OFTEN, "unstable"}:
        return monitor.standing
    if monitor.newest_at is None and not monitor.verdict:
        return "empty"
    return "learning" if monitor.standing in budgeting.LEARNING else "well"


def _late(monitor: Monitor) -> bool:
    """Whether the newest reading is so old that the metric seems to have ended."""
    if monitor.newest_at is None or monitor.swept_at is None:
        return False
    return monitor.swept_at - monitor.newest_at > 4 * timedelta(seconds=monitor.every_seconds)
