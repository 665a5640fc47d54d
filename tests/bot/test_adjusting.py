"""`kaizen analyse` on readings that keep no simple rule, in phases, without some points: asked for, and said so."""

import argparse
import json

import numpy as np
import pandas as pd
import pytest

from analysis import baselines
from bot import analysing

HOURS = pd.date_range("2026-01-05", periods=24 * 7 * 6, freq="h")


@pytest.fixture
def readings():
    rng = np.random.default_rng(2)
    count = len(HOURS)
    alike = np.zeros(count)
    for place in range(1, count):
        alike[place] = 0.7 * alike[place - 1] + rng.normal()
    weekly = 100 + 20 * np.sin(np.arange(count) * 2 * np.pi / 24) + rng.normal(0, 2, count)
    return pd.DataFrame(
        {
            "hour": HOURS,
            "alike": 50 + alike,
            "weekly": weekly,
            "tail": rng.lognormal(size=count),
            "growing": np.arange(count) * 0.1 + rng.normal(size=count),
            "release": np.where(np.arange(count) < 500, "4.1", "4.2"),
            "why": np.where(np.arange(count) == 900, "a deployment", ""),
        }
    )


@pytest.fixture
def analyse(readings, tmp_path, capsys):
    """The answer to a question about one column: exit code, answer (text or JSON), and what went wrong."""
    readings.to_csv(tmp_path / "readings.csv", index=False)
    parser = argparse.ArgumentParser()
    analysing.add_arguments(parser.add_subparsers())

    def ask(column, *arguments, **options):
        given = [part for key, value in options.items() for part in ("--option", f"{key.replace('_', '-')}={value}")]
        asked = ["analyse", str(tmp_path / "readings.csv"), "--value", column, *arguments, *given]
        code = analysing.run(parser.parse_args(asked))
        said = capsys.readouterr()
        return code, json.loads(said.out) if "--json" in arguments and not code else said.out, said.err

    return ask


ADJUSTED = {
    "autocorrelation": ("alike", baselines.adjusted, "limits widened for a lag-1 autocorrelation of 0.6"),
    "residuals": ("alike", baselines.residuals, "residuals of a first-order autoregression"),
    "transformation": ("tail", baselines.transformed, "limits by a Box-Cox transformation"),
    "percentiles": ("tail", baselines.percentiles, "limits are percentiles of 1008 points"),
    "trend": ("growing", baselines.trending, "around a line that changes by 0."),
}


@pytest.mark.parametrize("adjust", ADJUSTED)
def test_an_adjusted_chart_is_the_librarys_and_says_what_was_done(analyse, readings, adjust):
    column, draw, note = ADJUSTED[adjust]

    code, answer, _err = analyse(column, "--json", adjust=adjust)

    expected = draw(readings[column].to_numpy())
    assert code == 0
    assert answer["chart"] == "i-mr"
    np.testing.assert_allclose(answer["upper"], expected.upper, rtol=1e-9)
    np.testing.assert_allclose(answer["centre"], expected.centre, rtol=1e-9, atol=1e-9)
    assert any(note in each for each in answer["notes"])
    assert len(answer["violations"]["limits"]) < 12


def test_what_usually_happens_at_an_hour_of_the_week_is_no_signal_and_what_does_not_is(analyse, readings, tmp_path):
    readings.loc[900, "weekly"] += 30
    readings.to_csv(tmp_path / "readings.csv", index=False)

    _code, answer, _err = analyse("weekly", "--time", "hour", "--json", adjust="season", weeks=4)

    assert 900 in answer["violations"]["limits"]
    assert len(answer["violations"]["limits"]) < 15
    assert "centre by hour-of-week from 4 weeks" in answer["notes"]


@pytest.mark.parametrize(
    ("column", "sentence"),
    [("alike", "--option adjust=autocorrelation or residuals"), ("tail", "adjust=transformation")],
)
def test_a_chart_that_does_not_fit_names_the_option_that_does(analyse, column, sentence):
    assert sentence in analyse(column)[1]


