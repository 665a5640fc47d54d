"""Cards that share words make a theme: a suggestion whose why everybody can see, until somebody looks it over."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

WORD: Final = re.compile(r"[^\W\d_]{3,}")

ALIKE: Final = 0.3
"""Two cards belong together when they share this part of the shorter one's words."""

TITLE_LENGTH: Final = 70

_EMPTY_WORDS: Final = """
about after again all also and any are because been before but can could did does done each even every few
for from get gets had has have her his how into its just last less let like made make many may more most much
need never new not now off once one only our out over own per put really same see she should since some still
such take than that the their them then there these they this those through time too two until very was way
week well were what when where which while who why will with without work would you your
"""
EMPTY_WORDS: Final = frozenset(_EMPTY_WORDS.split())
"""Words that two cards share by chance."""


@dataclass
class Group:
    """Places of cards that belong together, and the words that more than one of them has."""

    members: list[int] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)


def words(text: str) -> frozenset[str]:
    """What a card is about, as words in a simple form.

    >>> sorted(words("The alerts were flaky again!"))
    ['alert', 'flaky']
    """
    return frozenset(_stem(word) for word in WORD.findall(text.casefold()) if word not in EMPTY_WORDS)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The part of the shorter card's words that both have.

    >>> likeness(words("Alerts are flaky"), words("A flaky alert woke me"))
    1.0
    """
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def grouped(texts: Sequence[str]) -> list[Group]:
    """Every card in one group, the largest groups first; a card joins where it is most alike on average."""
    about = [words(text) for text in texts]
    groups: list[Group] = []
    for place, mine in enumerate(about):
        best = max(groups, key=lambda group: _average(mine, group, about), default=None)
        if best is None or _average(mine, best, about) < ALIKE:
            best = Group()
            groups.append(best)
        best.members.append(place)
    for group in groups:
        counted = Counter(word for place in group.members for word in sorted(about[place]))
        group.shared = [word for word, count in counted.most_common(3) if count > 1]
    return sorted(groups, key=lambda group: (-len(group.members), group.members))


def title(texts: Sequence[str], group: Group) -> str:
    """The first words of the shortest card: what somebody really said."""
    shortest = min((" ".join(texts[place].split()) for place in group.members), key=len)
    if len(shortest) <= TITLE_LENGTH:
        return shortest.rstrip(".")
    return shortest[: TITLE_LENGTH - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _average(mine: frozenset[str], group: Group, about: Sequence[frozenset[str]]) -> float:
    return sum(likeness(mine, about[place]) for place in group.members) / len(group.members)


def _stem(word: str) -> str:
    """Plurals and singulars alike; more than that guesses too much."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 4 else word
