"""People close a case with what it was; for a model of the highest tier a second person agrees."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from kaizen import permissions
from kaizen.alerts import asking, cards, finding, outcomes, telling
from kaizen.announcements import Announcement, Outcome
from kaizen.people import Person
from kaizen.refusals import Refusal
from message_templates.alerts import views
from message_templates.choices import Choice
from storage import alerts as stored
from storage import models, monitors
from storage.alerts import Alert, AlertState

DUPLICATE: Final = "duplicate"


def form(session: Session, person: Person, alert_id: int, *, now: datetime) -> views.ResolveView:
    """What a case may have been, and which it may repeat."""
    alert = finding.alert(session, person, alert_id)
    permissions.require(person, "alerts.resolve", also=finding.roles_for(session, person, alert))
    finding.require_open(alert)
    others = _others(session, person, alert, now)
    keys = [key for key in outcomes.CHOOSABLE if others or key != DUPLICATE]
    return views.ResolveView(
        alert.number,
        alert.title,
        tuple(Choice(key, outcomes.OUTCOMES[key]) for key in keys),
        others=tuple(Choice(str(other.id), f"A-{other.number} {other.title}") for other in others),
        two_people=_needs_two(session, alert),
    )


def resolve(
    session: Session, person: Person, alert_id: int, *, outcome: str, sentence: str, repeats: str = "", now: datetime
) -> Outcome:
    """Close a case with what it was and a sentence that says so to the next person, or propose it."""
    alert = finding.alert_for_change(session, person, alert_id)
    permissions.require(person, "alerts.resolve", also=finding.roles_for(session, person, alert))
    if outcome not in outcomes.CHOOSABLE:
        raise Refusal("alerts/outcome_missing", field="outcome")
    if repeats and outcome != DUPLICATE:
        raise Refusal("alerts/repeats_without_duplicate", field="outcome")
    alert.duplicate_of = _repeated(session, person, alert, repeats, now) if outcome == DUPLICATE else None
    if not sentence.strip():
        raise Refusal("alerts/sentence_missing", field="sentence")
    alert.proposed_by, alert.proposed_at = person.user, now
    alert.proposed_outcome, alert.proposed_sentence = outcome, sentence.strip()
    if _needs_two(session, alert):
        return Outcome(person.workspace, _proposed(session, person, alert, now))
    return Outcome(person.workspace, _closed(session, person, alert, now))


def agree(session: Session, person: Person, alert_id: int, *, proposal: str, now: datetime) -> Outcome:
    """A second person closes what the first proposed to; they agree to the *proposal* that they saw, to no other."""
    alert = finding.alert_for_change(session, person, alert_id)
    permissions.require(person, "alerts.resolve", also=finding.roles_for(session, person, alert))
    if alert.proposed_by is None:
        raise Refusal("alerts/nothing_proposed", number=alert.number)
    if alert.proposed_by == person.user:
        raise Refusal("alerts/own_proposal", number=alert.number)
    if proposal != finding.proposal(alert):
        raise _another(alert, seen=proposal)
    alert.agreed_by = person.user
    return Outcome(person.workspace, _closed(session, person, alert, now))


def _another(alert: Alert, *, seen: str) -> Refusal:
    """What is proposed now, for whoever *seen* something else; a button of an older version did not say what."""
    return Refusal(
        "alerts/another_proposal",
        number=alert.number,
        changed=bool(seen),
        who=alert.proposed_by,
        outcome=outcomes.OUTCOMES.get(alert.proposed_outcome or "", ""),
        sentence=alert.proposed_sentence,
    )


def _proposed(session: Session, person: Person, alert: Alert, now: datetime) -> list[Announcement]:
    """Whoever knows how it ends has taken it up."""
    if alert.acked_by is None:
        alert.acked_by, alert.acked_at = person.user, now
    alert.state = AlertState.ACKNOWLEDGED
    sentence = alert.proposed_sentence or ""
    telling.record(session, person, alert, "alerts.propose", now, reason=sentence)
    asking.to_agree(session, alert, now=now)
    what = (
        f"would close it: {outcomes.OUTCOMES[alert.proposed_outcome or '']}. The tier is high, so a second has to agree"
    )
    return telling.changed(session, alert, telling.note(alert, person.user, what, now, words=sentence))


def _closed(session: Session, person: Person, alert: Alert, now: datetime) -> list[Announcement]:
    alert.state, alert.open_key = AlertState.RESOLVED, None
    alert.outcome, alert.sentence = alert.proposed_outcome or "", alert.proposed_sentence or ""
    alert.resolved_by, alert.resolved_at = alert.proposed_by, now
    telling.record(session, person, alert, "alerts.resolve", now, reason=alert.sentence)
    what = f"closed it: {outcomes.OUTCOMES[alert.outcome]}"
    if alert.agreed_by:
        what = f"agreed, and so closed it: {outcomes.OUTCOMES[alert.outcome]}"
    note = telling.note(alert, person.user, what, now, words=alert.sentence)
    return [*telling.changed(session, alert, note), *_linked(session, alert, now)]


def _linked(session: Session, alert: Alert, now: datetime) -> list[Announcement]:
    """The case that was repeated names the one that repeats it."""
    original = stored.alert(session, alert.workspace, alert.duplicate_of) if alert.duplicate_of else None
    if original is None:
        return []
    note = telling.note(original, alert.resolved_by or "", f"found that A-{alert.number} repeats it", now)
    return [cards.announced(session, original), note]


def _needs_two(session: Session, alert: Alert) -> bool:
    monitor = monitors.monitor(session, alert.workspace, alert.monitor_id)
    model = cards.model_of(session, monitor) if monitor else None
    return model is not None and model.tier == models.Tier.HIGH


def _others(session: Session, person: Person, alert: Alert, now: datetime) -> list[Alert]:
    found = stored.to_repeat(
        session, person.workspace, person.user, guest=person.guest, since=now - cards.RECORD, limit=100
    )
    return [other for other in found if other.id != alert.id and other.duplicate_of is None]


def _repeated(session: Session, person: Person, alert: Alert, chosen: str, now: datetime) -> int:
    """The case that was chosen as the one that is repeated, among those that were offered."""
    found = next((other.id for other in _others(session, person, alert, now) if str(other.id) == chosen), None)
    if found is None:
        raise Refusal("alerts/repeated_missing", field="repeats")
    return found
