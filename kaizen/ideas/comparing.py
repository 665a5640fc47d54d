"""Ideas that say already what somebody has just written: found by the words in common, which are shown."""

from typing import Final

from sqlmodel import Session

from analysis import likeness
from kaizen.ideas import finding, lifecycle
from kaizen.people import Person
from message_templates.ideas import views
from storage import ideas as stored

NEWEST: Final = 5_000
"""Ideas that are compared: what is older has been forgotten, or has come again since."""

MOST: Final = 3
"""Each takes a third of a phone's screen, and stands in the way of who wants to go on."""

WORDS_SHOWN: Final = 5


def similar(session: Session, person: Person, draft: views.Draft) -> tuple[views.SimilarIdea, ...]:
    """The ideas most like the draft among those that *person* may see, the most alike first."""
    if person.stranger:
        return ()
    known = stored.wordings(session, person.workspace, person.user, guest=person.guest, limit=NEWEST)
    texts = [f"{pain}\n{proposal}" for _, pain, proposal in known]
    found = likeness.most_alike(f"{draft.pain}\n{draft.proposal}", texts, most=MOST)
    return tuple(_shown(session, person, known[one.place][0], one.shared) for one in found)


def _shown(session: Session, person: Person, idea_id: int, shared: tuple[str, ...]) -> views.SimilarIdea:
    idea = finding.idea(session, person, idea_id)
    status, emoji = lifecycle.words(idea.state)
    voted = stored.has_voted(session, idea_id, person.user)
    return views.SimilarIdea(
        id=idea_id,
        number=idea.number,
        title=idea.title,
        status=status,
        status_emoji=emoji,
        votes=stored.count_votes(session, idea_id),
        shared=shared[:WORDS_SHOWN],
        voted=voted,
        votable=lifecycle.is_open(idea.state) and not voted,
    )
