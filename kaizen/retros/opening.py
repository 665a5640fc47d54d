"""The cards open: in an order that tells nothing, and suggested as themes."""

import secrets

from sqlmodel import Session

from kaizen.retros import grouping
from storage import retros
from storage.retros import Retro, Theme


def open_cards(session: Session, retro: Retro) -> None:
    """Shuffle what was written, and put together what shares words; thanks stand by themselves."""
    written = list(retros.cards(session, retro.workspace, retro.id or 0))
    secrets.SystemRandom().shuffle(written)
    for position, card in enumerate(written):
        card.position = position
        session.add(card)
    asking = [card for card in written if card.kind != "thanks"]
    texts = [card.text for card in asking]
    for position, group in enumerate(grouping.grouped(texts)):
        theme = Theme(
            workspace=retro.workspace,
            retro_id=retro.id or 0,
            position=position,
            title=grouping.title(texts, group),
            words=", ".join(group.shared),
        )
        session.add(theme)
        session.flush()
        for place in group.members:
            asking[place].theme_id = theme.id
    session.flush()
