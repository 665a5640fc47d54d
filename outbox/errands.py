"""Take up what may leave now, each by one sender only: leased, and committed, before the call."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from outbox import files, pacing
from outbox.pacing import TEMPI, Tempo
from storage import database, messages
from storage.messages import State, Step, Waiting

AT_ONCE = 50
"""Deliveries looked at in one transaction, which must stay short."""


@dataclass(frozen=True)
class Errand:
    """One call to Slack about a message that this process, and no other, makes now."""

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


def take_up(
    session: Session, *, lease: timedelta, posts: int, others: int, tempi: Mapping[str, Tempo] = TEMPI
) -> list[Errand]:
    """Lease what may leave now, so many posts and other calls; a crash after it leaves a trace."""
    pacing.take_turns(session)
    now = database.moment(session)
    room = {True: posts, False: others}
    errands = []
    for waiting in messages.waiting(session, now, posts=posts > 0, limit=AT_ONCE):
        is_post = waiting.step is Step.POST
        if room[is_post] > 0 and _may_leave(session, waiting, now, tempi):
            room[is_post] -= 1
            errands.append(_leased(session, waiting, now, lease))
    return errands


def _may_leave(session: Session, waiting: Waiting, now: datetime, tempi: Mapping[str, Tempo]) -> bool:
    return pacing.spend(session, waiting.delivery.workspace, waiting.step, waiting.channel, now, tempi=tempi)


def _leased(session: Session, waiting: Waiting, now: datetime, lease: timedelta) -> Errand:
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
        blocks=files.filled(session, message),
        stamp=message.stamp,
        first_tried_at=delivery.first_tried_at or now,
    )
