"""Readings that come more often than their monitor says are not judged: every promise about chance would be wrong."""

from datetime import timedelta
from typing import Final

from kaizen.monitors import spacing, spelling
from kaizen.monitors.judgements import TOO_OFTEN, Asked, Judged
from sources import questions
from sources.base import QuestionWrong

MINUTE: Final = 60


def refused(asked: Asked, question: str) -> Judged | None:
    """Why readings are not judged, with what to write instead; None if they come as often as was said."""
    real = spacing.too_close(asked.times, asked.every)
    return Judged(TOO_OFTEN, _reason(asked.every, real, question), len(asked.times), 0) if real else None


def _reason(every: timedelta, real: timedelta, question: str) -> str:
    said, minutes = spelling.length(every // timedelta(seconds=1)), round(real.total_seconds() / MINUTE)
    otherwise = _averaged(question, said)
    if not minutes:
        return f"readings come more often than once a minute, not every {said}: {otherwise}"
    comes = spelling.length(minutes * MINUTE)
    return f"readings come every {comes}, not every {said}: write every={comes}, or {otherwise}"


def _averaged(question: str, said: str) -> str:
    """How to get one reading for each interval; of shares and counts of cases files make none."""
    try:
        asked = questions.parsed(question)
    except QuestionWrong:
        return f"ask for one reading every {said}"
    if asked.size or asked.of or not asked.column:
        return f"let the file hold one row every {said}"
    value = f"value=mean({asked.column})"
    return f'average them with "{value}"' if " " in value else f"average them with {value}"
