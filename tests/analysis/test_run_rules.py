"""Run rules against an independent, obvious implementation, and against published results."""

import itertools
import json
import math
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from scipy import stats

from analysis import control_charts, run_rules

ORACLE = json.loads((Path(__file__).parents[1] / "oracles" / "spc_qcc.json").read_text())
UNIT = SimpleNamespace(centre=0.0, lower=-3.0, upper=3.0, sigma=1.0)


def side(x, c, s, k):
    if x > c + k * s:
        return 1
    return -1 if x < c - k * s else 0


def obvious(x, lines, rule, mark="last", eight="either"):
    """One point at a time, one window at a time."""
    n, hits, s = len(x), set(), lines.sigma
    for i in range(n):
        if s[i] == 0 and rule.pattern != "limits":
            continue
        first = i - rule.window + 1
        if first < 0 or any(math.isnan(x[j]) for j in range(first, i + 1)):
            continue
        window = range(first, i + 1)
        marked = shows(x, lines, rule, list(window), eight)
        if marked is None:
            continue
        if mark == "every":
            hits |= marked
        elif mark == "window" or i in marked:
            hits.add(i)
    return np.array([i in hits for i in range(n)], dtype=bool)


def shows(x, lines, rule, window, eight):
    """The points of the pattern if the window shows it, else None."""
    zone = [side(x[j], lines.centre[j], lines.sigma[j], rule.sigmas) for j in window]
    only = window[0]
    steps = [np.sign(x[b] - x[a]) for a, b in itertools.pairwise(window)]
    shown = {
        "limits": lambda: x[only] > lines.upper[only] or x[only] < lines.lower[only],
        "side": lambda: abs(sum(zone)) == len(zone),
        "trend": lambda: abs(sum(steps)) == len(steps),
        "alternating": lambda: all(a * b == -1 for a, b in itertools.pairwise(steps)),
        "within": lambda: not any(zone),
        "outside": lambda: all(zone) and (eight == "either" or len(set(zone)) == 2),
    }
    if rule.pattern != "beyond":
        return set(window) if shown[rule.pattern]() else None
    found = set()
    for which in (1, -1):
        beyond = {j for j, z in zip(window, zone, strict=True) if z == which}
        found |= beyond if len(beyond) >= rule.count else set()
    return found or None


def obvious_runs(x, c, rule):
    """Anhoej's rules by walking along the series."""
    runs, crossings, steps, previous, useful = [[]], 0, 0, 0, 0
    for i, value in enumerate(x):
        if math.isnan(value):
            runs.append([])
            previous = 0
            continue
        here = int(np.sign(value - c[i]))
        if here == 0:
            continue
        useful += 1
        steps += previous != 0
        crossings += previous == -here
        if previous == -here:
            runs.append([])
        runs[-1].append(i)
        previous = here
    found = np.zeros(len(x), dtype=bool)
    if useful < 2:
        return found
    if rule.pattern == "crossings":
        fewest = next(k for k in range(steps + 1) if stats.binom.cdf(k, steps, 0.5) >= 0.05)
        if crossings < fewest:
            found[max(i for run in runs for i in run)] = True
        return found
    for run in runs:
        found[run[round(math.log2(useful)) + 3 :]] = True
    return found


def awkward_series(seed):
    """Ties, gaps, constants, short series, drifts and variable limits, by turns."""
    rng = np.random.default_rng(seed)
    n = int(rng.choice([1, 2, 3, 7, 14, 15, 40, 90]))
    shape = [
        lambda: rng.normal(size=n),
        lambda: rng.integers(-3, 4, size=n).astype(float),
        lambda: np.zeros(n),
        lambda: np.cumsum(rng.normal(size=n)) / 2,
        lambda: rng.normal(scale=0.4, size=n),
        lambda: np.where(np.arange(n) % 2, 1.0, -1.0) * rng.uniform(0.5, 2.5, size=n),
        lambda: np.round(np.linspace(-2, 2, n) * 2) / 2,
        lambda: rng.normal(loc=1.2, size=n),
    ][seed % 8]()
    if seed % 3 == 1:
        shape[rng.random(n) < 0.08] = np.nan
    centre, sigma = np.zeros(n), np.ones(n)
    if seed % 5 == 2:
        sigma = rng.choice([0.5, 1.0, 2.0], size=n)
    if seed % 5 == 3:
        centre, sigma = rng.choice([0.0, 0.5], size=n), np.zeros(n)
    return shape, centre, sigma


