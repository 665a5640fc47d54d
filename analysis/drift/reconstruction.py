"""Several columns at once: drift that no single column shows, by what principal components cannot reconstruct."""

from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Real

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.drift import two_samples
from analysis.drift.columns import chosen
from analysis.drift.findings import DEFAULT_THRESHOLDS, Thresholds, check_level
from analysis.drift.tables import SEED

Matrix = npt.NDArray[np.float64]

EXPLAINED = 0.65
"""Share of the variance that the kept components explain at least; what remains is where new correlations show."""

LARGEST = 1e150
"""Beyond it squares overflow."""

ROWS_PER_COLUMN = 10
"""Rows of half the reference for each column, below which the components are not worth their name."""


@dataclass(frozen=True)
class Reconstruction:
    """How well components of the reference reconstruct the current window.

    Attributes
    ----------
    drifted
        The errors differ significantly, and the share of rows concerned matters.
    p_value, ks
        Of the Kolmogorov-Smirnov test of the rows' errors.
    error_reference, error_current
        Mean error of a row (Euclidean, in standard deviations), of reference rows that did not take part in fitting.
    components, columns
        Kept components, and columns used.
    """

    drifted: bool
    p_value: float
    ks: float
    error_reference: float
    error_current: float
    components: int
    columns: tuple[str, ...]
    reason: str


def compare(
    reference: pd.DataFrame,
    current: pd.DataFrame,
    columns: Sequence[str] | None = None,
    alpha: float = 0.05,
    *,
    explained: float = EXPLAINED,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> Reconstruction:
    """Compare the reconstruction errors of both windows.

    Half of the reference (chosen by chance, the same each time) yields means, standard deviations and principal
    components; the errors of the other half are compared with those of the current window. As neither took part in the
    fit, the p is honest.

    Parameters
    ----------
    reference, current
        Data frames; rows with a missing value in one of the columns are left out and said so.
    columns
        Numeric columns, at least two; by default all numeric columns of the reference.
    alpha
        Accepted share of false alarms.
    explained
        Share of the variance that the components explain at least, between 0 and 1.
    thresholds
        Its ``share`` is the Kolmogorov-Smirnov distance from which on a significant one matters.

    Raises
    ------
    ValueError
        If there are fewer than two columns, too few complete rows, or a column does not vary.

    References
    ----------
    Jolliffe (2002), Principal Component Analysis, chapter 10 (residuals of components as a test).

    Examples
    --------
    >>> dealing = np.random.default_rng(1)
    >>> x = dealing.normal(size=2000)
    >>> together = pd.DataFrame({"cpu": x, "load": x + 0.1 * dealing.normal(size=2000)})
    >>> apart = pd.DataFrame({"cpu": x, "load": dealing.permutation(together["load"])})
    >>> compare(together, apart).drifted
    True
    """
    check_level(alpha)
    if columns is None and isinstance(reference, pd.DataFrame):
        columns = list(reference.select_dtypes("number").columns)
    names = chosen(reference, columns, "reference")
    chosen(current, names, "current window")
    before, after = _complete(reference, names), _complete(current, names)
    fitted, held_out = _halves(before)
    centre, scale = fitted.mean(axis=0), _scale(fitted, names)
    kept = _components((fitted - centre) / scale, explained)
    errors = [_errors((rows - centre) / scale, kept) for rows in (held_out, after)]
    tested = two_samples.kolmogorov_smirnov(*errors)
    drifted = tested.p_value <= alpha and tested.statistic >= thresholds.share
    left_out = len(reference) - len(before) + len(current) - len(after)
    means = float(errors[0].mean()), float(errors[1].mean())
    return Reconstruction(
        drifted=drifted,
        p_value=tested.p_value,
        ks=tested.statistic,
        error_reference=means[0],
        error_current=means[1],
        components=kept.shape[1],
        columns=tuple(names),
        reason=_sentence(tested, means, left_out, drifted=drifted),
    )


def _complete(frame: pd.DataFrame, names: Sequence[str]) -> Matrix:
    try:
        rows = frame[list(names)].to_numpy(dtype=float, na_value=np.nan)
    except (TypeError, ValueError) as error:
        raise ValueError("Principal components need numbers; name numeric columns with columns=.") from error
    if (np.abs(rows) > LARGEST).any():
        raise ValueError(
            f"A column holds infinite values, or such beyond {LARGEST:.0e};"
            " replace them, for instance by NaN, whose rows are left out."
        )
    complete: Matrix = rows[~np.isnan(rows).any(axis=1)]
    if len(names) < 2 or len(complete) < 2 * ROWS_PER_COLUMN * len(names):
        raise ValueError(
            f"Give at least two numeric columns and {2 * ROWS_PER_COLUMN} complete rows for each;"
            f" here are {len(names)} columns and {len(complete):,} complete rows."
        )
    return complete


def _halves(rows: Matrix) -> tuple[Matrix, Matrix]:
    order = np.random.default_rng(SEED).permutation(len(rows))
    return rows[order[: len(rows) // 2]], rows[order[len(rows) // 2 :]]


def _scale(rows: Matrix, names: Sequence[str]) -> Matrix:
    scale: Matrix = rows.std(axis=0)
    if not scale.all():
        constant = ", ".join(str(name) for name, width in zip(names, scale, strict=True) if not width)
        raise ValueError(f"Without variation there are no components; leave out {constant}.")
    return scale


def _components(rows: Matrix, explained: float) -> Matrix:
    """Directions of shape (columns, kept) that explain the share wanted, but never all of it."""
    if not (isinstance(explained, Real) and 0 < explained < 1):
        raise ValueError(f"explained is a share of the variance between 0 and 1, not {explained!r}.")
    variances, directions = np.linalg.eigh(rows.T @ rows / len(rows))
    shares = np.cumsum(variances[::-1]) / variances.sum()
    kept = min(int(np.searchsorted(shares, explained)) + 1, rows.shape[1] - 1)
    found: Matrix = directions[:, ::-1][:, :kept]
    return found


def _errors(rows: Matrix, kept: Matrix) -> Matrix:
    found: Matrix = np.linalg.norm(rows - rows @ kept @ kept.T, axis=1)
    return found


def _sentence(tested: two_samples.Tested, means: tuple[float, float], left_out: int, *, drifted: bool) -> str:
    verdict = "The columns hang together in another way" if drifted else "No drift seen in how columns hang together"
    aside = f" {left_out:,} rows with missing values are left out." if left_out else ""
    figures = f"mean error {means[0]:.3g} before and {means[1]:.3g} now"
    return f"{verdict}: {figures} (KS {tested.statistic:.3f}, p = {tested.p_value:.2g}).{aside}"
