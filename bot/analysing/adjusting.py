"""Charts for readings that keep no simple rule: alike neighbours, weekly shapes, long tails, expected growth."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis import baselines, control_charts
from analysis.control_charts import Chart

Floats = npt.NDArray[np.float64]
Draw = Callable[..., Chart]

ADJUSTMENTS: Mapping[str, Draw] = {
    "autocorrelation": baselines.adjusted,
    "residuals": baselines.residuals,
    "transformation": baselines.transformed,
    "percentiles": baselines.percentiles,
    "trend": baselines.trending,
}
"""Answers by the name that ``--option adjust=`` gives them, and ``season`` beside them."""

SEASON, SEASONAL = "season", "seasonal"
"""The adjustment by its name, and the kind of chart that it draws."""

OF_SEASONS = ("cycle", "weeks", "least")
"""Options of a seasonal baseline; all others are the chart's."""


def drawn(adjust: str, values: Floats, time: npt.NDArray[Any] | None, baseline: Any, **options: Any) -> Chart:
    """An i-mr chart of one series that allows for what *adjust* names; its notes say so."""
    if options.pop("centre", None) is not None or options.pop("sigma", None) is not None:
        raise ValueError("adjust= finds a centre and a spread of its own; leave out --target and --option sigma=.")
    if "phases" in options:
        raise ValueError("adjust= does not go with phases; analyse each phase by itself.")
    if adjust == SEASON:
        return _seasonal(values, time, baseline, **options)
    if adjust not in ADJUSTMENTS:
        raise ValueError(f"adjust= is one of {', '.join(sorted((*ADJUSTMENTS, SEASON)))}, not {adjust!r}.")
    return ADJUSTMENTS[adjust](values, baseline, **options)


def _seasonal(values: Floats, time: npt.NDArray[Any] | None, baseline: Any, **options: Any) -> Chart:
    if time is None or time.dtype.kind != "M":
        raise ValueError("A seasonal baseline needs --time, a column of dates with their hours.")
    if baseline is not None:
        raise ValueError("A seasonal baseline counts in weeks: give --option weeks=N instead of --baseline.")
    of_season = {name: options.pop(name) for name in OF_SEASONS if name in options}
    season = baselines.seasonal(values, time, **of_season)
    first = int(np.searchsorted(time, time[0] + np.timedelta64(round(season.weeks * 7 * 86_400), "s")))
    chart = control_charts.chart(values, baseline=first, centre=season.centre, sigma=season.sigma, **options)
    return replace(chart, kind=SEASONAL, notes=(*chart.notes, season.note))
