"""The same command or click again: over Socket Mode after a broken connection, or a signed request that is replayed.

What changes state is kept once by its receipt. This is for the rest: a modal that would open twice, a list that would
be shown twice. A trigger is good for one thing, so whatever carries one that was used is acknowledged and done with.
"""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from slack_bolt import BoltResponse

KINDS: Final = {"command", "block_actions", "shortcut", "message_action"}
"""What is answered once. The same submission gets its first answer again, or its modal would hang."""

REMEMBERED: Final = 2_000
"""Triggers; a signature, and with it a replay, is good for five minutes."""


class Replays:
    """The triggers that this process has obeyed, the newest of them."""

    def __init__(self) -> None:
        self._obeyed: OrderedDict[str, None] = OrderedDict()

    async def refuse(
        self,
        body: dict[str, Any],
        next: Callable[[], Awaitable[Any]],  # noqa: A002  -- Bolt's name for it
    ) -> BoltResponse | None:
        """A middleware: let a payload pass the first time."""
        trigger = _trigger(body)
        if trigger in self._obeyed:
            return BoltResponse(status=200, body="")
        if trigger:
            self._obeyed[trigger] = None
            while len(self._obeyed) > REMEMBERED:
                self._obeyed.popitem(last=False)
        await next()
        return None


def _trigger(body: Mapping[str, Any]) -> str:
    kind = str(body.get("type") or ("command" if "command" in body else ""))
    return str(body.get("trigger_id") or "") if kind in KINDS else ""
