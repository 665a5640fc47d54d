"""A closed retro as a file, for one person who may see its team."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlmodel import Session

from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.retros import finding, showing
from message_templates.retros import minutes
from message_templates.retros.minutes import Minutes
from message_templates.retros.views import CardShown
from storage import actions, people, retros
from storage.retros import Phase, Retro
from storage.teams import Team


def of_retro(session: Session, person: Person, retro_id: int) -> Minutes:
    """One retro; refused while it runs, for its cards may be shut and its dots hidden."""
    found = finding.retro_in(session, person, retro_id, Phase.CLOSED)
    return _minutes(session, found.retro, found.team)


def latest(session: Session, person: Person, channel: str, number: int | None) -> Minutes:
    """The closed retro of that *number* in a channel's team, or its newest."""
    team = showing.here(session, person, channel)
    closed = [one for one in retros.of_team(session, person.workspace, team.id or 0) if one.phase == Phase.CLOSED]
    wanted = next((one for one in closed if number in {None, one.number}), None)
    if wanted is None:
        raise Refusal("retros/none_closed", number=number or 0)
    return _minutes(session, wanted, team)


def name(shown: Minutes) -> str:
    """What the file is called.

    >>> from datetime import date
    >>> day = date(2026, 12, 4)
    >>> name(Minutes(3, "Fraud ML", day, day, 9, 8, 7, "", (), (), ()))
    'retro-3-2026-12-04.md'
    """
    return f"retro-{shown.number}-{shown.closed}.md"


def content(shown: Minutes) -> bytes:
    """What stands in it."""
    return minutes.written(shown).encode()


def _minutes(session: Session, retro: Retro, team: Team) -> Minutes:
    here = (session, retro.workspace, retro.id or 0)
    cards, proposed = retros.cards(*here), actions.of_retro(*here)
    dots: Counter[int] = Counter()
    for ballot in retros.ballots(*here):
        dots[ballot.theme_id] += ballot.dots
    users = {retro.facilitator, *(card.author or "" for card in cards), *(one.owner for one in proposed)}
    named = {one.user: one.name for one in people.known(session, retro.workspace, sorted(users - {""}))}
    themes = [showing.theme_shown(theme, cards, dots[theme.id or 0]) for theme in retros.themes(*here)]
    return Minutes(
        number=retro.number,
        team=team.name,
        began=retro.began_at.date(),
        closed=retro.phase_due_at.date(),
        members=retro.members,
        wrote=retro.wrote,
        voted=retro.voted,
        facilitator=named.get(retro.facilitator, retro.facilitator),
        themes=tuple(replace(theme, cards=_by_name(theme.cards, named)) for theme in themes),
        thanks=_by_name((showing.card_shown(card) for card in cards if card.kind == "thanks"), named),
        actions=tuple(
            replace(line, owner=named.get(line.owner, line.owner))
            for line in showing.lines(proposed, now=retro.phase_due_at, present=users)  # as it was then
        ),
    )


def _by_name(cards: Iterable[CardShown], named: Mapping[str, str]) -> tuple[CardShown, ...]:
    return tuple(replace(card, author=named.get(card.author, card.author)) for card in cards)
