"""What an idea is worth the effort, as those see it who triage: reach × impact × confidence ÷ effort.

The four questions and the scales of impact and confidence are those of RICE (Sean McBride, Intercom, 2016); effort is
counted in weeks of one person instead of months, since an improvement of a team is small.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Session

from kaizen import audit, permissions
from kaizen.announcements import Outcome
from kaizen.ideas import cards, finding, lifecycle, worth
from kaizen.people import Person
from kaizen.refusals import Refusal, Refusals
from message_templates.choices import Choice
from message_templates.ideas import views
from storage import idea_scores as stored
from storage.idea_scores import Score
from storage.ideas import Idea

IMPACTS: Final = {"3": "massive", "2": "high", "1": "medium", "0.5": "low", "0.25": "minimal"}
CONFIDENCES: Final = {"100": "measured", "80": "some evidence", "50": "a hunch"}


@dataclass(frozen=True)
class Figures:
    """One person's answers: people a quarter, a step of each scale, weeks of one person."""

    reach: float | None
    impact: str
    confidence: str
    effort: float | None


def form(session: Session, person: Person, idea_id: int) -> views.ScoreView:
    """The four questions, with what *person* answered last, and nothing of anybody else's."""
    idea = _scorable(session, person, finding.idea(session, person, idea_id))
    own = stored.by_scorer(session, idea_id, person.user)
    return views.ScoreView(
        number=idea.number,
        title=idea.title,
        impacts=tuple(Choice(value, f"{value} – {words}") for value, words in IMPACTS.items()),
        confidences=tuple(Choice(value, f"{value}% – {words}") for value, words in CONFIDENCES.items()),
        blind=worth.needed(session, idea) > 1,
        reach=f"{own.reach:g}" if own else "",
        impact=f"{own.impact:g}" if own else "",
        confidence=f"{own.confidence:g}" if own else "",
        effort=f"{own.effort:g}" if own else "",
    )


def score(session: Session, person: Person, idea_id: int, figures: Figures, *, now: datetime) -> Outcome:
    """Keep *person*'s figures for the idea, in place of their earlier ones."""
    idea = _scorable(session, person, finding.idea_for_change(session, person, idea_id))
    kept = _kept(session, person, idea_id, figures, now)
    audit.record(
        session,
        workspace=person.workspace,
        actor=person.user,
        action="ideas.score",
        subject=f"idea:{idea_id}",
        details={"number": idea.number, "figures": [kept.reach, kept.impact, kept.confidence, kept.effort]},
        now=now,
    )
    return Outcome(person.workspace, [cards.announced(session, idea)])


def _scorable(session: Session, person: Person, idea: Idea) -> Idea:
    permissions.require(person, "ideas.score", also=finding.roles_for(session, person, idea))
    if not lifecycle.is_open(idea.state):
        raise Refusal("ideas/closed", number=idea.number, status=lifecycle.words(idea.state)[0])
    return idea


def _kept(session: Session, person: Person, idea_id: int, figures: Figures, now: datetime) -> Score:
    reach, effort = _checked(figures)
    found = stored.by_scorer(session, idea_id, person.user)
    kept = Score(
        id=found.id if found else None,
        workspace=person.workspace,
        idea_id=idea_id,
        scorer=person.user,
        reach=reach,
        impact=float(figures.impact),
        confidence=float(figures.confidence),
        effort=effort,
        scored_at=now,
    )
    kept = session.merge(kept)
    session.flush()
    return kept


def _checked(figures: Figures) -> tuple[float, float]:
    """The two figures that are typed; the others come from scales."""
    wrong = []
    if figures.reach is None or figures.reach < 0:
        wrong.append(Refusal("ideas/reach_missing", field="reach"))
    if figures.effort is None or figures.effort <= 0:
        wrong.append(Refusal("ideas/effort_missing", field="effort"))
    if figures.impact not in IMPACTS or figures.confidence not in CONFIDENCES:
        wrong.append(Refusal("refusals/broken_seal"))
    if wrong or figures.reach is None or figures.effort is None:
        raise Refusals(wrong)
    return figures.reach, figures.effort
