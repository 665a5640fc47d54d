"""What is alike is found, what is not is left alone, and the words in common say why."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import likeness

PAIRS = json.loads(Path(__file__).with_name("alike_ideas.json").read_text())
TEXTS = [text for pair in PAIRS for text in pair]


def found_for(place: int, *, at_least: float = likeness.ALIKE) -> dict[int, float]:
    """The places that one of the texts finds among the others, with their scores."""
    others = [other for other in range(len(TEXTS)) if other != place]
    found = likeness.most_alike(TEXTS[place], [TEXTS[other] for other in others], at_least=at_least, most=len(TEXTS))
    return {others[one.place]: one.score for one in found}


def partner(place: int) -> int:
    return place ^ 1


def test_of_ideas_that_mean_the_same_most_are_found_and_of_others_none():
    found = {place: found_for(place) for place in range(len(TEXTS))}

    assert sum(partner(place) in found[place] for place in found) == 24
    assert [place for place in found if set(found[place]) - {partner(place)}] == []


def test_the_threshold_stands_well_above_what_chance_reaches():
    scores = {place: found_for(place, at_least=0) for place in range(len(TEXTS))}

    nearest = max(score for place, found in scores.items() for other, score in found.items() if other != partner(place))

    assert round(nearest, 2) == 0.17


def test_the_rarest_word_in_common_is_named_first_and_as_it_was_written():
    others = ["The model is slow.", "The model needs more memory.", "A model of queues: Labels are late."]

    [found] = likeness.most_alike("LABELS of the model", others)

    assert (found.place, found.shared) == (2, ("LABELS", "model"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cached lookups", "caching a lookup"),
        ("GPU INSTANCES", "gpu instance"),
        ("alerts failed", "alerting fails"),
        ("Straße größer", "strasse größer"),
        ("p95 latency", "latency: p95!"),
        ("café naïve", "CAFÉ, NAÏVE"),
    ],
)
def test_case_endings_and_punctuation_do_not_matter(one, other):
    assert [found.score for found in likeness.most_alike(one, [other])] == [pytest.approx(1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cat and sat", "concatenate satellites"),
        ("alert", "alert"),
        ("the and with", "the and with"),
        ("2026 410", "2026 410"),
        ("", "anything"),
        ("latency memory", ""),
    ],
)
def test_parts_of_words_single_words_empty_words_and_figures_are_no_likeness(one, other):
    assert likeness.most_alike(one, [other]) == ()


def test_among_no_texts_nothing_is_alike():
    assert likeness.most_alike("feature lookups", []) == ()


def test_a_long_text_is_less_alike_than_a_short_one_with_the_same_words():
    short, long = "Cache the lookups.", "Cache the lookups. " + "Something else entirely happens here as well. " * 20

    found = likeness.most_alike("cache lookups", [long, short, "queues"])

    assert [one.place for one in found] == [1, 0]
    assert found[1].score < found[0].score <= 1


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=6))
def test_whatever_people_type_scores_lie_between_nothing_and_all(text, others):
    found = likeness.most_alike(text, others, at_least=0, most=6)

    assert all(0 < one.score <= 1 + 1e-9 and len(one.shared) >= 2 for one in found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=6), st.randoms())
def test_the_order_of_the_texts_changes_no_score(others, chance: random.Random):
    shuffled = chance.sample(others, len(others))

    scores = [
        [one.score for one in likeness.most_alike(TEXTS[0], order, at_least=0, most=6)] for order in (others, shuffled)
    ]

    assert scores[0] == pytest.approx(scores[1])


def test_it_brings_no_heavy_library_into_the_process():
    script = "import sys, analysis.likeness; print([m for m in ('numpy', 'pandas', 'scipy') if m in sys.modules])"

    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "[]"