EVERY_RULE = [rule for rule in run_rules.RULES.values() if rule.window > 1 or rule.pattern == "limits"]


AVOIDING = [rule for rule in EVERY_RULE if rule.pattern == "outside"]


@pytest.mark.parametrize(
    ("rules", "mark", "eight"),
    [
        (EVERY_RULE, "last", "either"),
        (EVERY_RULE, "window", "either"),
        (EVERY_RULE, "every", "either"),
        (AVOIDING, "last", "both"),
        (AVOIDING, "every", "both"),
    ],
)
def test_no_rule_differs_from_the_obvious_implementation_in_1200_awkward_series(rules, mark, eight):
    for seed in range(1200):
        x, c, s = awkward_series(seed)
        lines = SimpleNamespace(centre=c, lower=c - 3 * s, upper=c + 3 * s, sigma=s)

        found = run_rules.violations(x, lines, rules, mark=mark, eight=eight)

        for rule, flags in zip(rules, found, strict=True):
            expected = obvious(x, lines, rule, mark, eight)
            assert flags.tolist() == expected.tolist(), (seed, rule.name)


MORE_PAIRS_THAN_A_BYTE_HOLDS = [
    run_rules.Rule(f"{count}-of-{window}-beyond-{sigmas}", "beyond", "", window, count, sigmas)
    for sigmas, count, window in [(0.5, 7, 9), (1.0, 1, 1), (1.5, 3, 5), (2.0, 2, 2), (2.5, 1, 4), (3.0, 2, 12)]
] + [run_rules.RULES[f"nelson-{number}"] for number in range(1, 9)]


@pytest.mark.parametrize("mark", ["last", "window", "every"])
def test_rules_of_ones_own_do_not_differ_either(mark):
    for seed in range(400):
        x, c, s = awkward_series(seed)
        lines = SimpleNamespace(centre=c, lower=c - 3 * s, upper=c + 3 * s, sigma=s)

        found = run_rules.violations(x, lines, MORE_PAIRS_THAN_A_BYTE_HOLDS, mark=mark)

        for rule, flags in zip(MORE_PAIRS_THAN_A_BYTE_HOLDS, found, strict=True):
            assert flags.tolist() == obvious(x, lines, rule, mark).tolist(), (seed, rule.name)


def test_a_fleet_of_many_blocks_is_judged_like_each_of_its_series_alone():
    rng = np.random.default_rng(8)
    values = np.round(rng.normal(size=(1_500, 1_000)), 1)
    values[rng.random(values.shape) < 0.0001] = np.nan
    lines = SimpleNamespace(centre=0.0, lower=-3.0, upper=3.0, sigma=rng.choice([0.9, 1.0, 1.1], size=(1_500, 1)))

    together = run_rules.violations(values, lines, "nelson")

    for row in range(0, 1_500, 37):
        own = SimpleNamespace(centre=0.0, lower=-3.0, upper=3.0, sigma=lines.sigma[row])
        assert (together[:, row] == run_rules.violations(values[row], own, "nelson")).all()


def test_the_settings_of_numpy_are_left_as_they_were():
    with np.errstate(invalid="raise"):
        np.setbufsize(4096)
        run_rules.violations(np.zeros((3, 20)), UNIT, "nelson")

        assert np.getbufsize() == 4096
        assert np.geterr()["invalid"] == "raise"


def test_anhoejs_rules_do_not_differ_from_the_obvious_implementation_in_1200_awkward_series():
    for seed in range(1200):
        x, c, _s = awkward_series(seed)
        lines = SimpleNamespace(centre=c, lower=np.nan, upper=np.nan, sigma=np.nan)

        found = run_rules.violations(x, lines, "anhoej")

        for rule, flags in zip(run_rules.named("anhoej"), found, strict=True):
            assert flags.tolist() == obvious_runs(x, c, rule).tolist(), (seed, rule.name)


