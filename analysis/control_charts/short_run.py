"""Short runs: few readings each of many parts (models, cohorts), put on one scale."""

import numpy as np

from analysis.control_charts.arrays import Floats, Whole, distinct, in_sigmas, mean, unvarying
from analysis.control_charts.individuals import sigma_from_moving_ranges
from analysis.control_charts.request import Request
from analysis.control_charts.result import Chart


def standardised(request: Request) -> Chart:
    """Standardised individuals of several parts: z = (x - mean of its part) / (sigma of its part); limits at +-3.

    *subgroup* names the part of each reading. Mean and sigma (mean moving range / d2) are those of the part's own
    readings in the baseline, in their order; where they do not vary, a reading off their mean is endlessly many sigmas
    away. Source: Montgomery, chapter 10.1; Farnum (1992), Technometrics 34.
    """
    if request.subgroup is None or np.ndim(request.subgroup) == 0:
        raise ValueError(
            "A short-run chart needs the part that each reading belongs to: give subgroup= (--subgroup COLUMN)."
        )
    codes, labels = distinct(request.subgroup)
    if codes.shape != (request.values.shape[1],):
        raise ValueError("Give one part label for each reading.")
    centre, sigma, few = _by_part(request, codes, labels)
    scores = in_sigmas(request.values, centre, sigma)
    if np.isnan(scores).all():
        raise ValueError("No part has two readings in the baseline; extend the baseline, or give centre= and sigma=.")
    one = np.ones((1, 1))
    return request.on(
        scores,
        fit="zones",
        centre=0 * one,
        spread=one,
        process_sigma=sigma,
        traces={"readings": request.values},
        notes=tuple(f"part {label!s}: fewer than two readings in the baseline, not judged" for label in few),
    )


def _by_part(request: Request, codes: Whole, labels: list[object]) -> tuple[Floats, Floats, list[object]]:
    values = request.values
    points = values.shape[1]
    usable = request.baseline_flags(points) & ~np.isin(np.arange(points), list(request.reasons(points)))
    centre, sigma = np.full(values.shape, np.nan), np.full(values.shape, np.nan)
    known, spread = request.known_centre(values), request.known_sigma(values)
    few = []
    for code, label in enumerate(labels):
        here = codes == code
        own = values[:, here & usable]
        if own.shape[1] < 2 and (known is None or spread is None):
            few.append(label)
            continue
        found = sigma_from_moving_ranges(own)
        level = unvarying(mean(own), found, own) if own.shape[1] else np.full((len(own), 1), np.nan)
        centre[:, here] = level if known is None else np.broadcast_to(known, values.shape)[:, here]
        sigma[:, here] = found if spread is None else np.broadcast_to(spread, values.shape)[:, here]
    return centre, sigma, few
