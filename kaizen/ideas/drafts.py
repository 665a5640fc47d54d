"""What somebody began to write and left: kept for them alone, counted nowhere, and forgotten after a month."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from kaizen.ideas import joining, submitting
from kaizen.people import Person
from message_templates.ideas import views
from storage import ideas as stored

LIVE: Final = timedelta(days=30)
"""Somebody who has not come back to a draft in a month does not miss it."""


def leave(session: Session, person: Person, draft: views.Draft, *, now: datetime) -> None:
    """Keep a first step as it is, also where a field that it needs is empty still; without any words it is nothing."""
    if not (draft.pain.strip() or draft.proposal.strip()):
        joining.drop(session, person, draft.source)
        return
    content = {**asdict(draft), "areas": list(draft.areas)}
    session.merge(
        stored.Draft(workspace=person.workspace, author=person.user, source=draft.source, content=content, saved_at=now)
    )


def offered(session: Session, person: Person, source: str) -> views.DraftKept | None:
    """What whoever has just closed the window is told, and where; nothing if there is nothing to go on with."""
    found = stored.draft(session, person.workspace, person.user, source)
    if found is None:
        return None
    where = submitting.place(session, person, found.content["place"])
    return views.DraftKept(source, where.channel, found.saved_at + LIVE)
