"""The pages on statistics name everything that can be asked for."""

from pathlib import Path

import pytest

from analysis import baselines, control_charts, run_rules

DOCS = Path(__file__).parents[2] / "docs"
REFERENCE = (DOCS / "reference" / "statistics.md").read_text()
CHOOSING = (DOCS / "which-chart.md").read_text()


@pytest.mark.parametrize("kind", control_charts.KINDS)
def test_every_chart_has_its_formula_and_its_use(kind):
    assert f"`{kind}`" in REFERENCE
    assert f"`{kind}`" in CHOOSING


@pytest.mark.parametrize("kind", control_charts.KINDS)
def test_every_option_of_a_chart_is_documented(kind):
    several_variables = {"alpha", "arl"}  # T squared and MEWMA are for Python, where the docstrings say it

    for option in set(control_charts.KINDS[kind].options) - several_variables:
        assert f"`{option.rstrip('_')}`" in REFERENCE


def test_every_rule_set_and_rule_is_named():
    for name in set(run_rules.SETS) - {"none"}:
        assert f"`{name}`" in REFERENCE
    for name in run_rules.RULES:
        assert f"`{name}`" in REFERENCE or name.startswith("aiag-")


def test_every_answer_to_an_awkward_metric_is_offered():
    for name in ("adjusted", "residuals", "seasonal", "transformed", "percentiles", "trending", "stability"):
        assert name in baselines.__all__
        assert f"`{name}`" in CHOOSING
