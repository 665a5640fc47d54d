"""An unnamed idea, for who holds its code: where it stands, and the way to take it back."""

import re
from typing import Final

from sqlmodel import Session, col

from kaizen.ideas import lifecycle
from kaizen.ideas.submitting import CODE_ALPHABET, hashed
from kaizen.people import Person
from message_templates.ideas import views
from storage import ideas as stored
from storage.ideas import Idea

CODE: Final = re.compile(rf"(?:code:)?((?:[{CODE_ALPHABET}]{{4}}-?){{3}})", re.IGNORECASE)


def code_in(typed: str) -> str:
    """The follow code that somebody typed, and nothing else; empty if it is none.

    >>> code_in("QF7K-2MXP-9WTR"), code_in("code:qf7k2mxp9wtr"), code_in("open latency")
    ('QF7K-2MXP-9WTR', 'qf7k2mxp9wtr', '')
    """
    found = CODE.fullmatch(typed.strip())
    return found[1] if found else ""


def followed(session: Session, person: Person, code: str) -> views.Followed | None:
    """The idea of a code, if *person* may see it; who asks is kept nowhere."""
    condition = col(Idea.follow_code) == hashed(code)
    found, _ = stored.listed(
        session, person.workspace, person.user, guest=person.guest, conditions=[condition], offset=0, limit=1
    )
    if not found:
        return None
    idea, votes = found[0]
    move = stored.last_move(session, idea.id or 0)
    status, emoji = lifecycle.words(idea.state)
    return views.Followed(
        id=idea.id or 0,
        number=idea.number,
        title=idea.title,
        channel=idea.channel,
        status=status,
        status_emoji=emoji,
        votes=votes,
        moved_by=move.mover if move else "",
        reason=move.reason if move else "",
        open=lifecycle.is_open(idea.state),
    )
