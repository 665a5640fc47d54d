"""Dots: a few for each, at most some of them on one theme; totals stay hidden, and may be changed, until the end."""

from collections.abc import Mapping

from sqlmodel import Session

from kaizen import permissions
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.retros import finding, names
from kaizen.teams import defaults, settings
from message_templates.choices import Choice
from message_templates.retros import views
from storage import retros
from storage.retros import Ballot, Phase

PREFIX = "theme_"


def form(session: Session, person: Person, retro_id: int) -> views.Vote:
    """The themes, with the dots that one has given so far."""
    found = finding.retro_in(session, person, retro_id, Phase.VOTE)
    permissions.require(person, "retros.vote", also=found.held)
    chosen, key = settings.of_team(session, person.workspace, found.retro.team_id), names.key(found.retro, person.user)
    given = {
        ballot.theme_id: ballot.dots
        for ballot in retros.ballots(session, person.workspace, retro_id)
        if ballot.voter_key == key
    }
    written = retros.cards(session, person.workspace, retro_id)
    most = min(chosen[defaults.VOTES_ON_ONE], chosen[defaults.VOTES])
    return views.Vote(
        number=found.retro.number,
        dots=chosen[defaults.VOTES],
        most=most,
        until=found.retro.phase_due_at,
        candidates=tuple(
            views.Candidate(
                field=f"{PREFIX}{theme.id}",
                title=theme.title,
                cards=sum(card.theme_id == theme.id for card in written),
                dots=str(given.get(theme.id or 0, 0)),
            )
            for theme in retros.themes(session, person.workspace, retro_id)
        ),
        offered=tuple(Choice(str(dots), _words(dots)) for dots in range(most + 1)),
    )


def vote(session: Session, person: Person, retro_id: int, given: Mapping[str, int]) -> None:
    """Count somebody's dots, by theme; the newest of theirs hold."""
    found = finding.retro_for_change(session, person, retro_id, Phase.VOTE)
    permissions.require(person, "retros.vote", also=found.held)
    chosen = settings.of_team(session, person.workspace, found.retro.team_id)
    wanted = {field: dots for field, dots in given.items() if dots}
    _check(wanted, chosen[defaults.VOTES], chosen[defaults.VOTES_ON_ONE])
    known = {f"{PREFIX}{theme.id}": theme.id or 0 for theme in retros.themes(session, person.workspace, retro_id)}
    if not wanted.keys() <= known.keys():
        raise Refusal("refusals/broken_seal")
    key = names.key(found.retro, person.user)
    retros.withdraw_ballot(session, person.workspace, retro_id, key)
    for field, dots in wanted.items():
        session.add(
            Ballot(workspace=person.workspace, retro_id=retro_id, theme_id=known[field], voter_key=key, dots=dots)
        )
    session.flush()


def _check(wanted: Mapping[str, int], all_together: int, on_one: int) -> None:
    last = next(reversed(list(wanted)), "")
    if not wanted:
        raise Refusal("retros/no_dots", dots=all_together)
    if sum(wanted.values()) > all_together:
        raise Refusal("retros/too_many_dots", field=last, given=sum(wanted.values()), dots=all_together)
    heavy = next((field for field, dots in wanted.items() if not 0 < dots <= on_one), None)
    if heavy:
        raise Refusal("retros/too_many_on_one", field=heavy, most=on_one)


def _words(dots: int) -> str:
    return "no dot" if dots == 0 else "● " * dots + ("1 dot" if dots == 1 else f"{dots} dots")
