"""What cannot be charted or judged is refused in a sentence that says what to do."""

from types import SimpleNamespace

import numpy as np
import pytest

from analysis import control_charts, run_rules

UNIT = SimpleNamespace(centre=0.0, lower=-3.0, upper=3.0, sigma=1.0)

BAD = {
    "strings": ({"values": ["a", "b"]}, "must be numbers"),
    "numbers as text": ({"values": ["1", "2"]}, "must be numbers"),
    "numbers as text beside gaps": ({"values": ["1", None, "2"]}, "must be numbers"),
    "times": ({"values": np.array(["2026-01-01", "2026-01-02"], dtype="datetime64[D]")}, "must be numbers"),
    "rows of different length": ({"values": [[1, 2], [3]]}, "must be numbers"),
    "empty": ({"values": []}, "no values"),
    "all missing": ({"values": [np.nan, np.nan]}, "All values are missing"),
    "one point": ({"values": [1.0]}, "at least two finite points"),
    "infinite": ({"values": [1.0, np.inf, 2.0]}, "infinity"),
    "infinite after the baseline": ({"values": [1.0, 2.0, np.inf], "baseline": 2}, "infinity"),
    "three dimensions": ({"values": np.zeros((2, 2, 2))}, "dimensions"),
    "unknown chart": ({"values": [1, 2], "kind": "xmr"}, "choose one of"),
    "unknown option": ({"values": [1, 2], "lamda": 0.2}, "has no option 'lamda'"),
    "negative counts": ({"values": [1, -2], "kind": "c"}, "must not be negative"),
    "fractions as counts": ({"values": [0.83, 0.9], "kind": "p", "size": 100}, "whole numbers"),
    "sizes of zero": ({"values": [1, 2], "kind": "p", "size": [10, 0]}, "above zero"),
    "no sizes": ({"values": [1, 2], "kind": "p"}, "sample size"),
    "counts above the size": ({"values": [11, 2], "kind": "np", "size": 10}, "larger than its sample"),
    "sizes of a c chart": ({"values": [1, 2], "kind": "c", "size": 10}, "kind='u'"),
    "unsorted times": ({"values": [1, 2], "time": ["2026-01-02", "2026-01-01"]}, "ascend"),
    "duplicate times": ({"values": [1, 2], "time": ["2026-01-02", "2026-01-02"]}, "duplicates"),
    "baseline too long": ({"values": [1, 2], "baseline": 3}, "from 2 to 2"),
    "baseline of one": ({"values": [1, 2], "baseline": 1}, "from 2 to 2"),
    "no subgroups": ({"values": [1, 2], "kind": "xbar-r"}, "needs subgroups"),
    "single readings": ({"values": [1, 2], "kind": "xbar-s", "subgroup": [1, 2]}, "i-mr chart"),
    "labels of another length": ({"values": [1, 2], "kind": "xbar-r", "subgroup": [1]}, "one for each reading"),
    "lambda": ({"values": [1, 2], "kind": "ewma", "lambda": 0}, "lambda lies"),
    "an option of another chart, as it was typed": (
        {"values": [1, 2], "lambda": 0.2},
        "no option 'lambda'; it has moving_",
    ),
    "a sigma in words": ({"values": [1, 2], "sigma": "abc"}, "The sigma must be a number, .* not 'abc'"),
    "a centre without end": ({"values": [1, 2], "centre": np.inf}, "The centre must be a finite number"),
    "negative sigma": ({"values": [1, 2], "sigma": -1}, "not be negative"),
    "negative times between": ({"values": [1, -2], "kind": "t"}, "order of the events"),
    "singular": ({"values": np.ones((2, 30)), "kind": "t2"}, "combination"),
    "width": ({"values": [1, 2], "width": 0}, "above zero"),
    "width in words": ({"values": [1, 2], "width": "3"}, "above zero, not '3'"),
    "settled in words": ({"values": [1, 2], "settled": "soon"}, "not 'soon'"),
    "sizes of another length": ({"values": [1, 2, 3], "kind": "u", "size": [5, 5]}, "3 points but sizes of shape"),
    "labels that are missing": ({"values": [1, 2], "kind": "xbar-r", "subgroup": ["a", None]}, "have no subgroup"),
    "half a reading in a subgroup": ({"values": [1, 2], "kind": "xbar-r", "subgroup": 2.5}, "two readings or more"),
    "a number for the parts of a short run": (
        {"values": [1, 2, 3, 4], "kind": "short-run", "subgroup": 2},
        "the part that each reading belongs to",
    ),
    "an option of another kind": (
        {"values": [1, 2], "kind": "cusum", "k": "half"},
        "k of a cusum chart is a finite number",
    ),
    "an option without end": ({"values": [1, 2], "kind": "cusum", "h": np.inf}, "a finite number, not inf"),
    "a switch in words": ({"values": [1, 2], "screening": "yes"}, "is yes or no"),
    "a word as a number": ({"values": [1, 2], "moving_range": 3}, "is a word"),
    "phases in words": ({"values": [1, 2], "phases": "x"}, "phases=.0, 20, 40."),
    "alpha": ({"values": np.eye(2, 30), "kind": "t2", "alpha": 2.0}, "between 0 and 1"),
    "variances of a mewma": ({"values": np.eye(2, 30), "kind": "mewma", "limits": "none"}, "'varying' or 'fixed'"),
    "run length": ({"values": np.eye(2, 30), "kind": "mewma", "arl": 1.0}, "above 1 point"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_with_what_to_do(case):
    asked, message = BAD[case]

    with pytest.raises(ValueError, match=message):
        control_charts.chart(**asked)


UNJUDGED = {
    "words": ({"values": ["a", "b"]}, "must be numbers"),
    "three dimensions": ({"values": np.zeros((2, 2, 2))}, "dimensions"),
    "no such rule": ({"values": [1.0], "rules": "nelsen"}, "sets are none, limits"),
    "no rules at all": ({"values": [1.0], "rules": None}, "name of a set or of a rule"),
    "no such mark": ({"values": [1.0], "mark": "first"}, "'last', 'window' or 'every'"),
    "phases of another length": ({"values": [1.0, 2.0], "phases": [0]}, "one label for each point"),
}


@pytest.mark.parametrize("case", UNJUDGED)
def test_what_cannot_be_judged_is_refused_with_what_to_do(case):
    asked, message = UNJUDGED[case]

    with pytest.raises(ValueError, match=message):
        run_rules.violations(chart=UNIT, **asked)


def test_what_says_nothing_to_a_chart_is_noted_and_not_passed_over():
    notes = control_charts.chart([1.0, 2.0, 4.0], size=10, subgroup=["a", "b", "c"]).notes

    assert "sample sizes are not used by an i-mr chart" in notes
    assert "subgroups are not used by an i-mr chart" in notes


def test_a_known_sigma_that_says_nothing_to_a_chart_is_noted():
    assert "a known sigma is not used by a run chart" in control_charts.chart([1.0, 2.0, 4.0], "run", sigma=3.0).notes
    assert "a width of limits is not used by a cusum chart" in control_charts.chart([1.0, 2.0], "cusum", width=2).notes
    assert not [note for note in control_charts.chart([1.0, 2.0], sigma=3.0, width=2).notes if "not used" in note]


def test_notes_speak_grammar():
    notes = control_charts.chart([1.0, np.nan, np.nan], sigma=1.0, subgroup=["a", "b", "c"], kind="run").notes

    assert "subgroups are not used by a run chart" in notes
    assert "too few points for alerts (1 point)" in control_charts.chart([1.0, np.nan], sigma=1.0).notes
