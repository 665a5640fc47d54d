"""CSV and Parquet files in one folder of this machine, or of the web; `sources.questions` is how they are asked."""

from datetime import timedelta
from pathlib import Path
from typing import ClassVar

from sources import questions
from sources.base import Elsewhere, QuestionWrong, Series, Source, SourceError, Stamps, Window
from sources.fetching import Web


class Files(Source):
    """Each reading carries the beginning of its interval, and comes once the interval is over."""

    kind: ClassVar[str] = "files"
    stamps: ClassVar[Stamps] = "begin"

    def __init__(self, folder: Path | None, elsewhere: Elsewhere, web: Web | None = None) -> None:
        self._folder = folder
        self._elsewhere = elsewhere
        self._web = web

    def check(self, question: str, every: timedelta) -> None:
        asked = questions.parsed(question)
        if every <= timedelta(0):
            raise QuestionWrong("An interval is longer than nothing.")
        if (asked.size or asked.of) and asked.aggregate:
            word = "size" if asked.size else "of"
            raise QuestionWrong(f"{word}=… belongs to a column as value; a share counts its cases itself.")
        if asked.size and asked.of:
            raise QuestionWrong("Say size=… if the value is a share of cases, or of=… if it is a count; not both.")
        if why := self._out_of_reach(asked.file):
            raise QuestionWrong(why)

    async def read(self, question: str, window: Window) -> Series:
        folder = await self.at_hand(question)
        found = await self._elsewhere("sources.tables:series", str(folder), question, window)
        if not isinstance(found, Series):
            raise SourceError(f"The files answered {question!r} with something that is no series.")
        return found

    async def at_hand(self, question: str) -> Path:
        """The folder in which the file lies that a question names; one of the web is fetched first."""
        name = questions.parsed(question).file
        if why := self._out_of_reach(name):
            raise SourceError(why)
        if self._web is not None and questions.is_address(name):
            return await self._web.fetch(name)
        assert self._folder is not None
        return self._folder

    def _out_of_reach(self, name: str) -> str:
        """Why a file cannot be read here; nothing if it can."""
        if not questions.is_address(name):
            return "" if self._folder else f"There is no folder of files here for {name}: KAIZEN_FILES_DIR is not set."
        if self._web is None:
            return "Files of the web are not read here: KAIZEN_FILES_HOSTS allows no host."
        return self._web.refusal(name)
