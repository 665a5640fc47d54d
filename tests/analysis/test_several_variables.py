"""Charts of several variables at once: they signal as often as they say, and see what no single variable shows."""

import numpy as np
import pytest
from scipy import stats

from analysis import control_charts, false_alarms
from analysis.control_charts import mewma_run_lengths


def test_t_squared_of_a_quiet_process_signals_as_often_as_asked():
    rng = np.random.default_rng(8)
    fired = [control_charts.chart(rng.normal(size=(3, 400)), kind="t2", baseline=100, alpha=0.01) for _ in range(40)]

    share = np.mean([(chart.points > chart.upper)[100:].mean() for chart in fired])

    assert share == pytest.approx(0.01, abs=3 * np.sqrt(0.01 / 12_000) + 0.001)


def test_mewma_sees_a_shift_that_no_single_variable_shows():
    rng = np.random.default_rng(9)
    noise = rng.multivariate_normal([0, 0], [[1, 0.9], [0.9, 1]], size=120).T
    noise[:, 80:] += np.array([[0.5], [-0.5]])

    together = control_charts.chart(noise, kind="mewma", baseline=80)
    alone = control_charts.chart(noise, baseline=80)

    seen = (together.points > together.upper)[80:].sum()
    seen_alone = ((alone.points > alone.upper) | (alone.points < alone.lower))[:, 80:].sum(axis=1)
    assert seen > 20
    assert (seen_alone < seen / 5).all()


@pytest.mark.parametrize(
    ("variables", "lambda_", "limit"),
    [(2, 0.1, 8.64), (3, 0.1, 10.78), (4, 0.1, 12.73), (10, 0.1, 22.67), (20, 0.1, 37.01)],
)
def test_limits_for_the_steady_variance_are_those_of_the_printed_tables(variables, lambda_, limit):
    values = np.random.default_rng(3).normal(size=(variables, 60))

    drawn = control_charts.chart(values, "mewma", lambda_=lambda_, arl=200, limits="fixed")

    # Prabhu and Runger (1997), Journal of Quality Technology 29; their chain cuts the length into 100 steps
    assert drawn.upper[0] == pytest.approx(limit, abs=0.03)


@pytest.mark.parametrize("limits", ["varying", "fixed"])
@pytest.mark.parametrize(("variables", "lambda_", "arl"), [(2, 0.1, 200.0), (3, 0.05, 100.0), (4, 0.3, 150.0)])
def test_a_quiet_mewma_chart_as_it_is_drawn_signals_as_seldom_as_it_says(variables, lambda_, arl, limits):
    rng = np.random.default_rng([variables, 21])
    values = rng.normal(size=(variables, 60))
    drawn = control_charts.chart(values, "mewma", lambda_=lambda_, arl=arl, limits=limits)

    lengths = run_lengths(drawn.upper[0], rng, variables=variables, lambda_=lambda_, limits=limits)

    said = false_alarms.expected_false_alarms(drawn)
    assert (said.run_length, said.method) == (arl, "exact")
    assert abs(lengths.mean() - arl) < 3 * lengths.std() / np.sqrt(len(lengths))


def run_lengths(limit, rng, *, variables, lambda_, limits):
    """Points until the statistic passes its limit, of many quiet processes whose covariance is known."""
    runs = 4_000
    smooth, lengths, alive, point = np.zeros((runs, variables)), np.zeros(runs), np.arange(runs), 0
    while len(alive):
        point += 1
        smooth = lambda_ * rng.standard_normal(smooth.shape) + (1 - lambda_) * smooth
        variance = lambda_ / (2 - lambda_) * (1 - (1 - lambda_) ** (2 * point) if limits == "varying" else 1)
        over = np.square(smooth).sum(axis=1) > limit * variance
        lengths[alive[over]] = point
        alive, smooth = alive[~over], smooth[~over]
    return lengths


@pytest.mark.parametrize("limits", ["varying", "fixed"])
def test_the_plotted_statistic_is_divided_by_the_variance_that_its_limit_was_found_for(limits):
    values = np.random.default_rng(5).normal(size=(3, 50))
    values[:, 7] = np.nan

    drawn = control_charts.chart(values, "mewma", lambda_=0.2, limits=limits)

    seen = np.delete(values, 7, axis=1)
    away = seen - seen.mean(axis=1, keepdims=True)
    weights = np.tril(0.2 * 0.8 ** np.subtract.outer(np.arange(49), np.arange(49)))
    smooth = weights @ away.T
    variance = (weights**2).sum(axis=1) if limits == "varying" else 0.2 / 1.8
    expected = np.einsum("ij,jk,ik->i", smooth, np.linalg.inv(np.cov(seen)), smooth) / variance
    np.testing.assert_allclose(np.delete(drawn.points, 7), expected, rtol=1e-9)
    assert np.isnan(drawn.points[7])


@pytest.mark.parametrize("limits", ["varying", "fixed"])
@pytest.mark.parametrize("variables", [2, 3, 20, 300])
def test_a_mewma_that_forgets_everything_is_a_chi_squared_chart(variables, limits):
    assert mewma_run_lengths.mewma_limit(variables, 1.0, 370.0, limits) == pytest.approx(
        stats.chi2(variables).isf(1 / 370), rel=1e-6
    )


@pytest.mark.parametrize(("variables", "lambda_", "limit"), [(2, 0.1, 8.64), (5, 0.05, 13.0), (20, 0.3, 38.0)])
def test_the_integral_equation_agrees_with_the_chain_of_runger_and_prabhu(variables, lambda_, limit):
    states = 250
    step = 2 * np.sqrt(limit * lambda_ / (2 - lambda_)) / (2 * states + 1)
    lengths = np.arange(states + 1) * step
    edges = (np.concatenate([[0.0], lengths + step / 2]) / lambda_) ** 2
    away = np.maximum(((1 - lambda_) * lengths / lambda_) ** 2, 1e-12)
    moves = np.diff(stats.ncx2.cdf(edges, variables, away[:, None]), axis=1)
    chain = np.linalg.solve(np.eye(states + 1) - moves, np.ones(states + 1))[0]

    assert mewma_run_lengths.mewma_run_length(limit, variables, lambda_, "fixed") == pytest.approx(chain, rel=2e-3)
