"""Ideas that say already what somebody has just written: found by the words in common, which are shown."""

from typing import Final

from sqlmodel import Session

from analysis import likeness
from kaizen.ideas import lifecycle
from kaizen.people import Person
from message_templates.ideas import views
from storage import ideas_compared
from storage.ideas_compared import Compared

NEWEST: Final = 5_000
"""Ideas that are compared: what is older has been forgotten, or has come again since."""

MOST: Final = 3
"""Each takes a third of a phone's screen, and stands in the way of who wants to go on."""

WORDS_SHOWN: Final = 5


def similar(session: Session, person: Person, draft: views.Draft) -> tuple[views.SimilarIdea, ...]:
    """The ideas most like the draft among those that *person* may see, the most alike first."""
    if person.stranger:
        return ()
    known = ideas_compared.wordings(session, person.workspace, person.user, guest=person.guest, limit=NEWEST)
    texts = [f"{pain}\n{proposal}" for _, pain, proposal in known]
    found = likeness.most_alike(f"{draft.pain}\n{draft.proposal}", texts, most=MOST)
    if not found:
        return ()
    shared = {known[one.place][0]: one.shared[:WORDS_SHOWN] for one in found}
    rows = ideas_compared.with_votes(session, person.workspace, person.user, guest=person.guest, idea_ids=list(shared))
    by_id = {idea.id: _shown(idea, shared[idea.id]) for idea in rows}
    return tuple(by_id[idea_id] for idea_id in shared)


def _shown(idea: Compared, shared: tuple[str, ...]) -> views.SimilarIdea:
    status, emoji = lifecycle.words(idea.state)
    return views.SimilarIdea(
        id=idea.id,
        number=idea.number,
        title=idea.title,
        status=status,
        status_emoji=emoji,
        votes=idea.votes,
        shared=shared,
        voted=idea.voted,
        votable=lifecycle.is_open(idea.state) and not idea.voted,
    )
