"""What time takes away, in all workspaces at once: the memory of what nobody asks for any more."""

from datetime import datetime

from sqlmodel import Session, col, delete

from storage import messages
from storage.ideas import Draft
from storage.jobs import Job, State
from storage.messages import Delivery
from storage.schedules import Occurrence
from storage.teams import TeamDraft


def drafts_before(session: Session, moment: datetime) -> None:
    """Drop what was typed before that moment and never submitted."""
    session.execute(delete(Draft).where(col(Draft.saved_at) < moment))
    session.execute(delete(TeamDraft).where(col(TeamDraft.saved_at) < moment))


def jobs_before(session: Session, moment: datetime) -> None:
    """Drop jobs of before that moment that are done or were dropped; parked ones stay until somebody has looked."""
    over = col(Job.state).in_((State.DONE, State.DROPPED))
    session.execute(delete(Job).where(over, col(Job.run_at) < moment))


def deliveries_before(session: Session, moment: datetime) -> None:
    """Drop the traces of deliveries that arrived before that moment; the messages stay, to be edited and counted."""
    arrived = col(Delivery.state) == messages.State.SENT
    session.execute(delete(Delivery).where(arrived, col(Delivery.sent_at) < moment))


def occurrences_before(session: Session, moment: datetime) -> None:
    """Drop the traces of occurrences; their schedules have long moved on."""
    # Dates and instants are both written so that they sort as text.
    session.execute(delete(Occurrence).where(col(Occurrence.occurrence) < moment.date().isoformat()))
