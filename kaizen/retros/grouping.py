"""Cards that share words make a theme: a suggestion whose why everybody can see, until somebody looks it over."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
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


@dataclass(frozen=True)
class Group:
    """Places of cards that belong together, and the words that more than one of them has."""

    members: list[int]
    shared: list[str]


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
    """Every card in one group, the largest groups first; in whatever order the cards come, the groups are the same.

    The two groups that are most alike on average become one, until none are alike enough (average linkage).
    """
    about = [words(text) for text in texts]
    alike = [[likeness(mine, other) for other in about] for mine in about]
    groups = [[place] for place in sorted(range(len(texts)), key=lambda place: texts[place])]
    while pair := _closest(groups, alike):
        one, other = pair
        groups[one] += groups.pop(other)
    found = [Group(sorted(members), _shared(about[place] for place in members)) for members in groups]
    return sorted(found, key=lambda group: (-len(group.members), group.members))


def title(texts: Sequence[str], group: Group) -> str:
    """The first words of the shortest card: what somebody really said."""
    shortest = min((" ".join(texts[place].split()) for place in group.members), key=lambda text: (len(text), text))
    if len(shortest) <= TITLE_LENGTH:
        return shortest.rstrip(".")
    return shortest[: TITLE_LENGTH - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def in_common(texts: Iterable[str]) -> list[str]:
    """The words that more than one of these cards has, the commonest first.

    >>> in_common(["Alerts are flaky", "A flaky alert woke me", "Reviews take days"])
    ['alert', 'flaky']
    """
    return _shared(words(text) for text in texts)


def _closest(groups: Sequence[Sequence[int]], alike: Sequence[Sequence[float]]) -> tuple[int, int] | None:
    """The places of the two groups that belong together most; the later one comes second."""
    pairs = combinations(range(len(groups)), 2)
    best = max(pairs, key=lambda pair: _average(groups[pair[0]], groups[pair[1]], alike), default=None)
    if best is None or _average(groups[best[0]], groups[best[1]], alike) < ALIKE:
        return None
    return best


def _average(one: Sequence[int], other: Sequence[int], alike: Sequence[Sequence[float]]) -> float:
    return sum(alike[mine][theirs] for mine in one for theirs in other) / (len(one) * len(other))


def _shared(about: Iterable[frozenset[str]]) -> list[str]:
    """The words that more than one card has, the commonest first."""
    counted = Counter(word for words_of_one in about for word in words_of_one)
    return [word for word, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:3] if count > 1]


def _stem(word: str) -> str:
    """Plurals and singulars alike; more than that guesses too much."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 4 else word
