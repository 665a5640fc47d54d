"""One call of the app: its arguments, whatever shape they came in, and the things they name."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from local_slack.refusals import SlackError
from local_slack.slack import Slack
from local_slack.workspace import Channel, Json, Member, Message

TRUE = frozenset({"1", "true", "True"})


@dataclass(frozen=True)
class Call:
    slack: Slack
    method: str
    arguments: Json

    def text(self, name: str, default: str = "") -> str:
        """The argument as text; *default* when it was not given."""
        value = self.arguments.get(name)
        return default if value is None else str(value)

    def required(self, name: str) -> str:
        if value := self.text(name):
            return value
        raise SlackError("invalid_arguments", f"[ERROR] missing required field: {name}")

    def given(self, name: str) -> bool:
        return self.arguments.get(name) is not None

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.arguments.get(name)
        return default if value is None else value is True or str(value) in TRUE

    def number(self, name: str, default: int, *, most: int) -> int:
        """A whole number from 1 to *most*."""
        try:
            value = int(self.arguments.get(name, default))
        except (TypeError, ValueError) as error:
            raise SlackError("invalid_arguments", f"[ERROR] must be an integer [json-pointer:/{name}]") from error
        if not 0 <= value <= most:
            raise SlackError("invalid_limit" if name == "limit" else "invalid_arguments")
        return value or default

    def structure(self, name: str, *, refusal: str = "invalid_arguments") -> Any:
        """A JSON argument: already parsed in a JSON body, still a string in a form or a query."""
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError as error:
            raise SlackError(refusal, f"[ERROR] must be valid JSON [json-pointer:/{name}]") from error

    def listed(self, name: str) -> list[str]:
        """A list given as an array or as ``a,b,c``."""
        value = self.arguments.get(name)
        if isinstance(value, str) and value.startswith("["):
            value = self.structure(name)
        parts = value if isinstance(value, list) else str(value or "").split(",")
        return [str(part).strip() for part in parts if str(part).strip()]

    def member(self, name: str = "user") -> Member:
        found = self.slack.workspace.members.get(self.required(name))
        if found is None:
            raise SlackError("user_not_found")
        return found

    def channel(self, name: str = "channel") -> Channel:
        """The conversation named by id, if the app may know that it exists."""
        found = self.slack.workspace.channels.get(self.required(name))
        if found is None or not self.slack.sees(self.slack.bot.id, found):
            raise SlackError("channel_not_found")
        return found

    def message(self, where: Channel, name: str = "ts") -> Message:
        found = where.messages.get(self.required(name))
        if found is None or found.only_for is not None:
            raise SlackError("message_not_found")
        return found

    def require_scope(self, *any_of: str) -> None:
        """Refuse unless the app has one of these scopes, and say which."""
        if not self.slack.app.scopes.intersection(any_of):
            raise missing_scope(self.slack, any_of)

    def page(self, things: Sequence[Any], *, default: int, most: int = 1000) -> tuple[list[Any], str]:
        """The part of *things* that ``limit`` and ``cursor`` ask for, and the next cursor."""
        limit = self.number("limit", default, most=most)
        start = _place(self.text("cursor"))
        rest = len(things) > start + limit
        return list(things[start : start + limit]), f"from:{start + limit}" if rest else ""


def _place(cursor: str) -> int:
    if not cursor:
        return 0
    word, _, place = cursor.partition(":")
    if word != "from" or not place.isdigit():
        raise SlackError("invalid_cursor")
    return int(place)


def missing_scope(slack: Slack, needed: Sequence[str]) -> SlackError:
    provided = ",".join(sorted(slack.app.scopes))
    return SlackError("missing_scope", needed=",".join(needed), provided=provided)
