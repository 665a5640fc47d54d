"""The cases that are not closed, for whoever asks."""

from dataclasses import replace

from sqlmodel import Session

from kaizen.alerts import cards, finding, lines
from kaizen.people import Person
from kaizen.teams import telling_apart
from message_templates.alerts import views
from storage import alerts as stored


def listed(session: Session, person: Person) -> views.Listed:
    """The unresolved cases that *person* may see."""
    if person.stranger:
        return views.Listed(())
    found = stored.listed(session, person.workspace, user=person.user, guest=person.guest)
    named = telling_apart.names(session, person)
    shown = zip(lines.of(session, person.workspace, found), found, strict=True)
    return views.Listed(tuple(replace(line, team=named.get(case.team_id, "")) for line, case in shown))


def opened(session: Session, person: Person, alert_id: int) -> views.Card:
    """One case with all that one can do with it, shown to one person; its chart is in the channel alone."""
    return replace(cards.card(session, finding.alert(session, person, alert_id)), alt_text="")
