"""The Home tab: what concerns one person, read anew from state each time it is shown."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from sqlmodel import Session, col, exists, or_

from kaizen import held, permissions
from kaizen.alerts import lines
from kaizen.ideas import lifecycle
from kaizen.people import Person
from kaizen.teams import rhythms, roles, rosters, settings
from message_templates.alerts.views import Line
from message_templates.home import views
from storage import actions, alerts, facilitators, ideas, teams, user_groups
from storage.actions import Action, ActionState
from storage.facilitators import TurnState
from storage.ideas import Idea, Vote

FEW: Final = 5
"""Ideas in one part of the tab: it is read at a glance, and there is a list for the rest."""

COUNTED: Final = 100
"""One's own ideas are counted up to here."""


def tab(session: Session, person: Person, *, now: datetime) -> views.Home:
    """Everything that concerns *person*, and for an admin what was given up for now."""
    if person.stranger:
        return views.Home(guest=True)
    own_teams = teams.of_person(session, person.workspace, person.user)
    mine = ideas.of_author(session, person.workspace, person.user, limit=COUNTED)
    return views.Home(
        teams=tuple(_team(session, person, team, now) for team in own_teams),
        ideas=tuple(_idea(idea, ideas.count_votes(session, idea.id or 0)) for idea in mine[:FEW]),
        more_ideas=len(mine[FEW:]),
        waiting=_waiting(session, person, own_teams),
        actions=tuple(_action(action, now) for action in actions.unfinished_of(session, person.workspace, person.user)),
        turns=_turns(session, person, own_teams),
        away=_away(session, person, now),
        alerts=_alerts(session, person),
        held=held.shown(session, person) if permissions.may(person, "outbox.retry") else (),
        guest=person.guest and not own_teams,
    )


def _team(session: Session, person: Person, team: teams.Team, now: datetime) -> views.HomeTeam:
    roster = rosters.of_team(session, team)
    own = next(teammate for teammate in roster if teammate.user == person.user)
    chosen = settings.of_team(session, team.workspace, team.id or 0)
    lived_in = {teammate.zone for teammate in roster}
    digest = rhythms.digest(chosen, zone=team.zone, lived_in=lived_in, since=team.created_at, now=now)
    return views.HomeTeam(
        id=team.id or 0,
        name=team.name,
        channel=team.channel,
        digest_at=digest.first_after(now).at,
        retro_at=rhythms.retro(chosen, since=team.created_at).first_after(now).at,
        zone=own.zone,
        day_starts=own.day_starts,
        day_ends=own.day_ends,
        **_refused_group(session, person, team),
    )


def _refused_group(session: Session, person: Person, team: teams.Team) -> dict[str, str]:
    """What whoever can do something about it learns of a user group that Slack keeps from us."""
    group = user_groups.of_team(session, team.workspace, team.id or 0)
    if not group or not group.refusal:
        return {}
    may = permissions.may(person, "teams.change", also=roles.in_team(session, team.id, person))
    return {"group": group.handle, "group_refused": group.refusal} if may else {}


def _waiting(session: Session, person: Person, own_teams: Sequence[teams.Team]) -> tuple[views.HomeIdea, ...]:
    """Open ideas of one's teams for which one has not voted, and which are not one's own."""
    cast = exists().where(col(Vote.idea_id) == col(Idea.id), col(Vote.voter) == person.user)
    found, _ = ideas.listed(
        session,
        person.workspace,
        person.user,
        guest=person.guest,
        conditions=[
            col(Idea.team_id).in_([team.id for team in own_teams]),
            col(Idea.state).in_(ideas.OPEN_STATES),
            or_(col(Idea.author).is_(None), col(Idea.author) != person.user),
            ~cast,
        ],
        offset=0,
        limit=FEW,
    )
    return tuple(_idea(idea, votes) for idea, votes in found)


def _action(action: Action, now: datetime) -> views.HomeAction:
    accepted = action.state == ActionState.ACCEPTED
    return views.HomeAction(action.id or 0, action.text, action.due, accepted, late=action.due < now.date())


def _alerts(session: Session, person: Person) -> tuple[Line, ...]:
    """The cases that one has, answers for, or was called for or asked about."""
    cases = alerts.waiting_for(session, person.workspace, person.user, guest=person.guest)
    return lines.of(session, person.workspace, cases)


def _turns(session: Session, person: Person, own_teams: Sequence[teams.Team]) -> tuple[views.HomeTurn, ...]:
    """The retros that one is to facilitate, as far as they are planned."""
    names = {team.id: team.name for team in own_teams}
    found = facilitators.turns_of(session, person.workspace, person.user)
    return tuple(
        views.HomeTurn(names[turn.team_id], turn.retro_at, turn.state == TurnState.ACCEPTED)
        for turn in found
        if turn.team_id in names
    )


def _away(session: Session, person: Person, now: datetime) -> tuple[tuple[date, date], ...]:
    today = rosters.today(session, person, now)
    found = facilitators.absences(session, person.workspace, [person.user])
    return tuple((one.first, one.last) for one in found if one.last >= today)


def _idea(idea: Idea, votes: int) -> views.HomeIdea:
    status, emoji = lifecycle.words(idea.state)
    return views.HomeIdea(idea.id or 0, idea.number, idea.title, status, emoji, votes)
