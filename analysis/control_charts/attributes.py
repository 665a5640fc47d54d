"""Charts of counts: p, np, c, u, and Laney's p' and u' for more variation than counting alone explains."""

import numpy as np

from analysis.control_charts.arrays import Floats, counts, divided, fitted, sample_sizes
from analysis.control_charts.individuals import sigma_from_moving_ranges
from analysis.control_charts.request import Request
from analysis.control_charts.result import Chart


def proportions(request: Request) -> Chart:
    """The p chart: share of nonconforming cases, limits by the size of each sample.

    centre = sum of counts / sum of sizes; sigma_i = sqrt(centre (1 - centre) / n_i); limits within [0, 1].
    Source: Montgomery, chapter 7.2; NIST/SEMATECH e-Handbook 6.3.3.2.
    """
    found, sizes = _counted(request)
    centre, sigma = _proportion(request, found, sizes)
    shares = found / sizes
    traces = {"size": sizes}
    measures = {"sigma_z": _overdispersion(request, shares, centre, sigma)}
    sigma = _given(request, shares, sigma)
    return request.on(
        shares, fit="sides", centre=centre, spread=sigma, floor=0.0, ceiling=1.0, traces=traces, measures=measures
    )


def numbers(request: Request) -> Chart:
    """The np chart: number of nonconforming cases; a p chart multiplied by the sizes."""
    found, sizes = _counted(request)
    if request.centre is not None:  # a given centre is a number of cases, as plotted
        share = fitted(request.centre, found, "centre") / sizes
        request = request.but(centre=np.where(np.isnan(share), 0.0, share))
    centre, sigma = _proportion(request, found, sizes)
    spread = _given(request, found, sizes * sigma)
    return request.on(
        found, fit="sides", centre=sizes * centre, spread=spread, floor=0.0, ceiling=sizes, traces={"size": sizes}
    )


def defects(request: Request) -> Chart:
    """The c chart: events per sample of constant size; sigma = sqrt(centre). Source: NIST e-Handbook 6.3.3.1."""
    if request.size is not None:
        raise ValueError("A c chart has no sample sizes; use kind='u' where they vary.")
    return _rates(request, np.ones_like(request.values))


def defects_per_unit(request: Request) -> Chart:
    """The u chart: events per unit; centre = sum of events / sum of sizes, sigma_i = sqrt(centre / n_i)."""
    return _rates(request, sample_sizes(request.size, request.values))


def laney_proportions(request: Request) -> Chart:
    """Laney's p' chart: a p chart whose limits are widened by the observed variation of the z-scores.

    z_i = (p_i - centre) / sigma_i; sigma_z = mean moving range of z / d2(2); limits centre +- 3 sigma_i sigma_z.
    Source: Laney (2002), Improved control charts for attributes, Quality Engineering 14(4).
    """
    found, sizes = _counted(request)
    centre, sigma = _proportion(request, found, sizes)
    return _laney(request, found / sizes, sizes, centre, sigma, ceiling=1.0)


def laney_defects(request: Request) -> Chart:
    """Laney's u' chart: a u chart widened by the observed variation of the z-scores."""
    sizes = sample_sizes(request.size, request.values)
    found = counts(request.values)
    centre, sigma = _rate(request, found, sizes)
    return _laney(request, found / sizes, sizes, centre, sigma, ceiling=np.inf)


def _counted(request: Request) -> tuple[Floats, Floats]:
    found, sizes = counts(request.values), sample_sizes(request.size, request.values)
    if (found > sizes * (1 + 1e-9)).any():
        raise ValueError("A count is larger than its sample size; give counts of cases and the number of cases.")
    return found, sizes


def _pooled(request: Request, found: Floats, sizes: Floats) -> Floats:
    events = request.phase_one(found)
    seen = np.where(np.isnan(events), np.nan, request.phase_one(np.broadcast_to(sizes, found.shape)))
    return divided(np.nansum(events, axis=1, keepdims=True), np.nansum(seen, axis=1, keepdims=True))


def _proportion(request: Request, found: Floats, sizes: Floats) -> tuple[Floats, Floats]:
    known = request.known_centre(found)
    centre = _pooled(request, found, sizes) if known is None else known
    if (centre < 0).any() or (centre > 1).any():
        raise ValueError("The centre of a proportion lies between 0 and 1.")
    return centre, np.sqrt(centre * (1 - centre) / sizes)


def _rate(request: Request, found: Floats, sizes: Floats) -> tuple[Floats, Floats]:
    known = request.known_centre(found)
    centre = _pooled(request, found, sizes) if known is None else known
    if (centre < 0).any():
        raise ValueError("The centre of a rate is not negative.")
    return centre, np.sqrt(centre / sizes)


def _rates(request: Request, sizes: Floats) -> Chart:
    found = counts(request.values)
    centre, sigma = _rate(request, found, sizes)
    rates = found / sizes
    measures = {"sigma_z": _overdispersion(request, rates, centre, sigma)}
    sigma = _given(request, rates, sigma)
    return request.on(
        rates, fit="sides", centre=centre, spread=sigma, floor=0.0, traces={"size": sizes}, measures=measures
    )


def _given(request: Request, points: Floats, sigma: Floats) -> Floats:
    known = request.known_sigma(points)
    return sigma if known is None else known


def _overdispersion(request: Request, points: Floats, centre: Floats, sigma: Floats) -> Floats:
    """sigma_z: 1 where counting explains the variation, above 1 where something else varies as well."""
    scores = divided(points - centre, np.broadcast_to(sigma, points.shape))
    return sigma_from_moving_ranges(request.phase_one(scores))


def _laney(request: Request, points: Floats, sizes: Floats, centre: Floats, sigma: Floats, *, ceiling: float) -> Chart:
    sigma_z = _overdispersion(request, points, centre, sigma)
    if np.isnan(sigma_z).all() and not (sigma == 0).any():
        raise ValueError("Laney's charts need two neighbouring points in the baseline to measure their variation.")
    spread = np.where(sigma == 0, 0.0, sigma * sigma_z)
    return request.on(
        points,
        fit="sides",
        centre=centre,
        spread=_given(request, points, spread),
        floor=0.0,
        ceiling=ceiling,
        traces={"size": sizes},
        measures={"sigma_z": sigma_z},
    )
