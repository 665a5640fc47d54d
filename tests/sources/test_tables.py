"""Tables of files: what is packed, and how much of it is taken."""

import gzip
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sources import questions, tables
from sources.base import QuestionWrong, SourceError, Window
from sources.files import Files

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
DAY = timedelta(days=1)
ADDRESS = "https://data.example.org/scores.csv.gz"
CONTENT = b"day,value\n2026-03-02,1\n2026-03-03,2\n"


@pytest.mark.parametrize("content", [gzip.compress(CONTENT), CONTENT], ids=["packed", "unpacked by the server"])
def test_a_packed_file_of_the_web_is_read_whether_or_not_the_server_has_unpacked_it(tmp_path: Path, content: bytes):
    (tmp_path / questions.kept_as(ADDRESS)).write_bytes(content)

    series = tables.series(str(tmp_path), f"file={ADDRESS} time=day value=value", Window(MONDAY, MONDAY + 3 * DAY, DAY))

    assert series.values == (1.0, 2.0)


def test_a_small_file_that_unpacks_without_end_is_not_taken():
    bomb = io.BytesIO(gzip.compress(b"0" * 5_000_000))

    with pytest.raises(SourceError, match=r"scores\.csv\.gz is larger than 1 MB when it is unpacked"):
        tables.unpacked(bomb, "scores.csv.gz", most=1_000_000)


def test_half_a_packed_file_is_a_sentence(tmp_path: Path):
    (tmp_path / "scores.csv.gz").write_bytes(gzip.compress(CONTENT)[:-12])

    with pytest.raises(SourceError, match=r"scores\.csv\.gz cannot be read as a table"):
        tables.series(str(tmp_path), "file=scores.csv.gz time=day value=value", Window(MONDAY, MONDAY + DAY, DAY))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"day,value\n1782864000,1\n",
            "day in a.csv holds '1782864000', which is no time; write times like 2026-11-23",
        ),
        (b"day,value\n2026-03-02,high\n2026-03-03,low\n", "value holds 'high' and 1 more, which is no number"),
        (b"day,value\n2026-03-02,1\n2026-03-03,2,3,4\n", "line 3 has 4 cells for 2 columns"),
        (b"day\n2026-03-02\n2026-03-03,2\n", "line 3 has 2 cells for 1 column."),
        (b"day,value\n2026-03-02,1,9\n2026-03-03,2,9\n", "its lines have more cells than its first line names columns"),
        (b"", "it is empty"),
        (b"day,value\n2026-03-02,\xff\n", "its text is not UTF-8"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_words_that_need_no_python(tmp_path: Path, content: bytes, said: str):
    (tmp_path / "a.csv").write_bytes(content)

    with pytest.raises(SourceError) as refused:
        tables.series(str(tmp_path), "file=a.csv time=day value=value", Window(MONDAY, MONDAY + 3 * DAY, DAY))

    assert said in str(refused.value)


def test_a_comma_at_the_end_of_each_line_moves_no_column(tmp_path: Path):
    (tmp_path / "a.csv").write_bytes(b"day,value\n2026-03-02,1,\n2026-03-03,2,\n")

    series = tables.series(str(tmp_path), "file=a.csv time=day value=value", Window(MONDAY, MONDAY + 3 * DAY, DAY))

    assert series.values == (1.0, 2.0)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            "housing_prediction.csv",
            "There is no file housing_prediction.csv in the folder of files; did you mean housing_predictions.csv?",
        ),
        ("claims.parquet", "There is no file claims.parquet in the folder of files."),
    ],
)
def test_a_file_that_is_not_there_is_said_with_the_one_whose_name_is_like_it(tmp_path: Path, asked: str, said: str):
    (tmp_path / "housing_predictions.csv").write_bytes(CONTENT)

    with pytest.raises(SourceError) as refused:
        tables.series(str(tmp_path), f"file={asked} time=day value=value", Window(MONDAY, MONDAY + DAY, DAY))

    assert str(refused.value) == said


COUNTED = "file=a.csv time=day value=bad of=n"


def test_a_count_of_cases_is_read_as_its_share(tmp_path: Path):
    (tmp_path / "a.csv").write_bytes(b"day,bad,n\n2026-03-02,50,1000\n2026-03-03,0,0\n2026-03-04,1,400\n")

    series = tables.series(str(tmp_path), COUNTED, Window(MONDAY, MONDAY + 4 * DAY, DAY))

    assert series.values == (0.05, 0.0025), "a day without cases has no share"
    assert series.sizes == (1000.0, 400.0)


def test_a_count_beyond_its_cases_is_named(tmp_path: Path):
    (tmp_path / "a.csv").write_bytes(b"day,bad,n\n2026-03-02,50,40\n")

    with pytest.raises(SourceError, match="bad holds more than there are in n: 50 of 40"):
        tables.series(str(tmp_path), COUNTED, Window(MONDAY, MONDAY + DAY, DAY))


def test_a_percent_is_not_divided_as_if_it_were_a_count(tmp_path: Path):
    (tmp_path / "a.csv").write_bytes(b"day,bad,n\n2026-03-02,93,500\n2026-03-03,92.1,500\n")

    with pytest.raises(SourceError) as refused:
        tables.series(str(tmp_path), COUNTED, Window(MONDAY, MONDAY + 4 * DAY, DAY))

    assert str(refused.value) == (
        "bad holds 92.1 at 2026-03-03 00:00 UTC, which is no whole number, and of=… divides counts. For shares write "
        "size=… in place of of=…; percents are shares once they are divided by 100 in the file."
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [("value=mean(bad) of=n", "of=… belongs to a column as value"), ("value=bad of=n size=n", "not both")],
)
def test_cases_are_named_once_and_beside_a_column(tmp_path: Path, words: str, said: str):
    async def nowhere(*_asked: object) -> object:
        raise AssertionError

    with pytest.raises(QuestionWrong, match=said):
        Files(tmp_path, nowhere).check(f"file=a.csv time=day {words}", DAY)
