"""Cards that share words make a theme."""

import random
import time

import pytest

from kaizen.retros import grouping

CARDS = [
    "The nightly job failed three times.",
    "Pair reviews are quick.",
    "Nightly job alerts come twice.",
    "Reviews in pairs teach me a lot.",
    "Nobody is awake when the nightly job fails.",
]


def test_cards_about_the_same_stand_together_and_say_which_words_they_share():
    nights, reviews = grouping.grouped(CARDS)

    assert nights.members == [0, 2, 4]
    assert reviews.members == [1, 3]
    assert set(nights.shared) == {"nightly", "job"}


def test_every_card_stands_in_exactly_one_theme():
    groups = grouping.grouped([*CARDS, "", "!!!", "Something else entirely"])

    assert sorted(place for group in groups for place in group.members) == list(range(8))


@pytest.mark.parametrize("seed", range(20))
def test_the_order_in_which_cards_come_changes_no_group(seed):
    cards = [*CARDS, "Alert the next zone.", "Alerts wake nobody.", "The next release is late."]
    shuffled = random.Random(seed).sample(cards, len(cards))

    groups = {frozenset(shuffled[place] for place in group.members) for group in grouping.grouped(shuffled)}

    assert groups == {frozenset(cards[place] for place in group.members) for group in grouping.grouped(cards)}


def test_a_hundred_cards_are_grouped_while_nobody_waits():
    cards = [f"{CARDS[number % 5]} Case {number}, seen by shift {number % 7}." for number in range(100)]
    began = time.perf_counter()

    groups = grouping.grouped(cards)

    assert time.perf_counter() - began < 1
    assert sum(len(group.members) for group in groups) == 100


def test_a_theme_is_called_by_what_somebody_wrote():
    nights, _ = grouping.grouped(CARDS)

    assert grouping.title(CARDS, nights) == "Nightly job alerts come twice"


def test_a_long_card_makes_a_title_that_ends_between_words():
    [group] = grouping.grouped(["The nightly job " * 20])

    title = grouping.title(["The nightly job " * 20], group)

    assert len(title) <= grouping.TITLE_LENGTH
    assert title.endswith(("nightly…", "job…", "The…"))


def test_words_that_everybody_uses_bring_nothing_together():
    assert len(grouping.grouped(["We should have done that", "What would you have done"])) == 2
