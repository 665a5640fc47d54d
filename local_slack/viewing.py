"""Modals and Home tabs on people's screens: opened, pushed, updated, closed."""

import json
import secrets
from typing import Any

from local_slack import elements, identities, rules
from local_slack.refusals import SlackError
from local_slack.slack import Slack
from local_slack.workspace import Json, View

MOST_ON_A_STACK = 3
LARGEST_BYTES = 250_000
FILES_READ = "files:read"
"""Without it nobody may be asked for a file."""


def checked(slack: Slack, raw: Any, *, kind: str, besides: str | None = None) -> Json:
    """The view that the app sent, held to Slack's limits; *besides* is the view that it replaces."""
    if len(json.dumps(raw, ensure_ascii=False).encode()) > LARGEST_BYTES:
        raise SlackError("view_too_large")
    content = rules.checked_view(raw, kind, slack.workspace.files)
    external = content.get("external_id")
    if external and any(v.id != besides and v.content.get("external_id") == external for v in _standing(slack)):
        raise SlackError("duplicate_external_id")
    asks_for_files = any(element["type"] == "file_input" for _, element in elements.each(content["blocks"]))
    if asks_for_files and FILES_READ not in slack.app.scopes:
        raise SlackError("missing_scope", needed=FILES_READ, provided=",".join(sorted(slack.app.scopes)))
    return content


def _standing(slack: Slack) -> list[View]:
    modals = [view for stack in slack.workspace.modals.values() for view in stack]
    return [*slack.workspace.homes.values(), *modals]


def new_hash(slack: Slack) -> str:
    return f"{slack.now()}.{secrets.token_hex(4)}"


def stack_of(slack: Slack, user: str) -> list[View]:
    return slack.workspace.modals.setdefault(user, [])


def fresh(slack: Slack, user: str, content: Json) -> View:
    """A view that nobody has typed into yet."""
    state = elements.initial_state(content.get("blocks", []))
    return View(identities.new("V"), user, new_hash(slack), content, state)


def put_on_top(slack: Slack, user: str, content: Json) -> View:
    """Show one more modal above those that *user* has open."""
    stack = stack_of(slack, user)
    if len(stack) >= MOST_ON_A_STACK:
        raise SlackError("push_limit_reached")
    view = fresh(slack, user, content)
    view.root_view_id = stack[0].id if stack else view.id
    view.previous_view_id = stack[-1].id if stack else None
    stack.append(view)
    slack.changed("view", only=user)
    return view


def open_first(slack: Slack, user: str, content: Json) -> View:
    """Show a modal by itself; what was open before is gone."""
    stack_of(slack, user).clear()
    return put_on_top(slack, user, content)


def replace(slack: Slack, view: View, content: Json) -> None:
    """Change what *view* shows; entries stay where block and action keep their ids."""
    view.content = content
    view.state = elements.initial_state(view.blocks, view.state)
    view.hash = new_hash(slack)
    slack.changed("home" if content["type"] == "home" else "view", only=view.user)


def remove(slack: Slack, view: View) -> None:
    """Take one modal off its stack."""
    stack = stack_of(slack, view.user)
    stack[:] = [one for one in stack if one.id != view.id]
    slack.changed("view", only=view.user)


def clear(slack: Slack, user: str) -> None:
    stack_of(slack, user).clear()
    slack.changed("view", only=user)
