"""Which of many short texts say what a new one says, and in which words, so that the why is visible.

Words weigh by how rare they are (inverse document frequency, Spärck Jones 1972, smoothed so that no word weighs
nothing even where there are few texts). How alike a text is, is the weight of the words in common, as a part of the
weight of all words of the new text: "so much of what you write is said there too". Long texts share more words by
chance, so their share is discounted by their length as BM25 does it (Robertson and Zaragoza, "The Probabilistic
Relevance Framework: BM25 and Beyond", 2009, section 3.4; each word counted once).

Stems are taken of the new text only: each is looked for with every ending that it may have, so that the other texts
are split into words and no more. That takes most of the time, so the words of the texts that were seen last are
remembered, by the text itself: a text that changes is another one.
"""

import heapq
import math
import re
import string
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

WORD: Final = re.compile(r"[^\W_]*[^\W\d_][^\W_]*")
"""Letters, or letters with digits ("p95"); a figure alone says nothing."""

SHORTEST: Final = 3

ENDING: Final = re.compile(r"(?:ing|ed|es|s|e)$")
ENDINGS: Final = ("", "e", "es", "s", "ed", "ing")
"""What may follow a stem until the word is over. More than these guesses too much (Harman, "How effective is
suffixing?", 1991: plurals do most of the good)."""

PUNCTUATION: Final = str.maketrans(dict.fromkeys(string.punctuation, " "))

REMEMBERED: Final = 5_000
"""Texts whose words are remembered, at 2.5 kB for 45 words: 12 MB (measured) where there are so many, else less."""

SHORTEST_STEM: Final = 4

WORDS_AT_MOST: Final = 60
"""Of a longer text the first words count, as of a longer talk; the time is proportional to them."""

SATURATION: Final = 1.2
BY_LENGTH: Final = 0.75
"""BM25's k1 and b at their usual values (Robertson and Zaragoza, section 3.4.1)."""

ALIKE: Final = 0.25
"""From here on two texts are called alike. ``tests/analysis/alike_ideas.json`` holds 14 pairs of ideas that mean the
same. Of their 28 texts 24 find their partner at this score; of the 728 others none is found (the nearest: 0.17).
We wrote the pairs ourselves, so these figures are an indication and no promise."""

FEWEST_IN_COMMON: Final = 2
"""One word in common is a coincidence, however rare the word."""

_EMPTY_WORDS: Final = """
about above after again all almost already also although always and another any anybody anyone are around because been
before being between both but can cannot could did does doing done down during each either else even ever every
everybody everyone few first for from further get gets give goes got had has have having her here him his how however
into its itself just keep last least less let like little lot made make makes making many may maybe might more most
much must need needs never new next nobody none not nothing now off often once one only other our ours out over own
per perhaps put quite rather really same say see seem seems several she should since some somebody someone something
sometimes soon still such sure take takes than that the their them then there these they thing things this those though
three through time times today too two under until upon use used uses using very want wants was way ways week well were
what when where whether which while who whole whom whose why will with within without would yet you your
"""
EMPTY_WORDS: Final = frozenset(_EMPTY_WORDS.split())
"""Words that two texts share by chance."""


@dataclass(frozen=True)
class Alike:
    """One of the texts: its *place* among them, how much of the new text it says (0 to 1), and the words in common."""

    place: int
    score: float
    shared: tuple[str, ...]


def most_alike(text: str, others: Sequence[str], *, at_least: float = ALIKE, most: int = 3) -> tuple[Alike, ...]:
    """The texts among *others* that say most of what *text* says.

    Parameters
    ----------
    text
        The new text, in a language that writes spaces between its words; case and simple endings do not matter.
    others
        What it is compared with, in any order.
    at_least
        The least score, from 0 to 1.
    most
        How many are wanted.

    Returns
    -------
    tuple of Alike
        The most alike first, equals in the order of their places. The words in common stand as *text* writes them, the
        rarest first.

    Examples
    --------
    >>> ideas = ["Retrain the churn model every night.", "Cache the feature lookups: they are slow."]
    >>> [found] = most_alike("Looking up a feature is slow, a cached lookup is not.", ideas)
    >>> found.place, round(found.score, 2), found.shared
    (1, 0.71, ('feature', 'slow', 'cached', 'lookup'))
    """
    stems = words(text)
    if len(stems) < FEWEST_IN_COMMON:
        return ()
    saying = _saying(stems, others)
    weights = {stem: _weight(len(places), len(others)) for stem, places in saying.items()}
    common: Counter[int] = Counter(place for places in saying.values() for place in places)
    told = dict.fromkeys((place for place, count in common.items() if count >= FEWEST_IN_COMMON), 0.0)
    for stem, places in saying.items():
        for place in places & told.keys():
            told[place] += weights[stem]
    total, mean = sum(weights.values()), sum(map(len, others)) / max(1, len(others))
    hopeful = {place: weight / total for place, weight in told.items() if weight / total >= at_least}
    scores = {place: share * _discount(len(others[place]), mean) for place, share in hopeful.items()}
    enough = [place for place, score in scores.items() if score >= at_least]
    best = heapq.nsmallest(most, enough, key=lambda place: (-scores[place], place))
    rarest = sorted(stems, key=lambda stem: -weights[stem])
    return tuple(
        Alike(place, scores[place], tuple(stems[stem] for stem in rarest if place in saying[stem])) for place in best
    )


def words(text: str) -> Mapping[str, str]:
    """The stems of the words that say something, each with the first word it stands for, in the order of the text.

    >>> dict(words("The p95 of cached lookups; caching helps."))
    {'p95': 'p95', 'cach': 'cached', 'lookup': 'lookups', 'help': 'helps'}
    """
    found: dict[str, str] = {}
    for match in WORD.finditer(text):
        word = match[0].casefold()
        if len(word) >= SHORTEST and word not in EMPTY_WORDS and len(found) < WORDS_AT_MOST:
            found.setdefault(_stem(word), match[0])
    return found


def _saying(stems: Iterable[str], texts: Sequence[str]) -> dict[str, set[int]]:
    """For each stem the places of the texts that have a word of it."""
    found: dict[str, set[int]] = {stem: set() for stem in stems}
    spelled = {stem + ending: stem for stem in found for ending in ENDINGS}
    wanted = frozenset(spelled)
    for place, text in enumerate(texts):
        for word in wanted & _vocabulary(text):
            found[spelled[word]].add(place)
    return found


@lru_cache(REMEMBERED)
def _vocabulary(text: str) -> frozenset[str]:
    """The words of a text, each spelling once in memory; ASCII has a way that is twice as fast."""
    folded = text.casefold()
    split = folded.translate(PUNCTUATION).split() if folded.isascii() else WORD.findall(folded)
    return frozenset(map(sys.intern, split))


def _discount(length: int, mean: float) -> float:
    """1 for a text of mean length, less for a longer one; a shorter one gains nothing."""
    relative = length / mean
    return min(1.0, (SATURATION + 1) / (1 + SATURATION * (1 - BY_LENGTH + BY_LENGTH * relative)))


def _weight(found: int, texts: int) -> float:
    """The smoothed inverse document frequency: 1 for a word that every text has."""
    return 1 + math.log((texts + 1) / (found + 1))


def _stem(word: str) -> str:
    stem = ENDING.sub("", word)
    return stem if len(stem) >= SHORTEST_STEM and not word.endswith("ss") else word
