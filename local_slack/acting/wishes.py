"""What a member wishes to do, read from a request of the member interface."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from local_slack.refusals import MemberRefusedError
from local_slack.slack import Slack
from local_slack.workspace import Channel, Json, Member, Message

Deed = Callable[["Wish"], Awaitable[Json]]

DEEDS: dict[tuple[str, str], Deed] = {}
"""(HTTP method, path) of the member interface, and what answers there."""


def deed(verb: str, path: str) -> Callable[[Deed], Deed]:
    """Let the decorated function answer *verb* *path*."""

    def register(function: Deed) -> Deed:
        DEEDS[verb, path] = function
        return function

    return register


@dataclass(frozen=True)
class Wish:
    slack: Slack
    fields: Json
    """The JSON body, or the query of a GET."""

    def text(self, name: str, default: str = "") -> str:
        value = self.fields.get(name)
        return default if value is None else str(value)

    def required(self, name: str) -> str:
        if value := self.text(name):
            return value
        raise MemberRefusedError("missing_field", f"Please say {name!r}.")

    def structure(self, name: str) -> Json:
        """A field that is an object; an empty one when it was not given."""
        value = self.fields.get(name) or {}
        if not isinstance(value, dict):
            raise MemberRefusedError("invalid_field", f"{name!r} must be an object.")
        return value

    def number(self, name: str) -> float:
        try:
            return float(self.fields[name])
        except (KeyError, TypeError, ValueError) as error:
            raise MemberRefusedError("invalid_field", f"{name!r} must be a number.") from error

    @property
    def actor(self) -> Member:
        """The member in whose name this is done."""
        member = self.slack.workspace.members.get(self.required("as"))
        if member is None or member.is_bot:
            raise MemberRefusedError(
                "user_not_found", "Nobody here has this id; GET /local/workspace lists the members."
            )
        if member.deleted:
            raise MemberRefusedError("user_disabled", f"{member.real_name} has left; choose somebody else.")
        return member

    def channel(self, name: str = "channel") -> Channel:
        """A conversation that the actor can see, by id or by ``#name``."""
        target = self.required(name)
        workspace = self.slack.workspace
        found = workspace.channels.get(target) or workspace.channel_named(target)
        if found is None or not self.slack.sees(self.actor.id, found):
            raise MemberRefusedError("channel_not_found", f"{self.actor.real_name} sees no conversation {target!r}.")
        return found

    def own_channel(self) -> Channel:
        """A conversation in which the actor can write."""
        where = self.channel()
        if where.is_archived:
            raise MemberRefusedError("is_archived", f"#{where.name} is archived; nobody can write there.")
        if self.actor.id not in where.members:
            raise MemberRefusedError("not_in_channel", f"{self.actor.real_name} is not in #{where.name}; invite first.")
        return where

    def message(self, where: Channel, ts: Any = None) -> Message:
        """A message that the actor can see."""
        found = where.messages.get(str(ts or self.required("ts")))
        if found is None or found.only_for not in (None, self.actor.id):
            raise MemberRefusedError("message_not_found", "There is no such message in this conversation.")
        return found

    def person(self, name: str = "user") -> Member:
        """Somebody named by id, or ``app``."""
        target = self.required(name)
        member = self.slack.bot if target == "app" else self.slack.workspace.members.get(target)
        if member is None:
            raise MemberRefusedError("user_not_found", "Nobody here has this id.")
        return member
