"""Take up what may leave now: no faster than Slack allows, and each by one sender only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from storage import database, messages
from storage.messages import Pace, State, Step, Waiting

AT_ONCE = 50
"""Deliveries looked at in one transaction, which must stay short."""


@dataclass(frozen=True)
class Tempo:
    """At most *burst* calls at once, and one more for each *interval*."""

    burst: int
    interval: timedelta


TEMPI = {
    # Slack: about one message a second in a channel, short bursts allowed.
    Step.POST: Tempo(burst=3, interval=timedelta(seconds=1.0)),
    # Tier 3, 50 a minute: 20 at once and 30 in the minute after them never exceed it.
    Step.UPDATE: Tempo(burst=20, interval=timedelta(seconds=2.0)),
    Step.OPEN: Tempo(burst=20, interval=timedelta(seconds=2.0)),
    Step.LOOK_UP: Tempo(burst=20, interval=timedelta(seconds=2.0)),
}


@dataclass(frozen=True)
class Errand:
    """One call to Slack that this process, and no other, makes now."""

    step: Step
    workspace: str
    delivery: int
    attempt: int
    message: int
    version: int
    channel: str
    person: str
    ts: str
    thread_ts: str | None
    text: str
    blocks: list[dict[str, Any]]
    stamp: str
    first_tried_at: datetime


def take_up(session: Session, *, lease: timedelta, posts: int, others: int) -> list[Errand]:
    """Lease what may leave now, so many posts and other calls; committed before the call, so a crash leaves a trace."""
    _hold_the_others_off(session)
    now = database.moment(session)
    room = {True: posts, False: others}
    errands = []
    for waiting in messages.waiting(session, now, posts=posts > 0, limit=AT_ONCE):
        is_post = waiting.step is Step.POST
        if room[is_post] and _may_leave(session, waiting, now):
            room[is_post] -= 1
            errands.append(_leased(waiting, now, lease))
    return errands


def hold(session: Session, errand: Errand, seconds: float) -> None:
    """Slack asked for a pause: every replica keeps it."""
    now = database.moment(session)
    pace = _pace(session, errand.workspace, errand.step, errand.channel, now)
    pace.ready_at = max(pace.ready_at, now + timedelta(seconds=seconds))


def _hold_the_others_off(session: Session) -> None:
    # SQLite has one writer anyway. On PostgreSQL replicas take turns, or two would spend the same token.
    if session.get_bind().dialect.name == "postgresql":
        session.connection().exec_driver_sql("LOCK TABLE paces IN SHARE ROW EXCLUSIVE MODE")


def _may_leave(session: Session, waiting: Waiting, now: datetime) -> bool:
    pace = _pace(session, waiting.delivery.workspace, waiting.step, waiting.channel, now)
    if pace.ready_at > now:
        return False
    tempo = TEMPI[waiting.step]
    pace.spent_until = max(pace.spent_until, now) + tempo.interval
    pace.ready_at = max(now, pace.spent_until - (tempo.burst - 1) * tempo.interval)
    return True


def _pace(session: Session, workspace: str, step: Step, channel: str, now: datetime) -> Pace:
    place = channel if step is Step.POST else ""
    known = session.get(Pace, (workspace, step.value, place))
    if known is None:
        known = Pace(workspace=workspace, method=step.value, channel=place, ready_at=now, spent_until=now)
        session.add(known)
    return known


def _leased(waiting: Waiting, now: datetime, lease: timedelta) -> Errand:
    delivery, message = waiting.delivery, waiting.message
    assert delivery.id is not None
    assert message.id is not None
    if waiting.step is not Step.LOOK_UP:
        delivery.state = State.SENDING
        delivery.version = message.version
    delivery.due_at = now + lease
    delivery.attempt += 1
    if waiting.step is Step.POST:
        delivery.first_tried_at = delivery.first_tried_at or now
    return Errand(
        step=waiting.step,
        workspace=delivery.workspace,
        delivery=delivery.id,
        attempt=delivery.attempt,
        message=message.id,
        version=delivery.version,
        channel=waiting.channel,
        person=message.person or "",
        ts=message.ts or "",
        thread_ts=waiting.thread_ts,
        text=message.text,
        blocks=message.blocks,
        stamp=message.stamp,
        first_tried_at=delivery.first_tried_at or now,
    )
