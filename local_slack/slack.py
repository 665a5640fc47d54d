"""One running workspace, whole: what it holds, who the app is, and the machinery around them."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from local_slack.changes import Changes
from local_slack.clock import TeamClock, elapsed
from local_slack.delivery import Courier
from local_slack.faults import Faults
from local_slack.installation import Installation
from local_slack.keeping import Keeper
from local_slack.rates import Rates
from local_slack.timeline import Timeline
from local_slack.triggers import Triggers
from local_slack.workspace import Channel, Json, Member, Workspace

Result = TypeVar("Result")

RESPONSE_URL_SECONDS = 30 * 60


@dataclass(frozen=True)
class Options:
    """What whoever starts the workspace may choose."""

    delivery: str = "socket"
    """``socket``, or the address of the app's ``/slack/events`` to which signed requests are sent."""
    rate_limits: bool = True
    file_processing_seconds: float = 0.6
    """How long a shared file stays without its type, as on Slack."""
    retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0)
    """Seconds before each repetition of an event that was not acknowledged."""
    refused_scopes: frozenset[str] = frozenset()
    trigger_seconds: float = 3.0
    answer_seconds: float = 3.0
    """How long the app may take to acknowledge; Slack's three, or more where a busy machine shall not decide a test."""


@dataclass
class Slack:
    workspace: Workspace
    app: Installation
    clock: TeamClock
    options: Options
    changes: Changes
    timeline: Timeline
    faults: Faults
    rates: Rates
    triggers: Triggers
    courier: Courier
    keeper: Keeper
    files_folder: Path
    url: str = ""
    """Where the workspace answers, without a slash at the end; known once it listens."""
    response_urls: dict[str, "ResponseUrl"] = field(default_factory=dict)
    offered: dict[tuple[str, str, str], dict[str, Json]] = field(default_factory=dict)
    """The options, by value, that the app has offered to (member, place, action) in an external select."""
    moving: Json = field(default_factory=lambda: {"driver": None, "moving": False, "last_move": []})
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)

    @property
    def bot(self) -> Member:
        return self.workspace.members[self.app.credentials.bot_user_id]

    def now(self) -> int:
        """The team's time in whole seconds."""
        return int(self.clock.timestamp())

    def next_ts(self) -> str:
        return self.workspace.next_ts(self.clock.timestamp())

    def sees(self, member_id: str, channel: Channel) -> bool:
        """A guest sees only where it was invited; everybody else also every public channel."""
        if member_id in channel.members:
            return True
        return channel.kind == "channel" and not self.workspace.members[member_id].is_restricted

    def changed(self, kind: str, *, only: str | None = None, **where: str | None) -> None:
        """Tell the watchers, and have the state written."""
        self.changes.tell(kind, only=only, **where)
        self.keeper.touch()

    def in_background(self, work: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
        """Let *work* go on without waiting for it; it is cancelled when the workspace closes."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def forget_old_response_urls(self) -> None:
        since = elapsed() - RESPONSE_URL_SECONDS
        self.response_urls = {key: one for key, one in self.response_urls.items() if one.born > since}

    async def close(self) -> None:
        self.changes.end()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.courier.close()
        self.keeper.save()


@dataclass
class ResponseUrl:
    """An address to answer one interaction: five times within thirty minutes."""

    user: str
    channel: str
    message_ts: str | None
    born: float
    uses_left: int = 5
    thread_ts: str | None = None
