"""Prometheus, and what speaks its language: ``/api/v1/query_range`` of https://prometheus.io/docs/prometheus/latest/querying/api/.

A question is one expression that answers with one series. For a proportion the number of cases follows behind two
semicolons: ``sum(increase(right[1d])) / sum(increase(seen[1d])) ;; sum(increase(seen[1d]))``.
"""

import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import httpx

from sources.base import QuestionWrong, Series, Source, SourceError, Stamps, Window

MOST_POINTS = 10_000
"""Prometheus refuses more than 11,000 points for one series; longer windows are asked in parts."""

SIZE = ";;"

Readings = dict[datetime, float]


class Prometheus(Source):
    """Each reading carries the moment at which its expression was evaluated: the end of the range it looks at."""

    kind: ClassVar[str] = "prometheus"
    stamps: ClassVar[Stamps] = "end"

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    def check(self, question: str, every: timedelta) -> None:
        value, size, more = (*(part.strip() for part in question.split(SIZE)), "", "")[:3]
        if not value or more or (SIZE in question and not size):
            raise QuestionWrong(f"Write one expression, and for a proportion the number of cases behind {SIZE}.")
        if every < timedelta(seconds=1):
            raise QuestionWrong("Prometheus is asked once a second at most.")

    async def read(self, question: str, window: Window) -> Series:
        value, _, size = (part.strip() for part in question.partition(SIZE))
        values, notes = await self._readings(value, window)
        if not size:
            return Series(tuple(values), tuple(values.values()), notes=notes)
        sizes, more = await self._readings(size, window)
        both = [time for time in values if time in sizes]
        return Series(
            tuple(both),
            tuple(values[time] for time in both),
            tuple(sizes[time] for time in both),
            tuple(dict.fromkeys((*notes, *more))),
        )

    async def _readings(self, expression: str, window: Window) -> tuple[Readings, tuple[str, ...]]:
        found: Readings = {}
        notes: dict[str, None] = {}
        for part in _parts(window):
            reply = await self._asked(expression, part)
            notes.update(dict.fromkeys(map(str, reply.get("warnings") or ())))
            found.update(_points(reply, expression))
        seen = {time: value for time, value in found.items() if math.isfinite(value)}
        infinite = sum(math.isinf(value) for value in found.values())
        if infinite:
            notes[f"{infinite} infinite readings were left out"] = None
        return seen, tuple(notes)

    async def _asked(self, expression: str, part: Window) -> dict[str, Any]:
        form = {
            "query": expression,
            "start": f"{part.since.timestamp():.3f}",
            "end": f"{part.until.timestamp():.3f}",
            "step": f"{part.every.total_seconds():g}",
        }
        try:
            answer = await self._http.post("/api/v1/query_range", data=form)
            reply = answer.json()
        except httpx.HTTPError as error:
            raise SourceError(f"Prometheus cannot be reached ({type(error).__name__}: {error}).") from error
        except ValueError as error:
            raise SourceError(f"Prometheus answered {answer.status_code} with something that is no JSON.") from error
        if not isinstance(reply, dict) or reply.get("status") != "success":
            raise SourceError(f"Prometheus refuses {expression!r}: {_complaint(reply, answer.status_code)}")
        return reply


def _complaint(reply: Any, status: int) -> str:
    if isinstance(reply, dict) and reply.get("error"):
        return f"{reply['error']} ({reply.get('errorType', status)})."
    return f"it answered {status}."


def _parts(window: Window) -> Iterator[Window]:
    """The window in parts that Prometheus answers; steps lie on whole multiples of the interval, as its own do."""
    since = _aligned(window.since, window.every)
    while since <= window.until:
        until = min(window.until, since + (MOST_POINTS - 1) * window.every)
        yield Window(since, until, window.every)
        since = until + window.every if until < window.until else window.until + window.every


def _aligned(moment: datetime, every: timedelta) -> datetime:
    """The first whole multiple of the interval that is not before *moment*."""
    start = datetime(1970, 1, 5, tzinfo=UTC)  # a Monday, so that weeks begin on one
    return start - (start - moment) // every * every


def _points(reply: dict[str, Any], expression: str) -> Readings:
    """The points of the one series; none is no points, several are no answer."""
    try:
        lines = reply["data"]["result"]
        if len(lines) > 1:
            raise SourceError(f"{expression!r} answers with {len(lines)} series; sum them up, or name one.")
        points = lines[0]["values"] if lines else []
        return {datetime.fromtimestamp(float(when), UTC): float(value) for when, value in points}
    except (KeyError, TypeError, ValueError) as error:
        raise SourceError(f"Prometheus answered {expression!r} in a shape that I do not know: {error!r}.") from error
