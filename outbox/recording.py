"""Write down what became of a call, so that the next sender knows."""

import random
from datetime import datetime, timedelta

from sqlmodel import Session

from outbox import pacing, reconciling, storing
from outbox.errands import Errand
from outbox.fates import Fate, NotSaid, NotThere, Opened, Refused, Said, TooFast, Unknown
from storage import database, messages
from storage.messages import Delivery, DirectChannel, Message, State, Step

LONGEST_PAUSE = 300.0
"""Seconds between two tries while Slack is away for long."""


def record(session: Session, errand: Errand, fate: Fate, *, grace: timedelta) -> None:
    """Move the delivery on, unless somebody else has taken it up since."""
    message = messages.locked(session, errand.message)
    delivery = messages.in_attempt(session, errand.delivery, errand.attempt)
    if delivery is None:
        return
    now = database.moment(session)
    match fate:
        case Said():
            _arrived(message, errand, fate)
            delivery.state, delivery.sent_at, delivery.reason = State.SENT, now, None
            _catch_up(session, message)
        case Opened(channel):
            _opened(session, message, channel)
            _again(delivery, now)
        case TooFast(seconds):
            pacing.hold(session, errand.workspace, errand.step, errand.channel, seconds)
            _again(delivery, now)
        case NotSaid(reason):
            _again(delivery, now + _pause(delivery), reason)
        case Unknown(reason):
            _unknown(delivery, errand, reason, now, grace)
        case Refused(reason):
            _park(delivery, errand, reason)
        case NotThere():
            _not_there(delivery, now, grace)


def _arrived(message: Message, errand: Errand, said: Said) -> None:
    message.channel, message.ts, message.shown_version = said.channel, said.ts, errand.version


def _catch_up(session: Session, message: Message) -> None:
    """New words may have come while the old ones were on their way."""
    session.flush()
    if message.version > message.shown_version:
        storing.deliver(session, message)


def _opened(session: Session, message: Message, channel: str) -> None:
    message.channel = channel
    assert message.person is not None
    session.merge(DirectChannel(workspace=message.workspace, person=message.person, channel=channel))


def _again(delivery: Delivery, at: datetime, reason: str | None = None) -> None:
    # A look that failed is a look to repeat; only a look that found nothing allows another post.
    if delivery.state == State.SENDING:
        delivery.state = State.PENDING
    delivery.due_at, delivery.reason = at, reason


def _unknown(delivery: Delivery, errand: Errand, reason: str, now: datetime, grace: timedelta) -> None:
    if errand.step is Step.POST:
        delivery.state, delivery.due_at, delivery.reason = State.UNCERTAIN, now + grace, reason
    else:
        _again(delivery, now + _pause(delivery), reason)


def _not_there(delivery: Delivery, now: datetime, grace: timedelta) -> None:
    delivery.looks += 1
    if delivery.looks < reconciling.LOOKS:
        delivery.due_at = now + grace / 3
    else:
        delivery.state, delivery.due_at, delivery.looks = State.PENDING, now, 0


def _park(delivery: Delivery, errand: Errand, reason: str) -> None:
    delivery.state = State.PARKED
    delivery.reason = f"posted or not, Slack does not let us look: {reason}" if errand.step is Step.LOOK_UP else reason


def _pause(delivery: Delivery) -> timedelta:
    delivery.failures += 1
    longest = min(2.0 ** (delivery.failures - 1), LONGEST_PAUSE)
    return timedelta(seconds=longest * random.uniform(0.5, 1.0))  # noqa: S311  -- apart, not secret
