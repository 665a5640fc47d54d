"""Figures as people type them."""

import pytest

from handlers.forms import LARGEST, Form
from kaizen.refusals import Refusal


def form(typed: str) -> Form:
    return Form({"state": {"values": {"low": {"low": {"type": "number_input", "value": typed}}}}})


@pytest.mark.parametrize(("typed", "figure"), [("12.5", 12.5), ("-3", -3.0), ("1e12", LARGEST), ("  7 ", 7.0)])
def test_a_figure_is_read_as_it_was_typed(typed, figure):
    assert form(typed).number("low") == figure


def test_an_empty_field_has_no_figure():
    assert form(" ").number("low") is None


@pytest.mark.parametrize("typed", ["9" * 23, "-1e13", "inf", "-inf", "1e400"])
def test_a_figure_beyond_any_measure_is_refused_at_its_field(typed):
    with pytest.raises(Refusal, match="number_too_large") as refused:
        form(typed).number("low")

    assert refused.value.field == "low"


@pytest.mark.parametrize("typed", ["ninety", "nan", "1,5"])
def test_what_is_no_figure_is_refused_at_its_field(typed):
    with pytest.raises(Refusal, match="not_a_number") as refused:
        form(typed).number("low")

    assert refused.value.field == "low"
