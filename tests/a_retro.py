"""A retro to test with, as far as it has come: ``with_votes(session)``."""

from datetime import UTC, datetime, timedelta

from kaizen.people import Person
from kaizen.retros import deciding, phases, telling, voting, writing
from kaizen.retros.deciding import Proposal
from kaizen.retros.writing import CardEntered
from message_templates import render
from storage import actions, jobs, people, retros, teams
from storage.retros import Retro
from tests.builders import NOON, WORKSPACE, a_team, team

ANA, BEN, CAI, DEB = (
    Person(WORKSPACE, f"U0{name.upper()}", name, "Europe/London") for name in ("Ana", "Ben", "Cai", "Deb")
)
OUTSIDE = Person(WORKSPACE, "U0OUT", "Out", "Europe/London")
TEAM = (ANA, BEN, CAI, DEB)
HOUR = timedelta(hours=1)
TUESDAY = datetime(2026, 12, 1, tzinfo=UTC)
PROPOSAL = Proposal("Alert the zone that is awake", BEN.user, "2026-12-16", "no night lost")


def a_retro(session) -> Retro:
    """A retro that collects cards; Ana leads the team and facilitates."""
    found = team(session, a_team(session, members=TEAM))
    for person in TEAM:
        described = {"workspace": WORKSPACE, "user": person.user, "name": person.name, "zone": person.zone}
        people.remember(session, people.SlackPerson(**described, seen_at=NOON))
    member = teams.membership(session, WORKSPACE, found.id, ANA.user)
    member.facilitates = True
    session.add(member)
    session.flush()
    phases.start(session, found, facilitator=ANA.user, now=TUESDAY)
    return retros.running(session, WORKSPACE, found.id)


def with_cards(session, *writers: Person) -> Retro:
    retro = a_retro(session)
    for person in writers or TEAM[:3]:
        writing.write(session, person, retro.id, CardEntered("problem", f"{person.name} saw a flaky alert.", "hidden"))
    writing.write(session, ANA, retro.id, CardEntered("try", "Reviews in pairs.", "shown"))
    return retro


def moved_on(session, retro: Retro, times: int = 1) -> Retro:
    """The same retro so many phases later, each ended when it was due."""
    for _ in range(times):
        phases.come_due(session, WORKSPACE, retro.id, step=retro.step, now=retro.phase_due_at)
    return retro


def with_votes(session) -> Retro:
    retro = moved_on(session, with_cards(session), 2)
    first, second = (f"theme_{theme.id}" for theme in retros.themes(session, WORKSPACE, retro.id))
    voting.vote(session, BEN, retro.id, {first: 2, second: 1})
    voting.vote(session, CAI, retro.id, {first: 1})
    return retro


def with_an_action(session):
    retro = moved_on(session, with_votes(session))
    deciding.propose(session, ANA, retro.id, PROPOSAL, now=retro.phase_began_at)
    [action] = actions.of_retro(session, WORKSPACE, retro.id)
    return retro, action


def told_to(session, retro: Retro, person: Person) -> str:
    """What somebody reads when the phase begins in their morning."""
    [planned] = [
        job
        for job in jobs.coming(session, TUESDAY, {telling.KIND}, 99)
        if (job.payload["user"], job.payload["step"], job.payload["what"]) == (person.user, retro.step, "begin")
    ]
    [said] = telling.say(session, WORKSPACE, planned.payload, now=planned.run_at).announcements
    return render.message(said.template, said.view).text


def asked_to_confirm(announcement, verb: str) -> str:
    """What somebody is asked who presses a button of a message."""
    [asked] = [
        button["confirm"]["text"]["text"]
        for block in render.message(announcement.template, announcement.view).blocks
        for button in block.get("elements", ())
        if button.get("action_id") == verb
    ]
    return asked
