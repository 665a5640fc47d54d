"""A finding opens one case for each rule of a monitor; while it is not closed, the same again only counts."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from kaizen import audit
from kaizen.alerts import asking, calling, cards, lasting, outcomes, storms
from kaizen.announcements import Announcement, Picture
from kaizen.sides import Sides, together
from storage import alerts as stored
from storage import numbers
from storage.alerts import Alert, AlertState
from storage.monitors import Monitor


@dataclass(frozen=True)
class News:
    """What a sweep found: *rule* fired so many *times*, the last at *at*."""

    rule: str
    title: str
    facts: dict[str, Any]
    at: datetime
    times: int = 1
    picture: Picture | None = None


def opened(session: Session, monitor: Monitor, news: Iterable[News], *, now: datetime) -> list[Announcement]:
    """Open a case for what is new, and count what is not; of what people have settled nothing is said."""
    cases = {case.rule: case for case in stored.under_way(session, monitor.workspace, monitor.id or 0)}
    said = []
    for one in news:
        known = cases.get(one.rule)
        before = None if known else lasting.before(session, monitor, one.rule)
        if before and before.outcome in outcomes.SETTLED:
            continue
        case = _again(session, monitor, known, one) if known else _new(session, monitor, one, before, now)
        said += [cards.announced(session, case, picture=one.picture), *asking.moved_on(session, case)]
    return list({one.key: one for one in said}.values())  # of a storm's list, the newest says it all


def closed_by_data(session: Session, monitor: Monitor, rule: str, *, now: datetime) -> list[Announcement]:
    """Missing data that came back are no case any more: this is seen, not judged."""
    said = []
    for case in stored.under_way(session, monitor.workspace, monitor.id or 0):
        if case.rule == rule:
            case.state, case.open_key, case.outcome, case.resolved_at = AlertState.RESOLVED, None, "data_back", now
            session.add(case)
            session.flush()
            _record(session, case, "alerts.data_back", now)
            said += [cards.announced(session, case), *asking.moved_on(session, case)]
    return said


def _new(session: Session, monitor: Monitor, news: News, before: Alert | None, now: datetime) -> Alert:
    case = Alert(
        workspace=monitor.workspace,
        number=numbers.next_number(session, monitor.workspace, "alert"),
        team_id=monitor.team_id,
        monitor_id=monitor.id or 0,
        channel=monitor.channel,
        rule=news.rule,
        severity=monitor.severity,
        owner=monitor.owner,
        title=news.title,
        facts=news.facts | (_begun(before.facts) if before else {}),
        seen=news.times,
        opened_at=now,
        last_at=news.at,
        open_key=f"{monitor.id}:{news.rule}",
    )
    session.add(case)
    session.flush()
    case.umbrella = storms.umbrella(session, case, now=now)
    session.flush()
    calling.plan(session, case)
    _record(session, case, "alerts.opened", now)
    return case


def _again(session: Session, monitor: Monitor, case: Alert, news: News) -> Alert:
    sides = _sides(case.facts, news.facts)
    case.facts, case.last_at = _newest(case.facts, news) | {"sides": asdict(sides) if sides else None}, news.at
    case.title = f"{monitor.name} {sides.words}" if sides else news.title
    case.recovery, case.within = None, None
    case.seen = news.times if news.facts["kind"] == "no_data" else case.seen + news.times
    session.add(case)
    session.flush()
    return case


def _newest(before: dict[str, Any], news: News) -> dict[str, Any]:
    """The newest facts; since when, and the picture while there is no newer one, stay what they were."""
    kept = _begun(before)
    if news.picture is None and before.get("alt_text"):
        kept["alt_text"] = before["alt_text"]
    return news.facts | kept


def _sides(before: dict[str, Any], newest: dict[str, Any]) -> Sides | None:
    """Where all its points lie; None if they have no side, or an older version did not keep that of the first ones."""
    first, more = before.get("sides"), newest.get("sides")
    return together([Sides(**first), Sides(**more)]) if first and more else None


def _begun(facts: dict[str, Any]) -> dict[str, Any]:
    """Since when it has been so."""
    return {"since": facts["since"]} if "since" in facts else {}


def _record(session: Session, case: Alert, action: str, now: datetime) -> None:
    audit.record(
        session,
        workspace=case.workspace,
        actor=None,
        action=action,
        subject=f"alert:{case.id}",
        details={"number": case.number, "rule": case.rule, "monitor": case.monitor_id, "title": case.title},
        now=now,
    )