def test_many_series_at_once_are_judged_like_each_alone():
    rng = np.random.default_rng(5)
    values = rng.integers(-4, 5, size=(700, 97)).astype(float)
    values[rng.random(values.shape) < 0.01] = np.nan
    chart = control_charts.chart(values)

    together = run_rules.violations(values, chart, "nelson")

    for row in range(0, 700, 23):
        alone = run_rules.violations(values[row], control_charts.chart(values[row]), "nelson")
        assert (together[:, row] == alone).all()


def test_a_series_longer_than_a_block_is_judged_as_if_it_were_whole():
    values = np.round(np.random.default_rng(6).normal(size=100_001), 1)
    folded = run_rules.violations(values, UNIT, "nelson")

    pieces = [run_rules.violations(values[start : start + 30_000], UNIT, "nelson") for start in (0, 25_000, 50_000)]

    assert folded.sum() > 1000
    assert (folded[:, :30_000] == pieces[0]).all()
    assert (folded[:, 25_020:55_000] == pieces[1][:, 20:]).all()
    assert (folded[:, 50_020:80_000] == pieces[2][:, 20:]).all()


def test_limits_that_vary_by_point_and_series_are_respected():
    values = np.array([[1.5, 1.5, 1.5], [1.5, 1.5, 1.5]])
    upper = np.array([[1.0, 2.0, 1.0], [2.0, 2.0, 1.4]])
    lines = SimpleNamespace(centre=0.0, lower=-upper, upper=upper, sigma=upper / 3)

    found = run_rules.violations(values, lines, "limits")

    assert found[0].tolist() == [[True, False, True], [False, False, True]]


def test_a_window_never_spans_two_phases():
    values = np.ones(12)

    one = run_rules.violations(values, UNIT, "nelson-2")
    two = run_rules.violations(values, UNIT, "nelson-2", phases=[0] * 6 + [1] * 6)

    assert one[0].nonzero()[0].tolist() == [8, 9, 10, 11]
    assert not two.any()


def test_a_trend_of_six_is_six_points_and_a_tie_breaks_it():
    rising = run_rules.violations([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], UNIT, "nelson-3")
    tied = run_rules.violations([0.1, 0.2, 0.3, 0.3, 0.4, 0.5, 0.6], UNIT, "nelson-3")

    assert rising[0].nonzero()[0].tolist() == [5]
    assert not tied.any()


QCC_CASES = [
    "pistonrings_xbar_phase2",
    "orangejuice_p_phase1",
    "orangejuice_p_phase2",
    "orangejuice_np_phase1",
    "viscosity_xbar.one_MR",
]


@pytest.mark.parametrize("case", QCC_CASES)
def test_qcc_finds_the_same_points(case):
    result = ORACLE["results"][case]
    limits = np.array(result["limits"])
    spread = (limits[:, 1] - result["center"]) / 3
    lines = SimpleNamespace(centre=result["center"], lower=limits[:, 0], upper=limits[:, 1], sigma=spread)

    found = run_rules.violations(result["statistics"], lines, ["western-electric", "nelson"], eight="both")

    expected = result["violations_1based"]
    names = [f"WER{i}" for i in range(1, 5)] + [f"NEL{i}" for i in range(1, 9)]
    assert {name: (flags.nonzero()[0] + 1).tolist() for name, flags in zip(names, found, strict=True)} == expected


def test_unknown_rules_and_lines_that_do_not_fit_are_refused_with_what_to_do():
    with pytest.raises(ValueError, match="sets are none, limits"):
        run_rules.violations([1.0], UNIT, "nelsen")
    with pytest.raises(ValueError, match="does not fit"):
        run_rules.violations([1.0, 2.0], SimpleNamespace(centre=[1, 2, 3], lower=0, upper=1, sigma=1), "limits")


def test_no_rules_give_an_empty_answer_of_the_right_shape():
    assert run_rules.violations(np.zeros((4, 9)), UNIT, "none").shape == (0, 4, 9)
