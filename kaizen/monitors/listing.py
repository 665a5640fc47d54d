"""The monitors that somebody may see, with their state and what chance alone will bring."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from sqlmodel import Session

from kaizen import people, permissions, taken
from kaizen.monitors import budgeting, finding, sweeping
from kaizen.monitors.judgements import TOO_OFTEN
from kaizen.people import Person
from kaizen.teams import telling_apart
from message_templates.choices import Choice
from message_templates.monitors import views
from storage import alerts
from storage import monitors as stored
from storage.monitors import Monitor

PAGE: Final = 25
"""Monitors in one message: each takes a block, and Slack takes fifty."""

MOST_CASES: Final = 4000
"""Open alerts that are looked through for missing data: a rule has one at most on each monitor."""

RUNNING: Final = (Choice("change", "Change …"), Choice("stop", "Stop …"))
STOPPED: Final = (Choice("start", "Start again"), Choice("change", "Change …"))

SILENT: Final = {TOO_OFTEN: ("🔌", "Not judged"), "unstable": ("〰️", "No alerts")}
"""Standings in which nothing is alarmed about until somebody does something."""


def listed(session: Session, person: Person, words: str = "", *, first: int = 0) -> views.Listed:
    """The monitors that *person* may see, by name; with *words* those that have them in their name or model."""
    if person.stranger:
        return views.Listed((), 0, None, 0)
    every = stored.listed(session, person.workspace, user=person.user, guest=person.guest)
    wanted = " ".join(words.casefold().split())
    found = [one for one in every if wanted in one.key or wanted in one.model.casefold()]
    running = [one for one in found if one.stopped_at is None]
    silent = _silent(session, person, running)
    expected = [m.expected_a_month for m in running if m.expected_a_month is not None and m.id not in silent]
    following = first + PAGE
    return views.Listed(
        monitors=_lines(session, person, found[first:following], silent),
        total=len(found),
        expected_a_month=sum(expected) if expected else None,
        budget=budgeting.of_teams(session, person.workspace, (one.team_id for one in running)),
        first=first,
        stopped=len(found) - len(running),
        unread=sum(map(budgeting.never_read, running)),
        silent=len(silent),
        words=words.strip(),
        next_page=f"{following}:{words.strip()}" if following < len(found) else "",
    )


def _silent(session: Session, person: Person, running: Sequence[Monitor]) -> set[int]:
    """Those that were read once, and of which nothing is known since: an alert about missing data is open."""
    cases = alerts.listed(session, person.workspace, user=person.user, guest=person.guest, limit=MOST_CASES)
    missing = {case.monitor_id for case in cases if case.rule == sweeping.NO_DATA}
    return {one.id or 0 for one in running if one.id in missing and one.newest_at is not None}


def _lines(
    session: Session, person: Person, shown: Sequence[Monitor], silent: Collection[int]
) -> tuple[views.Line, ...]:
    owners = people.all_kept(session, person.workspace, {one.owner for one in shown})
    gone = {user for user, known in owners.items() if known.gone}
    named = telling_apart.names(session, person)
    return tuple(
        replace(
            _line(session, person, monitor, owner_gone=monitor.owner in gone, silent=monitor.id in silent),
            team=named.get(monitor.team_id, ""),
        )
        for monitor in shown
    )


def _line(session: Session, person: Person, monitor: Monitor, *, owner_gone: bool, silent: bool) -> views.Line:
    emoji, state = ("🔌", "") if silent else _state(monitor)
    stopped = monitor.stopped_at is not None
    promises = not (stopped or silent)
    newest_at = taken.told(monitor, monitor.newest_at) if monitor.newest_at else None
    return views.Line(
        name=monitor.name,
        model=monitor.model,
        emoji=emoji,
        state=state,
        newest_at=newest_at,
        expected_a_month=monitor.expected_a_month if promises else None,
        power=monitor.power if promises else "",
        failure="" if stopped else monitor.failure,
        stopped_by=monitor.stopped_by or "",
        stopped_at=monitor.stopped_at,
        reason=monitor.stop_reason or "",
        owner_gone=monitor.owner if owner_gone else "",
        silent_since=newest_at if silent else None,
        choices=_choices(session, person, monitor),
    )


def _choices(session: Session, person: Person, monitor: Monitor) -> tuple[Choice, ...]:
    """What this person may do with it."""
    held = finding.roles_for(session, person, monitor)
    may = {
        "change": permissions.may(person, "monitors.change", also=held),
        "stop": permissions.may(person, "monitors.stop", also=held),
    }
    offered = STOPPED if monitor.stopped_at else RUNNING
    allowed = [one for one in offered if may["change" if one.value == "change" else "stop"]]
    return tuple(Choice(f"{one.value}:{monitor.id}", one.words) for one in allowed)


def _state(monitor: Monitor) -> tuple[str, str]:
    """A sign and the words beside it; a failed source comes before whatever was known before."""
    if monitor.stopped_at is not None:
        return "⏹️", "Stopped: not read, and not alarmed about"
    if monitor.failing_since is not None or (budgeting.never_read(monitor) and not monitor.verdict):
        return "🔌", _unread(monitor)
    if monitor.swept_at is None:
        return "⏳", "Not looked at yet"
    if monitor.standing in SILENT:
        emoji, words = SILENT[monitor.standing]
        return emoji, f"{words}: {monitor.verdict}"
    if monitor.standing in {"new", "too few"}:
        return "⏳", f"Learning: {monitor.verdict or 'no readings yet'}"
    return "📈", monitor.verdict


def _unread(monitor: Monitor) -> str:
    if monitor.failing_since is None:
        return "Not watched: its source answers, but without a single reading"
    if monitor.newest_at is None:
        return "Not watched: its source fails, and nothing was ever read"
    return "Not read: its source fails, so nothing is known of it"
