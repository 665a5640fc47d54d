"""The facilitator looks the suggested themes over: renames them, puts one into another; what people wrote stays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Session

from kaizen import audit, permissions
from kaizen.announcements import Outcome
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.retros import finding, grouping, showing
from message_templates.choices import Choice
from message_templates.retros import views
from storage import retros
from storage.retros import Phase, Retro, Theme

TITLE: Final = "title_"
INTO: Final = "into_"
STAYS: Final = Choice("stays", "stays a theme of its own")
LONGEST: Final = 100


@dataclass(frozen=True)
class Reviewed:
    """What was entered for one theme; *into* is another's number, or empty; *before* its name as it was opened."""

    title: str
    into: str = ""
    before: str = ""

    @property
    def renames(self) -> bool:
        """Whether the name was touched: what was left as it was overwrites nobody's."""
        return self.title.strip() != self.before


def form(session: Session, person: Person, retro_id: int) -> views.Review:
    """The themes as they are."""
    found = finding.retro_in(session, person, retro_id, Phase.GROUP)
    permissions.require(person, "retros.move_on", also=found.held)
    themes = retros.themes(session, person.workspace, retro_id)
    written = retros.cards(session, person.workspace, retro_id)
    return views.Review(
        found.retro.number,
        tuple(
            views.ReviewedTheme(
                field=str(theme.id),
                title=theme.title,
                cards=showing.theme_shown(theme, written).cards,
                others=(STAYS, *(Choice(str(other.id), other.title) for other in themes if other.id != theme.id)),
            )
            for theme in themes
        ),
    )


def review(
    session: Session, person: Person, retro_id: int, entered: Mapping[str, Reviewed], *, now: datetime
) -> Outcome:
    """Keep what was changed, beside what somebody else has changed meanwhile, and say that somebody looked."""
    found = finding.retro_for_change(session, person, retro_id, Phase.GROUP)
    permissions.require(person, "retros.move_on", also=found.held)
    themes = {str(theme.id): theme for theme in retros.themes(session, person.workspace, retro_id)}
    moved = {number: given.into for number, given in entered.items() if given.into not in {"", STAYS.value, number}}
    _check(entered, moved)
    _check_against(themes, entered, moved)
    for number, theme in themes.items():
        _keep(session, found.retro, theme, entered.get(number), moved.get(number))
    _look_for_words_in_common(session, found.retro, [themes[into] for into in set(moved.values())])
    found.retro.reviewed = True
    session.add(found.retro)
    session.flush()
    audit.record(
        session,
        workspace=person.workspace,
        actor=person.user,
        action="retros.review",
        subject=f"retro:{retro_id}",
        details={"themes": len(themes), "merged": len(moved)},
        now=now,
    )
    said = [showing.announced(session, found.retro, now=now), showing.themes_announced(session, found.retro)]
    return Outcome(person.workspace, said)


def _check(entered: Mapping[str, Reviewed], moved: Mapping[str, str]) -> None:
    for number, into in moved.items():
        if into in moved:
            raise Refusal("retros/theme_moves_too", field=f"{INTO}{number}")
    for number, given in entered.items():
        if not given.title.strip():
            raise Refusal("retros/text_missing", field=f"{TITLE}{number}")


def _check_against(themes: Mapping[str, Theme], entered: Mapping[str, Reviewed], moved: Mapping[str, str]) -> None:
    """Refuse what somebody else was quicker with, at its field."""
    for number, given in entered.items():
        theme, into = themes.get(number), moved.get(number)
        if theme is None and (given.renames or into):
            raise Refusal("retros/theme_gone", field=f"{TITLE}{number}", chosen=False)
        if into is not None and into not in themes:
            raise Refusal("retros/theme_gone", field=f"{INTO}{number}", chosen=True)
        if theme and given.before and given.renames and theme.title not in {given.before, given.title.strip()}:
            raise Refusal("retros/theme_renamed", field=f"{TITLE}{number}", title=theme.title)


def _keep(session: Session, retro: Retro, theme: Theme, given: Reviewed | None, into: str | None) -> None:
    if into is not None:
        retros.merge_themes(session, retro.workspace, retro.id or 0, gone=theme.id or 0, into=int(into))
    elif given is not None and given.renames:
        theme.title = given.title.strip()[:LONGEST]
        session.add(theme)


def _look_for_words_in_common(session: Session, retro: Retro, grown: Iterable[Theme]) -> None:
    """Themes into which others were put have other cards now."""
    written = retros.cards(session, retro.workspace, retro.id or 0)
    for theme in grown:
        texts = [card.text for card in written if card.theme_id == theme.id]
        theme.words = ", ".join(grouping.in_common(texts))
        session.add(theme)
    session.flush()


def numbers(fields: Sequence[str]) -> list[str]:
    """The themes that a submitted modal asked about.

    >>> numbers(["title_3", "into_3", "title_5"])
    ['3', '5']
    """
    return [field.removeprefix(TITLE) for field in fields if field.startswith(TITLE)]
