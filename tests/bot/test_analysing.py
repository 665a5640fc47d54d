"""`kaizen analyse` as people use it: a file in, an answer out."""

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from analysis import control_charts, run_rules
from analysis.control_charts import charting
from bot import analysing
from bot.analysing.__main__ import main

QCC = json.loads((Path(__file__).parents[1] / "oracles" / "spc_qcc.json").read_text())


@pytest.fixture
def files(tmp_path):
    data = QCC["data"]
    pd.DataFrame(data["pistonrings"]).to_csv(tmp_path / "rings.csv", index=False)
    pd.DataFrame(data["orangejuice"]).to_csv(tmp_path / "juice.csv.gz", index=False)
    pd.DataFrame(data["viscosity"]).to_parquet(tmp_path / "viscosity.parquet")
    return tmp_path


@pytest.fixture
def analyse(files, monkeypatch, capsys):
    def run(file, *arguments):
        monkeypatch.setattr(sys, "argv", ["kaizen", "analyse", str(files / file), *arguments])
        code = main()
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_an_xbar_chart_answers_in_json_with_its_range_chart(analyse):
    asked = ("--value", "diameter", "--subgroup", "sample", "--chart", "xbar-r", "--baseline", "25")

    code, out, _err = analyse("rings.csv", *asked, "--rules", "western-electric", "--json")

    answer = json.loads(out)
    assert code == 0
    assert list(answer) == [
        *["chart", "points", "centre", "lower", "upper", "sigma", "violations", "notes", "dispersion"]
    ]
    assert len(answer["points"]) == len(answer["upper"]) == 40
    assert answer["violations"] == {
        "we-1": [36, 37, 38],
        "we-2": [34, 36, 37, 38, 39],
        "we-3": [34, 37, 38, 39],
        "we-4": [],
    }
    assert answer["sigma"] == pytest.approx(0.0097850387, rel=5e-5)
    assert answer["dispersion"]["centre"][0] == pytest.approx(0.02276, rel=1e-9)


def test_attribute_charts_leave_out_rules_that_do_not_fit_and_say_so(analyse):
    asked = ("--value", "D", "--size", "size", "--chart", "p", "--baseline", "30", "--rules", "nelson", "--json")

    fitting = json.loads(analyse("juice.csv.gz", *asked)[1])
    everything = json.loads(analyse("juice.csv.gz", *asked, "--option", "fitting=all", "--option", "eight=both")[1])

    expected = QCC["results"]["orangejuice_p_phase2"]["violations_1based"]
    assert list(fitting["violations"]) == ["nelson-1", "nelson-2", "nelson-3", "nelson-4"]
    assert any("left out: nelson-5" in note for note in fitting["notes"])
    found = {f"NEL{i}": [index + 1 for index in everything["violations"][f"nelson-{i}"]] for i in range(1, 9)}
    assert found == {name: places for name, places in expected.items() if name.startswith("NEL")}


def test_a_cusum_answers_with_both_sums_and_positive_distances(analyse):
    asked = ("--value", "viscosity", "--chart", "cusum", "--target", "34", "--option", "sigma=0.5", "--json")

    answer = json.loads(analyse("viscosity.parquet", *asked)[1])

    expected = QCC["results"]["viscosity_cusum_h5"]
    np.testing.assert_allclose(answer["cusum_high"], expected["pos"], atol=1e-9)
    np.testing.assert_allclose(answer["cusum_low"], np.negative(expected["neg"]), atol=1e-9)
    assert answer["violations"] == {"limits": list(range(28, 35))}
    assert answer["sigma"] == 0.5


def test_missing_points_are_null_and_sizes_may_vary(analyse, files):
    pd.DataFrame({"bad": [3, None, 5, 4], "n": [50, 60, 40, 50]}).to_csv(files / "gaps.csv", index=False)

    answer = json.loads(analyse("gaps.csv", "--value", "bad", "--size", "n", "--chart", "p", "--json")[1])

    assert answer["points"][1] is None
    assert answer["points"][0] == 0.06
    assert len(set(answer["sigma"])) == 3


def test_subgroups_have_phases_and_reasons_by_columns_of_the_file(analyse, files):
    rng = np.random.default_rng(8)
    rows = pd.DataFrame({"v": rng.normal(size=60), "g": np.repeat(range(20), 3), "why": [""] * 60})
    rows["release"] = np.where(rows.g < 12, "1.0", "1.1")
    rows.loc[rows.g >= 12, "v"] += 20
    rows.loc[rows.index[rows.g == 15][1], "why"] = "a move"
    rows.to_csv(files / "releases.csv", index=False)
    asked = ("--value", "v", "--subgroup", "g", "--chart", "xbar-r", "--json")

    code, out, _err = analyse("releases.csv", *asked, "--option", "phases=release", "--option", "exclude=why")

    answer = json.loads(out)
    alone = control_charts.chart(rows.v[36:], "xbar-r", subgroup=rows.g[36:], excluded=[3])
    assert code == 0
    assert answer["upper"][12:] == alone.upper.tolist()
    assert answer["dispersion"]["upper"][12:] == alone.dispersion.upper.tolist()
    assert "point 16 left out of the limits: a move" in answer["notes"]


