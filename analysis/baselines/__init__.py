"""Baselines for metrics that peers' charts do not fit: autocorrelated, seasonal, skewed, growing, or not stable."""

from analysis.baselines.autocorrelation import NOTABLE, adjusted, lag1, residuals
from analysis.baselines.seasons import CYCLES, NOTABLE_CYCLE, Season, regularity, seasonal
from analysis.baselines.shapes import NOTABLE_SKEWNESS, percentiles, skewness, transformed, trending
from analysis.baselines.stability import Stability, stability

__all__ = [
    "CYCLES",
    "NOTABLE",
    "NOTABLE_CYCLE",
    "NOTABLE_SKEWNESS",
    "Season",
    "Stability",
    "adjusted",
    "lag1",
    "percentiles",
    "regularity",
    "residuals",
    "seasonal",
    "skewness",
    "stability",
    "transformed",
    "trending",
]
