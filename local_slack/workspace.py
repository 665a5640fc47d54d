"""What a workspace holds: members, channels, messages, views, files, user groups.

Plain data, and the questions one may ask of it.
"""

from dataclasses import dataclass, field
from typing import Any

from local_slack import identities

Json = dict[str, Any]
"""A structure as it travels: Slack's payloads are the edge, and typed no further."""


@dataclass
class Member:
    """A person, or the app's bot user."""

    id: str
    name: str
    real_name: str
    tz: str = "Europe/London"
    tz_label: str = "Greenwich Mean Time"
    title: str = ""
    email: str = ""
    colour: str = "4a6fa5"
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    is_bot: bool = False
    deleted: bool = False
    away: bool = False
    quiet_from: str = ""
    """Do not disturb begins at this wall-clock time (``22:00``), in the member's zone; empty for never."""
    quiet_until: str = ""
    updated: int = 0


@dataclass
class Reaction:
    name: str
    users: list[str]


@dataclass
class Message:
    ts: str
    user: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    broadcast: bool = False
    bot: bool = False
    username: str = ""
    reactions: list[Reaction] = field(default_factory=list)
    edited_ts: str | None = None
    metadata: Json | None = None
    only_for: str | None = None
    """The one member who sees an ephemeral message."""
    files: list[str] = field(default_factory=list)
    subtype: str | None = None
    chosen: dict[str, Json] = field(default_factory=dict)
    """What each member has chosen in the message's own selects and boxes, but not sent as an action of its own."""

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass
class Channel:
    id: str
    name: str
    kind: str = "channel"
    """``channel`` (public), ``private`` or ``dm``."""
    topic: str = ""
    purpose: str = ""
    creator: str = ""
    created: int = 0
    is_archived: bool = False
    members: list[str] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)
    """By ``ts``, which only grows: the order of the dictionary is the order of time."""
    pins: list[str] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)
    """The last ``ts`` that each member has read."""

    def top_level(self) -> list[Message]:
        """What everybody sees in the channel itself, oldest first."""
        return [one for one in self.messages.values() if one.only_for is None and (not one.is_reply or one.broadcast)]

    def threads(self) -> dict[str, list[Message]]:
        """The replies of every thread, under the ``ts`` of the message that began it, oldest first."""
        found: dict[str, list[Message]] = {}
        for one in self.messages.values():
            if one.thread_ts is not None and one.is_reply and one.only_for is None:
                found.setdefault(one.thread_ts, []).append(one)
        return found

    def replies(self, thread_ts: str) -> list[Message]:
        """What was said in the thread, without the message that began it, oldest first."""
        return self.threads().get(thread_ts, [])


@dataclass
class View:
    """A modal or a Home tab, as it stands on one member's screen."""

    id: str
    user: str
    hash: str
    content: Json
    """The view as the app sent it: type, title, blocks, submit, close, callback_id, private_metadata, …"""
    state: Json = field(default_factory=dict)
    """``{block_id: {action_id: state}}`` as in ``view.state.values``."""
    root_view_id: str = ""
    previous_view_id: str | None = None

    @property
    def blocks(self) -> list[Json]:
        return list(self.content.get("blocks", []))


@dataclass
class File:
    id: str
    name: str
    size: int
    user: str
    created: int
    title: str = ""
    mimetype: str = ""
    """Empty until Slack has processed the file, which happens a little after ``files.completeUploadExternal``."""
    filetype: str = ""
    width: int = 0
    """Of a picture, in pixels; 0 where we cannot tell."""
    height: int = 0
    uploaded: bool = False
    completed: bool = False
    alt_text: str = ""
    channels: list[str] = field(default_factory=list)
    elsewhere: bool = False
    """Given by somebody of another organisation: apps are told its id, and ask ``files.info`` for the rest."""


@dataclass
class UserGroup:
    id: str
    name: str
    handle: str
    description: str = ""
    users: list[str] = field(default_factory=list)
    created: int = 0
    updated: int = 0
    created_by: str = ""
    updated_by: str = ""
    disabled_at: int = 0


@dataclass
class Workspace:
    id: str
    name: str
    domain: str
    members: dict[str, Member] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    groups: dict[str, UserGroup] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    modals: dict[str, list[View]] = field(default_factory=dict)
    """Each member's stack of open modals, the bottom one first."""
    paid: bool = False
    """Whether its plan has user groups."""
    groups_by_everyone: bool = True
    """Whether everybody may manage them, which an app's token needs, or admins only."""
    last_ts: str = "0.000000"

    def people(self) -> list[Member]:
        return [member for member in self.members.values() if not member.is_bot]

    def channel_named(self, name: str) -> Channel | None:
        """The channel that is called ``#name`` (or ``name``), if there is one."""
        bare = name.removeprefix("#")
        return next((c for c in self.channels.values() if c.kind != "dm" and c.name == bare), None)

    def group_called(self, handle: str) -> UserGroup | None:
        """The user group that is mentioned as ``@handle``, if the plan has any and it is not disabled."""
        standing = (group for group in self.groups.values() if self.paid and not group.disabled_at)
        return next((group for group in standing if group.handle == handle), None)

    def direct(self, *people: str, now: int = 0) -> Channel:
        """The direct conversation of these people, begun if there is none yet."""
        for channel in self.channels.values():
            if channel.kind == "dm" and set(channel.members) == set(people):
                return channel
        begun = Channel(id=identities.new("D"), name="", kind="dm", created=now, members=sorted(set(people)))
        self.channels[begun.id] = begun
        return begun

    def open_view(self, view_id: str) -> View | None:
        """The modal or Home tab with this id, if it is on somebody's screen."""
        standing = [*self.homes.values(), *(view for stack in self.modals.values() for view in stack)]
        return next((view for view in standing if view.id == view_id), None)

    def next_ts(self, now: float) -> str:
        """A ``ts`` for this instant, later than every one before it."""
        seconds, micros = (int(part) for part in self.last_ts.split("."))
        stamp = max(int(now * 1_000_000), seconds * 1_000_000 + micros + 1)
        self.last_ts = f"{stamp // 1_000_000}.{stamp % 1_000_000:06d}"
        return self.last_ts
