"""A closed retro as a file of Markdown, to be kept outside Slack: what was written, talked about and agreed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from message_templates.retros.views import ActionLine, CardShown, ThemeShown

KINDS = {"keep": "Keep", "problem": "Problem", "try": "Try", "thanks": "Thanks"}
STATES = {
    "accepted": "accepted",
    "done": "done",
    "proposed": "asked, not accepted yet",
    "handed_back": "nobody owns it",
}
MEANING = re.compile(r"([\\`*_\[\]<>#|~])")
"""What Markdown would read as more than a character."""


@dataclass(frozen=True)
class Minutes:
    """What the file says; people are names here, for a file knows no mentions."""

    number: int
    team: str
    began: date
    closed: date
    members: int
    wrote: int
    voted: int
    facilitator: str
    themes: tuple[ThemeShown, ...]
    thanks: tuple[CardShown, ...]
    actions: tuple[ActionLine, ...]


def written(minutes: Minutes) -> str:
    r"""The whole file.

    >>> print(written(Minutes(3, "Fraud *ML*", date(2026, 12, 1), date(2026, 12, 4), 9, 8, 7, "", (), (), ())))
    # Retro 3 of Fraud \*ML\*
    <BLANKLINE>
    2026-12-01 to 2026-12-04. 8 of 9 wrote, 7 voted. Nobody facilitated.
    <BLANKLINE>
    ## Actions
    <BLANKLINE>
    None was proposed.
    <BLANKLINE>
    """
    return "\n".join([*_head(minutes), *_actions(minutes.actions), *_themes(minutes.themes), *_thanks(minutes.thanks)])


def _head(minutes: Minutes) -> Iterator[str]:
    who = f"{_plain(minutes.facilitator)} facilitated." if minutes.facilitator else "Nobody facilitated."
    yield f"# Retro {minutes.number} of {_plain(minutes.team)}"
    yield ""
    counts = f"{minutes.wrote} of {minutes.members} wrote, {minutes.voted} voted."
    yield f"{minutes.began} to {minutes.closed}. {counts} {who}"
    yield ""


def _actions(actions: Iterable[ActionLine]) -> Iterator[str]:
    yield "## Actions"
    yield ""
    lines = [_action(one) for one in actions]
    yield from lines or ["None was proposed."]
    yield ""


def _action(one: ActionLine) -> str:
    who = f"{_plain(one.owner)}, due {one.due}, {STATES[one.state]}"
    return f"- {_plain(one.text)} ({who}). Measure: {_plain(one.measure)}"


def _themes(themes: Iterable[ThemeShown]) -> Iterator[str]:
    for theme in themes:
        yield f"## {_plain(theme.title)} ({theme.dots} {'dot' if theme.dots == 1 else 'dots'})"
        yield ""
        yield from (_card(card) for card in theme.cards)
        yield ""


def _thanks(cards: Iterable[CardShown]) -> Iterator[str]:
    lines = [_card(card) for card in cards]
    if lines:
        yield from ("## Thanks", "", *lines, "")


def _card(card: CardShown) -> str:
    link = f" <{card.link}>" if card.link else ""
    by = f" ({_plain(card.author)})" if card.author else ""
    return f"- {KINDS[card.kind]}: {_plain(card.text)}{link}{by}"


def _plain(words: str) -> str:
    """The words in one line, so that nothing in them becomes a heading or a link."""
    return MEANING.sub(r"\\\1", " ".join(words.split()))
