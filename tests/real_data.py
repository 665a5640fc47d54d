"""The real data of the tests, as a team would keep them: one row a case, with the day on which it came."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).parent / "data"


def employment(target: Path, *, first_year: int) -> None:
    """Two years of a stable model. The rows carry only a year; spreading them evenly over its days is ours."""
    years = []
    for place, year in enumerate((2015, 2016)):
        rows = pd.read_parquet(HERE / f"employment_{year}.parquet", columns=["prediction", "employed", "SEX"])
        sizes = [len(part) for part in np.array_split(np.arange(len(rows)), 365)]
        days = pd.date_range(datetime(first_year + place, 1, 1, tzinfo=UTC), periods=365)
        years.append(rows.assign(day=np.repeat(days, sizes)))
    pd.concat(years).to_parquet(target)


def housing(target: Path) -> None:
    """A model whose inputs change on 1 June 2021."""
    shutil.copyfile(HERE / "housing_predictions.csv.gz", target)
