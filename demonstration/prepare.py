"""How ``data/employment_predictions.parquet`` was made: ``python demonstration/prepare.py FOLDER_OF_YEARLY_FILES``.

The rows carry a survey year and no day. In the order of the files they are spread evenly over 365 days, and put five
years later, so that one clock tells both stories. Nothing else is changed.
"""

import sys
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

YEARS: Final = {2015: "2020-01-02", 2016: "2021-01-01"}
"""The survey year, and the day given to its first rows; 2020 has a day more, so its first one stays empty."""

DAYS: Final = 365

COLUMNS: Final = [
    "day", "year", "AGEP", "SCHL", "SEX", "RAC1P", "DIS", "predicted_probability", "prediction", "employed",
]  # fmt: skip


def spread(year: int, first_day: str, folder: Path) -> pd.DataFrame:
    """The rows of one survey year with the days that we give them."""
    rows = pd.read_parquet(folder / f"employment_{year}.parquet")
    shares = [len(share) for share in np.array_split(np.arange(len(rows)), DAYS)]
    return rows.assign(day=np.repeat(pd.date_range(first_day, periods=DAYS), shares))[COLUMNS]


def main(folder: Path) -> None:
    """Write both years into one file beside this one."""
    together = pd.concat([spread(year, first_day, folder) for year, first_day in YEARS.items()], ignore_index=True)
    small = together.astype({name: "int16" for name in COLUMNS if together[name].dtype.kind == "i"})
    small.to_parquet(Path(__file__).parent / "data" / "employment_predictions.parquet", index=False, compression="zstd")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
