"""CSV and Parquet files in one folder of this machine; `sources.questions` is how they are asked."""

from datetime import timedelta
from pathlib import Path
from typing import ClassVar

from sources import questions
from sources.base import Elsewhere, QuestionWrong, Series, Source, SourceError, Stamps, Window


class Files(Source):
    """Each reading carries the beginning of its interval, and comes once the interval is over."""

    kind: ClassVar[str] = "files"
    stamps: ClassVar[Stamps] = "begin"

    def __init__(self, folder: Path, elsewhere: Elsewhere) -> None:
        self.folder = folder
        self._elsewhere = elsewhere

    def check(self, question: str, every: timedelta) -> None:
        asked = questions.parsed(question)
        if every <= timedelta(0):
            raise QuestionWrong("An interval is longer than nothing.")
        if asked.size and asked.aggregate:
            raise QuestionWrong("size=… belongs to a column as value; a share counts its cases itself.")

    async def read(self, question: str, window: Window) -> Series:
        found = await self._elsewhere("sources.tables:series", str(self.folder), question, window)
        if not isinstance(found, Series):
            raise SourceError(f"The files answered {question!r} with something that is no series.")
        return found
