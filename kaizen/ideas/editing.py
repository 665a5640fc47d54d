"""Its author words an idea anew, and estimates it anew, until it is approved; the card changes in place."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from kaizen import audit, permissions
from kaizen.announcements import Announcement, InThread, Outcome
from kaizen.ideas import areas, cards, estimating, finding, lifecycle, submitting, telling
from kaizen.ideas.estimating import Gains
from kaizen.people import Person
from kaizen.refusals import Refusal
from message_templates.choices import Choice
from message_templates.ideas import views
from storage import ideas as stored


@dataclass(frozen=True)
class Wording:
    """The first step of a change."""

    pain: str
    proposal: str
    areas: tuple[str, ...]


def form(session: Session, person: Person, idea_id: int) -> views.EditView:
    """The first step: the idea's words, or those that were typed and not saved."""
    idea = _own(session, person, finding.idea(session, person, idea_id))
    begun = _begun(session, person, idea_id)
    wording = begun or Wording(idea.pain, idea.proposal, tuple(_known(session, idea_id)))
    choices = tuple(Choice(area.key, area.label) for area in areas.AREAS)
    return views.EditView(idea_id, idea.number, wording.pain, wording.proposal, wording.areas, choices, bool(begun))


def keep(session: Session, person: Person, idea_id: int, wording: Wording, *, now: datetime) -> None:
    """Keep the first step, so that nothing typed is lost before the second is done."""
    _own(session, person, finding.idea(session, person, idea_id))
    draft = views.Draft(wording.pain, wording.proposal, wording.areas, source=_source(idea_id))
    submitting.keep(session, person, draft, now=now)


def figures(session: Session, person: Person, idea_id: int) -> views.EstimateView:
    """The second step: the areas of the kept words, with the figures that are known."""
    idea = _own(session, person, finding.idea(session, person, idea_id))
    wording = _begun(session, person, idea_id)
    asked = estimating.asked(wording.areas if wording else (), _known(session, idea_id))
    return views.EstimateView(asked, estimating.sureness(), people_or_fairness=idea.people_or_fairness)


def change(session: Session, person: Person, idea_id: int, gains: Gains, *, now: datetime) -> Outcome:
    """Put the kept words and the new figures in place of the old ones."""
    idea = _own(session, person, finding.idea_for_change(session, person, idea_id))
    wording = _begun(session, person, idea_id)
    if wording is None:
        raise Refusal("ideas/draft_gone")
    estimating.check(gains.estimates)
    session.delete(session.get_one(stored.Draft, (person.workspace, person.user, _source(idea_id))))
    before, estimated = cards.card(session, idea), _figures(session, idea_id)
    _put(session, idea, wording, gains)
    changed = _changed(before, cards.card(session, idea))
    if not changed:
        return Outcome(person.workspace)
    audit.record(
        session,
        workspace=person.workspace,
        actor=person.user,
        action="ideas.edit",
        subject=f"idea:{idea_id}",
        details={"number": idea.number, "changed": list(changed), "estimates_before": estimated},
        now=now,
    )
    edited = views.Edited(idea.number, idea.title, person.user, changed)
    key = f"ideas:{idea_id}:edited:{now:%Y-%m-%dT%H:%M:%S.%f}"
    in_thread = Announcement("ideas/edited", key, InThread(cards.key(idea_id)), edited)
    return Outcome(
        person.workspace, [cards.announced(session, idea), in_thread, *telling.author(session, idea, now=now)]
    )


def _own(session: Session, person: Person, idea: stored.Idea) -> stored.Idea:
    permissions.require(person, "ideas.edit", also=finding.roles_for(session, person, idea))
    if not lifecycle.is_editable(idea.state):
        raise Refusal("ideas/frozen", number=idea.number, status=lifecycle.words(idea.state)[0])
    return idea


def _begun(session: Session, person: Person, idea_id: int) -> Wording | None:
    kept = submitting.kept(session, person, _source(idea_id))
    return Wording(kept.pain, kept.proposal, kept.areas) if kept else None


def _source(idea_id: int) -> str:
    """Under what a change that was begun is kept: a draft from the idea itself."""
    return f"idea:{idea_id}"


def _known(session: Session, idea_id: int) -> dict[str, stored.Estimate]:
    return {estimate.area: estimate for estimate in stored.estimates(session, idea_id)}


def _figures(session: Session, idea_id: int) -> dict[str, list[float | str | None]]:
    """What was estimated, as the log keeps it."""
    return {
        estimate.area: [estimate.low, estimate.likely, estimate.high, estimate.unit, estimate.sureness]
        for estimate in stored.estimates(session, idea_id)
    }


def _put(session: Session, idea: stored.Idea, wording: Wording, gains: Gains) -> None:
    idea.pain, idea.proposal = wording.pain.strip(), wording.proposal.strip()
    idea.title = submitting.title(idea.proposal or idea.pain)
    idea.people_or_fairness = gains.people_or_fairness.strip()
    session.add(idea)
    stored.forget_estimates(session, idea.id or 0)
    estimating.keep(session, idea.id or 0, gains)


def _changed(before: views.Card, after: views.Card) -> tuple[str, ...]:
    """What a reader of the card would see changed."""
    parts = {
        "the problem": before.pain != after.pain,
        "what to try": before.proposal != after.proposal,
        "the areas": _areas(before) != _areas(after),
        "the estimate": any(one not in before.estimates for one in after.estimates if one.label in _areas(before)),
        "people and fairness": before.people_or_fairness != after.people_or_fairness,
    }
    return tuple(part for part, differs in parts.items() if differs)


def _areas(card: views.Card) -> tuple[str, ...]:
    return tuple(one.label for one in card.estimates)
