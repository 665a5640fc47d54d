"""A child process that does the arithmetic and draws: pandas, scipy and matplotlib never load in the bot's own.

It begins with the first piece of work, is replaced after so many pieces, and goes when nobody has needed it for a
while, so that their hundreds of megabytes are not kept for one sweep a day.
"""

import asyncio
import pickle
import sys
from contextlib import suppress
from typing import Any

from kaizen.workshop.wire import LENGTH, length, packed

PIECES = 200
"""Then a fresh child begins: whatever arithmetic libraries leave behind goes with the old one."""

IDLE = 60.0
"""Seconds without work after which the child goes."""

PATIENCE = 50.0
"""Seconds that one piece may take; a job's minute must hold it, and what is written down after it."""


class WorkshopFailed(Exception):
    """The child died or took too long; the next piece gets a new one."""


class Workshop:
    """Does one piece of work at a time; whoever comes meanwhile waits."""

    def __init__(self, *, pieces: int = PIECES, idle: float = IDLE, patience: float = PATIENCE) -> None:
        self._pieces, self._idle, self._patience = pieces, idle, patience
        self._child: asyncio.subprocess.Process | None = None
        self._done = 0
        self._turn = asyncio.Lock()
        self._leaving: asyncio.TimerHandle | None = None
        self._farewell: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        """The child's, while there is one."""
        return self._child.pid if self._child else None

    async def make(self, name: str, *given: Any) -> Any:
        """What the function ``module:function`` answers there; what it raises is raised here."""
        async with self._turn:
            self._stay()
            if self._done >= self._pieces:
                await self._dismiss()
            child = self._child = self._child or await self._begun()
            try:
                async with asyncio.timeout(self._patience):
                    succeeded, answer = await _asked(child, (name, given))
            except (TimeoutError, OSError, asyncio.IncompleteReadError) as error:
                await self._dismiss()
                raise WorkshopFailed(f"{name} was not finished: {type(error).__name__}") from error
            except BaseException:  # cancelled in the middle: the child would answer whoever comes next with it
                await self._dismiss()
                raise
            self._done += 1
            self._leaving = asyncio.get_running_loop().call_later(self._idle, self._leave)
        if succeeded:
            return answer
        raise answer

    async def close(self) -> None:
        """Let the child go."""
        self._stay()
        async with self._turn:
            await self._dismiss()

    async def _begun(self) -> asyncio.subprocess.Process:
        self._done = 0
        pipe = asyncio.subprocess.PIPE
        command = (sys.executable, "-m", "kaizen.workshop.bench")
        return await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)

    def _stay(self) -> None:
        if self._leaving is not None:
            self._leaving.cancel()
            self._leaving = None

    def _leave(self) -> None:
        self._farewell = asyncio.create_task(self.close())

    async def _dismiss(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        with suppress(ProcessLookupError):
            child.kill()
        assert child.stdin is not None
        child.stdin.close()
        await child.communicate()  # not wait(): it never ends while an answer that nobody reads fills the pipe


async def _asked(child: asyncio.subprocess.Process, work: Any) -> tuple[bool, Any]:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(packed(work))
    await child.stdin.drain()
    size = length(await child.stdout.readexactly(LENGTH))
    succeeded, answer = pickle.loads(await child.stdout.readexactly(size))  # noqa: S301  -- of our own child
    return succeeded, answer
