"""An idea's score as everybody sees it, with what it was made of; never a figure that nobody has given."""

from statistics import fmean

from sqlmodel import Session

from message_templates.ideas import views
from storage import idea_scores, teams
from storage.idea_scores import Score
from storage.ideas import Idea


def of_figures(score: Score) -> float:
    """Reach × impact × confidence ÷ effort of one person's figures.

    >>> of_figures(Score(reach=120, impact=2, confidence=80, effort=4))
    48.0
    """
    return score.reach * score.impact * score.confidence / 100 / score.effort


def needed(session: Session, idea: Idea) -> int:
    """How many score it: the lead, and the deputy if there is one. Two do it without seeing each other's figures."""
    team = teams.team(session, idea.workspace, idea.team_id) if idea.team_id else None
    return 2 if team and team.deputy else 1


def shown(session: Session, idea: Idea) -> views.ScoreShown | None:
    """Nothing while nobody has scored, and no figure before everybody has who does."""
    scores, wanted = idea_scores.of_idea(session, idea.id or 0), needed(session, idea)
    if not scores:
        return None
    if len(scores) < wanted:
        return views.ScoreShown(missing=wanted - len(scores))
    values = [of_figures(one) for one in scores]
    return views.ScoreShown(fmean(values), min(values), max(values), tuple(_line(one) for one in scores))


def _line(one: Score) -> views.Scored:
    value = of_figures(one)
    return views.Scored(one.scorer, value, one.reach, one.impact, one.confidence, one.effort, one.scored_at)
