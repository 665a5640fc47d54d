"""Cards: written one after another, changed or taken back by who wrote them, invisible to everybody until they open."""

from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from sqlmodel import Session

from kaizen import permissions
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.retros import finding, names
from kaizen.teams import defaults, settings
from message_templates.choices import Choice
from message_templates.retros import views
from storage import retros
from storage.retros import Phase, Retro, RetroCard

KINDS: Final = {
    "keep": "Keep: worked, so let us do it again",
    "problem": "Problem: hurt or slowed us down",
    "try": "Try: an experiment for the next weeks",
    "thanks": "Thanks: somebody made a difference",
}

NAMES: Final = (
    Choice("hidden", "Without my name"),
    Choice("shown", "With my name"),
)

GONE: Final = (Choice("gone", "Remove this card"),)

LONGEST: Final = 1000
"""Characters in a card: one thought, read on a phone."""

LONGEST_LINK: Final = 500

OPEN: Final = (Phase.COLLECT, Phase.TOO_FEW)


@dataclass(frozen=True)
class CardEntered:
    """What somebody typed."""

    kind: str
    text: str
    name: str
    link: str = ""


def write(session: Session, person: Person, retro_id: int, entered: CardEntered) -> int:
    """Keep a new card; how many its author has written now."""
    retro = _open_for(session, person, retro_id)
    card = RetroCard(
        workspace=person.workspace,
        retro_id=retro_id,
        kind=_kind(entered.kind),
        text=_text(entered.text),
        link=_link(entered.link),
        author=person.user if entered.name == "shown" else None,
        author_key=names.key(retro, person.user),
    )
    session.add(card)
    session.flush()
    return len(_own(session, person, retro))


def rewrite(session: Session, person: Person, card_id: int, entered: CardEntered) -> int:
    """Change a card of one's own; the retro it stands in."""
    card = _own_card(session, person, card_id)
    card.kind, card.text, card.link = _kind(entered.kind), _text(entered.text), _link(entered.link)
    card.author = person.user if entered.name == "shown" else None
    session.add(card)
    session.flush()
    return card.retro_id


def take_back(session: Session, person: Person, card_id: int) -> int:
    """Remove a card of one's own; the retro it stood in."""
    card = _own_card(session, person, card_id)
    session.delete(card)
    session.flush()
    return card.retro_id


def form(session: Session, person: Person, retro_id: int) -> views.CardForm:
    """An empty card."""
    retro = _open_for(session, person, retro_id)
    promised = promise(session, retro)
    return views.CardForm(
        kinds=tuple(Choice(kind, words) for kind, words in KINDS.items()),
        names=NAMES,
        opened_from=promised.opened_from,
        until=retro.phase_due_at,
        choosing=retro.phase == Phase.TOO_FEW,
        small_team=promised.small_team,
        written=len(_own(session, person, retro)),
    )


def form_of(session: Session, person: Person, card_id: int) -> views.CardForm:
    """A card of one's own, to be changed."""
    card = _own_card(session, person, card_id)
    empty = form(session, person, card.retro_id)
    name = "shown" if card.author else "hidden"
    return replace(empty, kind=card.kind, text=card.text, link=card.link or "", name=name, change=True, gone=GONE)


def mine(session: Session, person: Person, retro_id: int) -> views.MyCards:
    """One's own cards."""
    retro = _open_for(session, person, retro_id)
    shown = tuple(
        views.CardShown(card.kind, card.text, id=card.id or 0, link=card.link or "")
        for card in _own(session, person, retro)
    )
    return views.MyCards(retro.number, shown)


def how_names_work(session: Session, person: Person, retro_id: int) -> views.Names:
    """How far the promise holds, for one retro."""
    return promise(session, finding.retro(session, person, retro_id).retro)


def promise(session: Session, retro: Retro) -> views.Names:
    """From how many writers the cards open, and whether the team is so small that names can be guessed."""
    chosen = settings.of_team(session, retro.workspace, retro.team_id)
    small = retro.members <= defaults.SMALL_TEAM.value
    return views.Names(chosen[defaults.OPENED_FROM], retro.members if small else 0)


def _open_for(session: Session, person: Person, retro_id: int) -> Retro:
    found = finding.retro(session, person, retro_id)
    permissions.require(person, "retros.write", also=found.held)
    if found.retro.phase not in OPEN:
        raise Refusal("retros/not_now", number=found.retro.number, phase=found.retro.phase)
    return found.retro


def _own(session: Session, person: Person, retro: Retro) -> list[RetroCard]:
    key = names.key(retro, person.user)
    return [card for card in retros.cards(session, retro.workspace, retro.id or 0) if card.author_key == key]


def _own_card(session: Session, person: Person, card_id: int) -> RetroCard:
    card = retros.card(session, person.workspace, card_id)
    if card is None:
        raise Refusal("retros/card_gone")
    retro = _open_for(session, person, card.retro_id)
    if card.author_key != names.key(retro, person.user):
        raise Refusal("retros/card_gone")
    return card


def _link(entered: str) -> str | None:
    """An address that everybody can open, or none; one that is sent in the clear is refused."""
    address = entered.strip()
    if not address:
        return None
    if urlsplit(address).scheme != "https" or not urlsplit(address).netloc or len(address) > LONGEST_LINK:
        raise Refusal("retros/link_not_https", field="link")
    return address


def _kind(entered: str) -> str:
    if entered not in KINDS:
        raise Refusal("retros/kind_missing", field="kind")
    return entered


def _text(entered: str) -> str:
    if not entered.strip():
        raise Refusal("retros/text_missing", field="text")
    return entered.strip()[:LONGEST]