def test_phases_begin_where_the_label_changes_and_no_run_spans_two(analyse, readings):
    _code, answer, _err = analyse("growing", "--json", "--rules", "nelson", phases="release")
    _code, text, _err = analyse("growing", phases="release")

    first, second = readings["growing"][:500].mean(), readings["growing"][500:].mean()
    assert answer["centre"][499:501] == pytest.approx([first, second])
    assert 500 not in answer["violations"]["nelson-2"]
    assert "limits from each of 2 phases" in text


def test_an_excluded_point_is_named_with_its_reason(analyse, readings):
    _code, answer, _err = analyse("tail", "--json", exclude="why")

    assert answer["centre"][0] == pytest.approx(readings["tail"].drop(900).mean())
    assert "point 901 left out of the limits: a deployment" in answer["notes"]


def test_a_baseline_may_lie_between_two_days(analyse, readings):
    _code, answer, _err = analyse(
        "tail", "--time", "hour", "--json", baseline_from="2026-01-12", baseline_to="2026-01-18"
    )
    _code, text, _err = analyse("tail", "--time", "hour", baseline_from="2026-01-12", baseline_to="2026-01-18")

    assert answer["centre"][0] == pytest.approx(readings["tail"][168:336].mean())
    assert "limits from 168 of them" in text


REFUSED = {
    "an unknown adjustment": (["alike"], {"adjust": "magic"}, "adjust= is one of autocorrelation, percentiles"),
    "a season without times": (["weekly"], {"adjust": "season"}, "needs --time"),
    "a season by count": (["weekly", "--time", "hour", "--baseline", "9"], {"adjust": "season"}, "weeks=N instead"),
    "weeks in words": (
        ["weekly", "--time", "hour"],
        {"adjust": "season", "weeks": "few"},
        "number of weeks above zero",
    ),
    "a centre as well": (["growing", "--target", "3"], {"adjust": "trend"}, "leave out --target"),
    "another chart": (["tail", "--chart", "ewma"], {"adjust": "percentiles"}, "adjust= is for i-mr charts"),
    "phases as well": (["alike"], {"adjust": "residuals", "phases": "release"}, "by itself"),
    "a share above one": (["tail"], {"adjust": "percentiles", "share": 5}, "between 0 and 1"),
    "an argument as an option": (["tail"], {"size": 5}, "size is no option; write --size COL"),
    "a baseline in two ways": (
        ["tail", "--time", "hour", "--baseline", "9"],
        {"baseline_to": "2026-01-18"},
        "by count",
    ),
    "days without times": (["tail"], {"baseline_to": "2026-01-18"}, "needs --time"),
    "no such phases": (["tail"], {"phases": "version"}, "There is no column 'version'"),
    "rules that fit or not": (["tail"], {"fitting": "some"}, "'only' (rules that the chart can bear) or 'all'"),
    "phases within a subgroup": (
        ["tail", "--chart", "xbar-r", "--subgroup", "release"],
        {"phases": "why"},
        "Column 'why' changes within a subgroup",
    ),
    "phases and a baseline": (["tail", "--baseline", "9"], {"phases": "release"}, "--option exclude=COLUMN"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_go_together_is_refused_in_a_sentence(analyse, case):
    arguments, options, sentence = REFUSED[case]

    code, out, err = analyse(*arguments, **options)

    assert (code, out) == (analysing.BAD_INPUT, "")
    assert sentence in err


def test_an_option_that_is_given_twice_is_refused(analyse):
    code, _out, err = analyse("tail", "--option", "width=2", "--option", "width=3")

    assert code == analysing.BAD_INPUT
    assert "given twice" in err


def test_a_picture_that_cannot_be_kept_is_refused_in_a_sentence(analyse, tmp_path):
    code, _out, err = analyse("tail", "--png", str(tmp_path / "nowhere" / "chart.png"))

    assert code == analysing.BAD_INPUT
    assert "Is the folder there?" in err
