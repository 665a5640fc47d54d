"""A new idea compared with 5,000, as a ratio to splitting their texts into words once, as a usual search would.

The ideas have 45 words each, some common and most rare: the frequency of a word falls with its rank (Zipf's law).
Every round times both, so that a busy machine slows both.
"""

import importlib
import random
import re
import statistics
import time
from collections.abc import Callable
from functools import partial

from analysis import likeness

ROUNDS = 15
IDEAS = 5_000
WORDS_EACH = 45
VOCABULARY = 8_000
WORDS_OF_THE_NEW_ONE = (12, 30, 60)

SYLLABLES = ("ba", "de", "fi", "go", "lu", "mar", "nen", "pos", "que", "ris", "sta", "tor", "ure", "vil", "wen", "xi")


def main() -> None:
    chance = random.Random(5_000)
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(VOCABULARY)]
    weights = [1 / rank for rank in range(1, VOCABULARY + 1)]
    ideas = [" ".join(chance.choices(vocabulary, weights, k=WORDS_EACH)) for _ in range(IDEAS)]
    print(
        "| words of the new idea | compared with 5,000 (median) | splitting them into words | ratio | compared again |"
    )
    print("| --- | --- | --- | --- | --- |")
    for words in WORDS_OF_THE_NEW_ONE:
        new = " ".join(chance.choices(vocabulary, weights, k=words))
        pairs = [(_timed(_first(new, ideas)), _timed(partial(_split, ideas))) for _ in range(ROUNDS)]
        again = statistics.median(_timed(partial(likeness.most_alike, new, ideas)) for _ in range(ROUNDS)) * 1000
        ratio = statistics.median(ours / floor for ours, floor in pairs)
        ours, floor = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
        print(f"| {words} | {ours:.0f} ms | {floor:.0f} ms | {ratio:.2f} | {again:.0f} ms |")


def _first(new: str, ideas: list[str]) -> Callable[[], object]:
    """The first comparison of a process: a module that is loaded anew remembers no words."""
    return partial(importlib.reload(likeness).most_alike, new, ideas)


def _split(ideas: list[str]) -> None:
    word = re.compile(r"\w+")
    for idea in ideas:
        set(word.findall(idea.casefold()))


def _timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