def test_a_phase_that_begins_within_a_subgroup_is_refused(analyse, files):
    pd.DataFrame({"v": range(6), "g": [1, 1, 1, 2, 2, 2], "p": list("aaabbc")}).to_csv(files / "cut.csv", index=False)

    code, _out, err = analyse("cut.csv", "--value", "v", "--subgroup", "g", "--chart", "xbar-r", "--option", "phases=p")

    assert (code, err) == (2, "Column 'p' changes within a subgroup; a phase begins with a whole one.\n")


def test_the_verdict_names_signals_beside_those_expected_by_chance(analyse):
    _code, out, _err = analyse("viscosity.parquet", "--value", "viscosity", "--baseline", "20")

    assert "1 point signals; about 0.094 expected by chance if limits from 20 points were exact." in out
    assert "limits provisional (20 points)" in out


def test_no_signal_comes_with_what_the_chart_would_have_seen(analyse, files):
    pd.DataFrame({"x": np.random.default_rng(3).normal(size=120)}).to_csv(files / "quiet.csv", index=False)

    _code, out, _err = analyse("quiet.csv", "--value", "x")

    assert "No signal; about 0.32 expected by chance." in out
    assert "takes such a chart 44 points to show" in out


def test_a_picture_is_drawn(analyse, files):
    out = files / "chart.png"

    code, _out, _err = analyse("viscosity.parquet", "--value", "viscosity", "--chart", "ewma", "--png", str(out))

    assert code == 0
    with Image.open(out) as picture:
        assert picture.size == (1600, 800)


@pytest.mark.parametrize("kind", analysing.KINDS)
def test_every_kind_of_chart_answers(analyse, files, kind):
    rng = np.random.default_rng(7)
    rows = {"x": rng.poisson(20, 60), "n": rng.integers(60, 90, 60), "part": np.repeat(np.arange(15), 4)}
    pd.DataFrame(rows).to_csv(files / "all.csv", index=False)
    sized = ["--size", "n"] if kind in {"p", "np", "u", "laney-p", "laney-u"} else []
    grouped = ["--subgroup", "part"] if kind in {"xbar-r", "xbar-s", "short-run"} else []

    code, out, err = analyse("all.csv", "--value", "x", "--chart", kind, *sized, *grouped, "--json", "--rules", "nhs")

    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert answer["chart"] == kind
    assert len(answer["points"]) == len(answer["centre"]) == (15 if kind.startswith("xbar") else 60)


BAD = {
    "no such column": (["--value", "visc"], "the file has batch, viscosity, trial"),
    "not an option": (["--value", "viscosity", "--option", "sigma"], "key=value"),
    "unknown option": (["--value", "viscosity", "--option", "lamda=0.2"], "has no option"),
    "no sizes": (["--value", "batch", "--chart", "p"], "--size"),
    "baseline": (["--value", "viscosity", "--baseline", "1"], "from 2 to 35"),
    "times": (["--value", "viscosity", "--time", "trial"], "ascend"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_answered_is_refused_in_a_sentence(analyse, case):
    arguments, sentence = BAD[case]

    code, out, err = analyse("viscosity.parquet", *arguments)

    assert code == analysing.BAD_INPUT
    assert out == ""
    assert sentence in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("x\n", "no values"),
        ("x\n1\nb\n", "'b' in row 2, which is not a number"),
        ("", "No columns"),
        ("x\n1\ninf\n", "infinity"),
        ("x;y\n1,5;2\n", "semicolons"),
    ],
)
def test_bad_files_are_refused_in_a_sentence(analyse, files, content, sentence):
    (files / "bad.csv").write_text(content)

    code, _out, err = analyse("bad.csv", "--value", "x")

    assert code == analysing.BAD_INPUT
    assert sentence in err


def test_times_must_ascend(analyse, files):
    pd.DataFrame({"t": ["2026-01-02", "2026-01-01"], "x": [1, 2]}).to_csv(files / "t.csv", index=False)

    code, _out, err = analyse("t.csv", "--value", "x", "--time", "t")

    assert code == analysing.BAD_INPUT
    assert "sort the rows by time" in err


def test_the_choices_of_the_command_line_are_those_of_the_library():
    assert set(analysing.KINDS) == set(control_charts.KINDS) - charting.SEVERAL_VARIABLES
    assert set(analysing.RULE_SETS) == set(run_rules.SETS)


def test_the_command_is_described_without_loading_the_arithmetic():
    code = "import sys, argparse, bot.analysing as a; a.add_arguments(argparse.ArgumentParser().add_subparsers());"
    code += "print(sorted({'numpy', 'pandas', 'scipy', 'matplotlib'} & set(sys.modules)))"

    begun = time.perf_counter()
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert loaded.strip() == "[]"
    assert time.perf_counter() - begun < 5
