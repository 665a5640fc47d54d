"""What the channel sees of an idea: one card, edited in place."""

from sqlmodel import Session

from kaizen.announcements import Announcement, InChannel
from kaizen.ideas import areas, finding, lifecycle, worth
from kaizen.people import Person
from message_templates.ideas import views
from storage import ideas as stored
from storage import models, teams
from storage.ideas import IdeaState


def key(idea_id: int) -> str:
    """The message that is an idea's card."""
    return f"ideas:{idea_id}:card"


def announced(session: Session, idea: stored.Idea) -> Announcement:
    """The card as it is now; said again, it edits the one that is posted."""
    return Announcement("ideas/card", key(_id(idea)), InChannel(idea.channel), card(session, idea))


def card(session: Session, idea: stored.Idea) -> views.Card:
    """Everything that the card shows."""
    team = teams.team(session, idea.workspace, idea.team_id) if idea.team_id else None
    move = stored.last_move(session, _id(idea))
    status, emoji = lifecycle.words(idea.state)
    return views.Card(
        id=_id(idea),
        number=idea.number,
        title=idea.title,
        status=status,
        status_emoji=emoji,
        votes=stored.count_votes(session, _id(idea)),
        pain=idea.pain,
        proposal=idea.proposal,
        author=idea.author,
        team=team.name if team else "",
        model=idea.model,
        registered=not idea.model or models.is_registered(session, idea.workspace, idea.model),
        estimates=tuple(_estimate(estimate) for estimate in stored.estimates(session, _id(idea))),
        people_or_fairness=idea.people_or_fairness,
        source=idea.source,
        submitted_at=idea.submitted_at,
        moved_by=move.mover or None if move else None,
        moved_reason=move.reason if move else "",
        votable=lifecycle.is_open(idea.state),
        movable=bool(lifecycle.next_states(idea.state)),
        withdrawn=idea.state == IdeaState.WITHDRAWN,
        score=worth.shown(session, idea),
        scorable=idea.team_id is not None and lifecycle.is_open(idea.state),
    )


def whole(session: Session, person: Person, idea_id: int, *, on_top: bool) -> views.Whole:
    """The whole idea for one reader; *on_top* of another modal there is no room for what its buttons would open."""
    idea = finding.idea(session, person, idea_id)
    shown = card(session, idea)
    voted = stored.has_voted(session, idea_id, person.user)
    return views.Whole(shown, idea.channel, voted, on_top)


def _estimate(estimate: stored.Estimate) -> views.EstimateShown:
    return views.EstimateShown(
        label=areas.BY_KEY[estimate.area].label,
        unit=estimate.unit,
        low=estimate.low,
        likely=estimate.likely,
        high=estimate.high,
        sureness=areas.SURENESS[estimate.sureness].lower(),
    )


def _id(idea: stored.Idea) -> int:
    if idea.id is None:
        raise ValueError("This idea has not been stored yet, so nothing can refer to it.")
    return idea.id
