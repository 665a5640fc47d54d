"""Tables of monitors: what they look like, however they were written, and what is said of their mistakes."""

from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from kaizen.monitors import decoding, giving, pasting
from kaizen.monitors.pasting import PastedWrong
from kaizen.refusals import Refusal
from sources.files import Files
from sources.prometheus import Prometheus
from storage.monitors import ChartKind

DAY = timedelta(days=1)
HEAD = "name,source,question,every,baseline,label_delay"
GOOD = "Accuracy,files,file=a.csv time=t value=mean(p==q),day,100,2d"


async def nowhere(name: str, *given: object) -> object:
    raise AssertionError("nothing is read while a table is checked")


FILES = {"files": Files(Path(), nowhere)}


def test_one_good_line_gets_the_defaults_that_need_no_asking():
    [form] = pasting.read(f"{HEAD}\n{GOOD}", FILES)

    assert (form.chart, form.rules, form.watched, form.severity) == (ChartKind.AUTO, ("limits",), ("nelson-2",), 2)
    assert (form.every, form.baseline, form.label_delay) == (DAY, 100, 2 * DAY)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", "There is no monitor yet"),
        (f"{HEAD},colour\n{GOOD},red", "Line 1: I do not know the column 'colour'"),
        (f"name,source\n{GOOD}", "Line 1: the column question is missing"),
        (f"{HEAD}\n{GOOD}\n{GOOD}", "Line 3: Accuracy stands on line 2 already"),
        (f"{HEAD}\n{GOOD},more", "Line 2 has 7 cells for 6 columns"),
        (f"{HEAD}\n,files,file=a.csv time=t value=x,day,100,0", "Line 2, name: a monitor needs a name"),
        (f"{HEAD}\nA,grafana,x,day,100,0", "Line 2, source: there is no source 'grafana' here; there are: files"),
        (f"{HEAD}\nA,files,file=a.csv,day,100,0", "Line 2, question: Say time="),
        (f"{HEAD}\nA,files,file=a.csv time=t value=x,daily,100,0", "Line 2, every: 'daily' is no length of time"),
        (f"{HEAD}\nA,files,file=a.csv time=t value=x,day,14,0", "Line 2, baseline: 14 points are too few"),
        (f"{HEAD}\nA,files,file=a.csv time=t value=x,day,5001,0", "Line 2, baseline: 5001 points are too many, 5000"),
        (f"{HEAD}\nA,files,file=a.csv time=t value=x,day,2026-03-01..2026-02-01,0", "a baseline ends after it begins"),
        (f"{HEAD}\nA,files,file=a.csv time=t value=x,day,100,", "there is no safe guess"),
        (f"{HEAD},rules\nA,files,file=a.csv time=t value=x,day,100,0,guess", "there is no rule 'guess'"),
        (f"{HEAD},chart\nA,files,file=a.csv time=t value=x,day,100,0,drift", "say columns=a,b,c"),
        (f"{HEAD},chart\nA,files,file=a.csv time=t columns=a,day,100,0,drift", "its reference: two dates"),
        (f"{HEAD}\nA,files,file=a.csv time=t columns=a,day,100,0", "say what a reading is with value="),
        (f"{HEAD}\nA,files,file=a.csv time=t value=x where=,day,100,0", "where= says nothing"),
        (f'{HEAD}\nA,files,"file=a.csv time=t value=x,day,100,0', "is a quotation mark open?"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_column(table: str, said: str):
    with pytest.raises(PastedWrong) as wrong:
        pasting.read(table, FILES)

    assert said in " ".join(wrong.value.mistakes)


@pytest.mark.parametrize(
    "table",
    [
        f"{HEAD}\n{GOOD}",
        f"{HEAD}\r\n{GOOD}\r\n".replace(",", ";"),
        f"\n\n{HEAD}\n\n{GOOD}\n".replace(",", "\t"),
        f"{HEAD}\r{GOOD}\r",
        f"sep=;\n{HEAD}\n{GOOD}".replace(",", ";"),
        '"name";"source";"question";"every";"baseline";"label_delay"\n' + GOOD.replace(",", ";"),
        f'{HEAD}\nAccuracy,files,"file=a.csv\ntime=t value=mean(p==q)",day,100,2d',
    ],
)
def test_a_table_is_read_however_a_spreadsheet_wrote_it(table: str):
    [form] = pasting.read(table, FILES)

    assert (form.name, form.every, form.baseline, form.label_delay) == ("Accuracy", DAY, 100, 2 * DAY)
    assert form.question.split() == ["file=a.csv", "time=t", "value=mean(p==q)"]


def test_a_semicolon_in_a_question_does_not_make_a_table_of_semicolons():
    question = "file=a.csv time=t value=x where=region==a;b;c;d;e;f;g"

    [form] = pasting.read(f"{HEAD}\nA,files,{question},day,100,0", FILES)

    assert form.question == question


def test_lines_are_counted_as_an_editor_counts_them():
    two_lines_long = '"Accuracy","files","file=a.csv\ntime=t value=x",day,100,2d'

    with pytest.raises(PastedWrong) as wrong:
        pasting.read(f"\n{HEAD}\n\n{two_lines_long}\nB,files,file=a.csv time=t value=x,daily,100,0", FILES)

    assert wrong.value.mistakes[0].startswith("Line 6, every: 'daily'")


def test_a_quotation_mark_that_stays_open_is_said():
    with pytest.raises(PastedWrong, match="Line 2 cannot be read"):
        pasting.read(f'{HEAD}\n"A,files,{"x" * 200_000}', FILES)


def test_two_hundred_monitors_at_once_are_too_many():
    with pytest.raises(PastedWrong, match="These are 200 monitors; please give me at most 199 at once"):
        pasting.read("\n".join([HEAD, *(f"M{number}{GOOD[8:]}" for number in range(200))]), FILES)


@pytest.mark.parametrize("sources", [("files", "prometheus"), ("files",), ("prometheus",), ()])
def test_the_examples_in_the_modal_are_tables_that_can_be_given_as_they_are(sources: tuple[str, ...]):
    http = httpx.AsyncClient(base_url="http://prometheus.invalid")

    forms = pasting.read("\n".join(giving.form(sources).example), {**FILES, "prometheus": Prometheus(http)})

    assert {form.source for form in forms} == set(sources or ("files",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_says_how_it_is_written_is_read_as_that(encoding: str):
    assert decoding.text("Präzision, 精度\n".encode(encoding)) == "Präzision, 精度\n"


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        ("name\nPräzision\n".encode("cp1252"), "file_is_not_utf8"),
        ("name\nDokładność\n".encode("cp1250"), "file_is_not_utf8"),
        ("name\nA\n".encode("utf-16-le"), "file_is_no_text"),
        ("name\nA\n".encode("utf-16")[:-1], "file_is_no_text"),
        ("name\nA\n".encode("utf-32"), "file_is_no_text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "file_is_no_text"),
        (b"PK\x03\x04\x14\x00", "file_is_a_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "file_is_a_workbook"),
    ],
)
def test_what_would_have_to_be_guessed_is_not_read(content: bytes, refused: str):
    with pytest.raises(Refusal, match=f"monitors/{refused}"):
        decoding.text(content)


def test_all_mistakes_are_told_at_once():
    with pytest.raises(PastedWrong) as wrong:
        pasting.read(f"{HEAD}\nA,files,file=a.csv time=t value=x,daily,7,\nB,nobody,x,day,100,0", FILES)

    assert len(wrong.value.mistakes) == 4
