"""Whoever moves the clock reads words, not the keys of jobs."""

import pytest

from bot import falling_due
from scheduler import timetable


@pytest.mark.parametrize("kind", sorted(timetable.complete()))
def test_every_kind_of_job_has_its_words(kind):
    said = falling_due.said(f"{kind} team:3")

    assert kind not in said
    assert ":" not in said
    assert " " in said


def test_no_words_outlive_their_kind():
    assert set(falling_due.WORDS) <= set(timetable.complete())


def test_a_job_that_may_find_nothing_to_do_states_no_outcome():
    always = {"digests.weekly", "monitors.sweep"}

    assert {kind for kind, words in falling_due.WORDS.items() if not words.endswith("?")} == always
