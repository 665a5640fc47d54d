"""Dots: a few for each, at most some of them on one theme; totals stay hidden, and may be changed, until the end."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from kaizen import permissions
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.retros import finding, names
from kaizen.teams import defaults, settings
from message_templates.choices import Choice
from message_templates.retros import views
from storage import retros
from storage.retros import Ballot, Phase, Retro

PREFIX = "theme_"


@dataclass(frozen=True)
class Limits:
    """How many dots somebody can give in one retro."""

    all_together: int
    on_one: int


def limits(session: Session, retro: Retro) -> Limits:
    """As settled; or fewer, where the retro has so few themes that not all dots find a place."""
    chosen = settings.of_team(session, retro.workspace, retro.team_id)
    on_one = min(chosen[defaults.VOTES_ON_ONE], chosen[defaults.VOTES])
    themes = len(retros.themes(session, retro.workspace, retro.id or 0))
    return Limits(min(chosen[defaults.VOTES], themes * on_one), on_one)


def form(session: Session, person: Person, retro_id: int) -> views.Vote:
    """The themes, with the dots that one has given so far."""
    found = finding.retro_in(session, person, retro_id, Phase.VOTE)
    permissions.require(person, "retros.vote", also=found.held)
    can_give, key = limits(session, found.retro), names.key(found.retro, person.user)
    given = {
        ballot.theme_id: ballot.dots
        for ballot in retros.ballots(session, person.workspace, retro_id)
        if ballot.voter_key == key
    }
    written = retros.cards(session, person.workspace, retro_id)
    return views.Vote(
        number=found.retro.number,
        dots=can_give.all_together,
        most=can_give.on_one,
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
        offered=tuple(Choice(str(dots), _words(dots)) for dots in range(can_give.on_one + 1)),
    )


def vote(session: Session, person: Person, retro_id: int, given: Mapping[str, int]) -> None:
    """Count somebody's dots, by theme; the newest of theirs hold."""
    found = finding.retro_for_change(session, person, retro_id, Phase.VOTE)
    permissions.require(person, "retros.vote", also=found.held)
    wanted = {field: dots for field, dots in given.items() if dots}
    _check(wanted, limits(session, found.retro))
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


def _check(wanted: Mapping[str, int], can_give: Limits) -> None:
    if not wanted:
        raise Refusal("retros/no_dots", dots=can_give.all_together)
    heavy = next((field for field, dots in wanted.items() if not 0 < dots <= can_give.on_one), None)
    if heavy:
        raise Refusal("retros/too_many_on_one", field=heavy, most=can_give.on_one)
    given, last = sum(wanted.values()), next(reversed(list(wanted)))
    if given > can_give.all_together:
        raise Refusal("retros/too_many_dots", field=last, given=given, dots=can_give.all_together)


def _words(dots: int) -> str:
    return "no dot" if dots == 0 else "● " * dots + ("1 dot" if dots == 1 else f"{dots} dots")
