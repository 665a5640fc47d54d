"""Somebody is not in a team, or in Slack, any more: what was theirs there goes on without them."""

from datetime import datetime

from sqlmodel import Session

from kaizen.facilitators import passing
from kaizen.retros import taking_over
from outbox import Outbox


def hand_on(session: Session, outbox: Outbox, workspace: str, user: str, *, now: datetime) -> None:
    """Their turns to facilitate go to the next, and the actions that they owned are free."""
    for left in (passing.left, taking_over.left):
        outbox.store(session, left(session, workspace, user, now=now))
