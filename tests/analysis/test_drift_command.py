"""`kaizen drift` on files as people have them."""

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest

from bot import drifting

DATA = Path(__file__).parent.parent / "data"


@pytest.fixture
def kaizen_drift(capsys):
    def run(*arguments):
        code = drifting.main(["drift", *map(str, arguments)])
        return Said(code, *capsys.readouterr())

    return run


class Said(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def files(tmp_path):
    dealing = np.random.default_rng(0)
    before = pd.DataFrame(
        {
            "latency": dealing.normal(size=600),
            "country": dealing.choice(["de", "fr"], size=600),
            "at": pd.date_range("2026-01-01", periods=600, freq="h"),
        }
    )
    after = before.assign(latency=before["latency"] + 1, at=before["at"] + pd.Timedelta(days=40))
    before.to_csv(tmp_path / "before.csv.gz", index=False)
    after.to_csv(tmp_path / "after.csv", index=False)
    return tmp_path / "before.csv.gz", tmp_path / "after.csv"


def test_the_verdict_comes_first_and_the_columns_that_changed_before_those_that_did_not(files, kaizen_drift):
    said = kaizen_drift(*files).out.splitlines()

    assert said[0].startswith("Drift in 1 of 3 columns: latency (n = 600 and 600;")
    assert said[0].endswith("Aside: at moved on, as time does.")
    assert said[-1].split()[0] == "country"


def test_json_has_the_verdict_and_each_column(files, kaizen_drift):
    found = json.loads(kaizen_drift(*files, "--columns", "latency,country", "--json").out)

    assert found["drifted"] is True
    assert {name: column["drifted"] for name, column in found["columns"].items()} == {"latency": True, "country": False}
    assert found["columns"]["latency"].keys() >= {"kind", "p_value", "statistics", "reason"}


@pytest.mark.parametrize("names", [["latency,country"], ["latency", "country"], ["latency,", "country"]])
def test_columns_are_named_with_commas_or_spaces_between(files, kaizen_drift, names):
    found = json.loads(kaizen_drift(*files, "--columns", *names, "--json").out)

    assert list(found["columns"]) == ["latency", "country"]


def test_a_column_with_a_comma_in_its_name_is_one_column(tmp_path, kaizen_drift):
    pd.DataFrame({"price, net": range(50), "net": range(50)}).to_parquet(tmp_path / "prices.parquet")

    found = json.loads(kaizen_drift(*[tmp_path / "prices.parquet"] * 2, "--columns", "price, net", "--json").out)

    assert list(found["columns"]) == ["price, net"]


def test_times_whose_offset_changes_with_summer_time_are_times(tmp_path, kaizen_drift):
    winter = [f"2026-03-28T{hour:02}:00:00+00:00" for hour in range(24)]
    summer = [f"2026-03-30T{hour:02}:00:00+01:00" for hour in range(24)]
    pd.DataFrame({"at": winter + summer}).to_csv(tmp_path / "march.csv", index=False)

    found = json.loads(kaizen_drift(*[tmp_path / "march.csv"] * 2, "--json").out)

    assert found["columns"]["at"]["kind"] == "time"


def test_parquet_files_of_real_people_are_quiet(kaizen_drift):
    said = kaizen_drift(DATA / "employment_2015.parquet", DATA / "employment_2016.parquet", "--columns", "AGEP,SEX")

    assert said.code == 0
    assert said.out.startswith("No drift seen in 2 columns")


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        (["--columns", "speed"], "it has latency, country, at"),
        (["--alpha", "7"], "between 0 and 1"),
    ],
)
def test_what_is_wrong_is_said_in_a_line_and_the_exit_code_tells(files, kaizen_drift, arguments, advice):
    said = kaizen_drift(*files, *arguments)

    assert said.code == 2
    assert advice in said.err
    assert len(said.err.splitlines()) == 1


def test_a_file_that_is_missing_or_of_another_kind_is_named(files, tmp_path, kaizen_drift):
    (tmp_path / "notes.txt").write_text("x")

    assert "nowhere.csv" in kaizen_drift(files[0], tmp_path / "nowhere.csv").err
    assert "neither .csv, .csv.gz nor .parquet" in kaizen_drift(files[0], tmp_path / "notes.txt").err
