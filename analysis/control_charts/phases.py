"""Several phases of one process, each with limits of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from analysis.control_charts.arrays import Flags, Floats, Whole
from analysis.control_charts.request import Request
from analysis.control_charts.result import Chart
from analysis.control_charts.subgroups import GATHERED, codes_of

BASELINE_OF_ITS_OWN = (
    "Phases go without a baseline: each phase is its own. Leave points that should not set its limits out of them with"
    " excluded= (--option exclude=COLUMN), or chart one phase by itself with its baseline."
)


def phased(
    request: Request, phases: Sequence[int] | None, draw: Callable[..., Chart], options: Mapping[str, Any]
) -> Chart:
    """The chart as it is drawn for each phase by itself, the phases one behind the other.

    A phase begins with a plotted point: with a subgroup, where subgroups are plotted.
    """
    if phases is None:
        return draw(request, **options)
    if request.baseline is not None:
        raise ValueError(BASELINE_OF_ITS_OWN)
    return _joined([draw(each, **options) for each in _split(request, phases)])


def _split(request: Request, phases: Sequence[int]) -> list[Request]:
    readings = request.values.shape[1]
    if request.subgroup is None or request.kind not in GATHERED:
        places = np.arange(readings)
    else:
        places = codes_of(request.subgroup, readings)
        request = request.but(subgroup=places)
    count = int(places.max()) + 1
    starts = _starts(phases, count)
    stretches = [slice(first, last) for first, last in zip(starts, [*starts[1:], count], strict=True)]
    return [_phase(request, places, stretch, count) for stretch in stretches]


def _starts(phases: Sequence[int], count: int) -> list[int]:
    if np.ndim(phases) != 1 or np.asarray(phases).dtype.kind not in "iu":
        raise ValueError("Phases are named by the index at which each begins, as in phases=[0, 20, 40].")
    starts = sorted({0, *map(int, phases)})
    if starts[0] < 0 or starts[-1] >= count:
        raise ValueError(f"Phases begin at indices from 0 to {count - 1}.")
    return starts


def _phase(request: Request, places: Whole, stretch: slice, count: int) -> Request:
    """What was asked of the plotted points of one stretch, and the readings behind them."""
    rows = (places >= stretch.start) & (places < stretch.stop)
    reasons = request.reasons(count).items()
    return request.but(
        values=request.values[:, rows],
        subgroup=_part(request.subgroup, rows, len(places)),
        excluded={index - stretch.start: why for index, why in reasons if stretch.start <= index < stretch.stop},
        size=_part(request.size, stretch, count),
        centre=_part(request.centre, stretch, count),
        sigma=_part(request.sigma, stretch, count),
    )


def _part(given: Any, stretch: slice | Flags, count: int) -> Any:
    """What belongs to a phase of something that was given for every point (reading), or for all of them at once."""
    found = np.asarray(given)
    return found[..., stretch] if found.ndim and found.shape[-1] == count else given


def _joined(pieces: Sequence[Chart]) -> Chart:
    starts = np.cumsum([0] + [each.points.shape[1] for each in pieces])
    dispersions = [each.dispersion for each in pieces]

    def together(name: str) -> Floats:
        return _beside([getattr(each, name) for each in pieces], pieces)

    return replace(
        pieces[0],
        points=together("points"),
        centre=together("centre"),
        lower=together("lower"),
        upper=together("upper"),
        sigma=together("sigma"),
        process_sigma=None if pieces[0].process_sigma is None else together("process_sigma"),
        baseline=np.concatenate([each.baseline for each in pieces]),
        excluded=np.concatenate([each.excluded for each in pieces]),
        baseline_points=np.minimum.reduce([each.baseline_points for each in pieces]),
        phases=np.repeat(np.arange(len(pieces)), np.diff(starts)),
        reasons=_moved(pieces, starts.tolist()),
        notes=tuple(dict.fromkeys(note for each in pieces for note in each.notes)),
        traces={name: _beside([each.traces[name] for each in pieces], pieces) for name in pieces[0].traces},
        measures=_shared(pieces),
        dispersion=None if dispersions[0] is None else _joined([each for each in dispersions if each is not None]),
    )


def _beside(parts: Sequence[Floats], pieces: Sequence[Chart]) -> Floats:
    return np.concatenate(
        [np.broadcast_to(part, each.points.shape) for part, each in zip(parts, pieces, strict=True)], axis=1
    )


def _shared(pieces: Sequence[Chart]) -> dict[str, Floats]:
    """Figures of a series that are the same in all phases: how the chart was set, not what was measured in one."""
    first, *others = (each.measures for each in pieces)
    return {name: value for name, value in first.items() if all(np.array_equal(value, each[name]) for each in others)}


def _moved(pieces: Sequence[Chart], starts: Sequence[int]) -> dict[int, str]:
    return {
        start + index: why for start, piece in zip(starts, pieces, strict=False) for index, why in piece.reasons.items()
    }
