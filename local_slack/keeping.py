"""The workspace on disk: written a moment after a change, replaced in one step, read again at the next start."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from local_slack import clock
from local_slack.workspace import Channel, File, Json, Member, Message, Reaction, UserGroup, View, Workspace

PAUSE_SECONDS = 0.2
"""How long changes gather before they are written; what a power cut could lose."""

PLAIN = ("id", "name", "domain", "paid", "groups_by_everyone", "last_ts")
"""What of a workspace is kept as it stands."""

SHARE_OF_TIME = 0.05
"""Writing a large workspace takes longer, and then happens less often: this much of the time at most."""


class UnreadableStateError(ValueError):
    """What the file holds is no workspace of this version."""


def read(path: Path) -> Json:
    """The JSON in *path*, or a sentence about why it is none."""
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise UnreadableStateError(f"{path.name} is not JSON: {error}") from error


def restored(raw: Json) -> Workspace:
    """The workspace that :func:`written` described."""
    try:
        return _restored(raw)
    except (KeyError, TypeError, AttributeError) as error:
        raise UnreadableStateError(f"This is no workspace of this version: {error}") from error


def _restored(raw: Json) -> Workspace:
    plain = {key: raw[key] for key in PLAIN if key in raw}
    return Workspace(
        **plain,
        members={one["id"]: Member(**one) for one in _values(raw.get("members", []))},
        channels={one["id"]: _channel(one) for one in _values(raw.get("channels", []))},
        groups={one["id"]: UserGroup(**one) for one in _values(raw.get("groups", []))},
        files={one["id"]: File(**one) for one in _values(raw.get("files", []))},
        homes={user: View(**view) for user, view in raw.get("homes", {}).items()},
        modals={user: [View(**view) for view in stack] for user, stack in raw.get("modals", {}).items()},
    )


def written(state: Json) -> str:
    """*state* as JSON text; the dataclasses in it become objects, as they stand and without copies."""
    return json.dumps(state, ensure_ascii=False, default=vars)


def _values(things: Any) -> list[Json]:
    """People write lists; the saved state holds dictionaries by id."""
    return list(things.values()) if isinstance(things, dict) else list(things)


def _channel(raw: Json) -> Channel:
    messages = [_message(one) for one in _values(raw.get("messages", []))]
    return Channel(**raw | {"messages": {one.ts: one for one in messages}})


def _message(raw: Json) -> Message:
    return Message(**raw | {"reactions": [Reaction(**one) for one in raw.get("reactions", [])]})


class Keeper:
    """Writes what *describe* returns into *path*, soon after :meth:`touch`; without a path nothing is kept."""

    def __init__(self, path: Path | None, describe: Callable[[], Json]) -> None:
        self.path = path
        self._describe = describe
        self._due: asyncio.TimerHandle | None = None
        self._pause = PAUSE_SECONDS

    def touch(self) -> None:
        """Something has changed."""
        if self.path is not None and self._due is None:
            self._due = asyncio.get_running_loop().call_later(self._pause, self.save)

    def save(self) -> None:
        """Write now, by replacing the old file in one step: a reader sees the old state or the new one."""
        if self._due is not None:
            self._due.cancel()
            self._due = None
        if self.path is None:
            return
        began = clock.elapsed()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_name(self.path.name + ".new")
        draft.write_text(written(self._describe()), encoding="utf-8")
        draft.replace(self.path)
        self._pause = max(PAUSE_SECONDS, (clock.elapsed() - began) / SHARE_OF_TIME)
