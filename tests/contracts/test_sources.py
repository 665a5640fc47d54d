"""Every source keeps the same promises, whatever its system says: tried with replies recorded from real ones."""

import gzip
import json
import re
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import httpx
import pytest

from kaizen.workshop import Workshop
from sources import fetching, finding
from sources.base import QuestionWrong, Series, Source, SourceError, Window
from sources.fetching import Web
from sources.files import Files
from sources.prometheus import Prometheus

RECORDINGS = Path(__file__).parents[1] / "recordings"
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
WHOLE = Window(MONDAY, MONDAY + 6 * HOUR, HOUR)


@dataclass(frozen=True)
class Case:
    """A source with questions that it answers, does not answer, and cannot be asked."""

    source: Source
    good: str
    proportion: str
    empty: str
    failing: list[str]
    wrong: list[str]
    asked: list[dict[str, str]] = field(default_factory=list)


def recorded(request: httpx.Request) -> httpx.Response:
    """What a real Prometheus 2.42 answered to this, cut to the window that is asked for."""
    form = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
    names = {
        "accuracy": "readings",
        "cases": "sizes",
        "nowhere": "nothing",
        "latency": "several",
        "accuracy{": "refused",
    }
    kept = json.loads((RECORDINGS / "prometheus" / f"{names[form['query']]}.json").read_text())
    for line in kept["body"].get("data", {}).get("result", []):
        line["values"] = [one for one in line["values"] if float(form["start"]) <= one[0] <= float(form["end"])]
    return httpx.Response(kept["status"], json=kept["body"])


@contextmanager
def a_prometheus(_folder: Path, _workshop: Workshop) -> Iterator[Case]:
    http = httpx.AsyncClient(base_url="http://prometheus.invalid", transport=httpx.MockTransport(recorded))
    yield Case(
        Prometheus(http),
        good="accuracy",
        proportion="accuracy ;; cases",
        empty="nowhere",
        failing=["latency", "accuracy{"],
        wrong=["", "accuracy ;;", "a ;; b ;; c"],
    )


@contextmanager
def a_folder(folder: Path, workshop: Workshop) -> Iterator[Case]:
    rows = [f"{(MONDAY + i * HOUR / 2):%Y-%m-%dT%H:%M:%S},{i % 2},1,{i / 10}" for i in range(12)]
    rows.append(f"{(MONDAY + 4 * HOUR):%Y-%m-%dT%H:%M:%S},,1,inf")
    (folder / "scores.csv").write_text("\n".join(["time,prediction,target,latency", *rows]))
    (folder / "broken.parquet").write_text("this is no table")
    asked = "file=scores.csv time=time value="
    yield Case(
        Files(folder, workshop.make),
        good=f"{asked}mean(prediction)",
        proportion=f"{asked}mean(prediction==target)",
        empty=f"{asked}mean(prediction) where=target==7",
        failing=[
            "file=nowhere.csv time=time value=x",
            "file=broken.parquet time=time value=x",
            "file=scores.csv time=when value=x",
            "file=scores.csv time=prediction value=mean(target)",
            f"{asked}mean(nothing)",
        ],
        wrong=[
            "",
            "file=/etc/passwd.csv time=t value=x",
            "file=../a.csv time=t value=x",
            f"{asked}guess(a)",
            f"{asked}mean()",
        ],
    )


class Quiet(SimpleHTTPRequestHandler):
    """A web server that does not print what it is asked."""

    def log_request(self, code: object = "-", size: object = "-") -> None:
        pass

    def log_error(self, *words: object) -> None:
        pass


@contextmanager
def a_web_server(folder: Path, workshop: Workshop) -> Iterator[Case]:
    """The same tables, asked for by their addresses; the good one is packed."""
    with (
        a_folder(folder, workshop) as local,
        ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as web,
    ):
        (folder / "scores.csv.gz").write_bytes(gzip.compress((folder / "scores.csv").read_bytes()))
        threading.Thread(target=web.serve_forever).start()
        host = f"http://127.0.0.1:{web.server_port}"
        there = partial(re.sub, r"file=(\w)", rf"file={host}/\1")
        allowed = Web(httpx.AsyncClient(), fetching.origins(host), folder / "fetched")
        yield replace(
            local,
            source=Files(None, workshop.make, allowed),
            good=there(local.good).replace(".csv", ".csv.gz"),
            proportion=there(local.proportion),
            empty=there(local.empty),
            failing=[there(question) for question in local.failing],
            wrong=[*local.wrong, local.good, local.good.replace("file=", "file=https://elsewhere.example/")],
        )
        web.shutdown()


CASES: dict[str, Callable[[Path, Workshop], AbstractContextManager[Case]]] = {
    "prometheus": a_prometheus,
    "files": a_folder,
    "files of the web": a_web_server,
}


def test_every_source_is_held_to_this_contract():
    assert {kind.kind for kind in finding.KINDS} == {name.partition(" ")[0] for name in CASES}


@pytest.fixture(params=CASES)
async def case(request, tmp_path) -> AsyncIterator[Case]:
    workshop = Workshop()
    with CASES[request.param](tmp_path, workshop) as found:
        yield found
    await workshop.close()


async def test_readings_are_finite_ascend_and_lie_in_the_window(case: Case):
    series = await case.source.read(case.good, WHOLE)

    assert series.times
    assert all(WHOLE.since <= time <= WHOLE.until for time in series.times)
    assert series.times == tuple(sorted(set(series.times)))
    assert all(time.tzinfo is UTC for time in series.times)


async def test_nothing_later_than_now_is_returned_and_no_interval_that_is_not_over(case: Case):
    now = MONDAY + 2.5 * HOUR

    series = await case.source.read(case.good, Window(MONDAY, now, HOUR))

    over = HOUR if case.source.stamps == "begin" else timedelta()
    assert series.times
    assert max(series.times) + over <= now


async def test_a_proportion_comes_with_its_number_of_cases(case: Case):
    series = await case.source.read(case.proportion, WHOLE)

    assert series.sizes is not None
    assert len(series.sizes) == len(series.times) > 0
    assert all(0 <= value <= 1 for value in series.values)
    assert all(size >= 1 for size in series.sizes)


async def test_nothing_is_an_empty_series(case: Case):
    assert (await case.source.read(case.empty, WHOLE)).times == ()


async def test_the_same_question_has_the_same_answer_and_a_part_agrees_with_the_whole(case: Case):
    whole = await case.source.read(case.good, WHOLE)
    part = await case.source.read(case.good, Window(MONDAY + HOUR, WHOLE.until, HOUR))

    assert await case.source.read(case.good, WHOLE) == whole
    known = dict(zip(whole.times, whole.values, strict=True))
    assert dict(zip(part.times, part.values, strict=True)) == {
        time: value for time, value in known.items() if time >= MONDAY + HOUR
    }


async def test_when_unsure_a_source_says_so_in_a_sentence(case: Case):
    for question in case.failing:
        with pytest.raises(SourceError, match=r"\w+ \w+"):
            await case.source.read(question, WHOLE)


async def test_a_question_that_cannot_be_asked_is_refused_before_it_is_asked(case: Case):
    for question in case.wrong:
        with pytest.raises(QuestionWrong):
            case.source.check(question, HOUR)
    case.source.check(case.good, HOUR)
    case.source.check(case.proportion, HOUR)


def test_a_series_refuses_what_a_source_must_not_say():
    with pytest.raises(ValueError, match="ascend"):
        Series((MONDAY, MONDAY), (1.0, 2.0))
    with pytest.raises(ValueError, match="finite"):
        Series((MONDAY,), (float("nan"),))
    with pytest.raises(ValueError, match="UTC"):
        Series((datetime(2026, 3, 2),), (1.0,))  # noqa: DTZ001
