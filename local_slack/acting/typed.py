"""From what a person types to the text that Slack makes of it: names become ids, markup becomes harmless."""

import re

from local_slack.workspace import Workspace

TOKEN = re.compile(r"<(?:@[UW]\w+|#C\w+|!subteam\^S\w+)(?:\|[^<>]*)?>")
"""A mention that was picked from a list, and is written as it is."""

NAME = re.compile(r"(?<![\w@#&])([@#])([a-z0-9][a-z0-9._-]*)")


def as_message(workspace: Workspace, text: str) -> str:
    """What stands in the message when a person writes *text*."""
    return _outside_tokens(workspace, text, named=False)


def as_command(workspace: Workspace, text: str) -> str:
    """What a command with ``should_escape`` receives; its mentions also carry the name."""
    return _outside_tokens(workspace, text, named=True)


def _outside_tokens(workspace: Workspace, text: str, *, named: bool) -> str:
    """Escape and resolve everything but mentions that are tokens already."""

    def resolved(plain: str) -> str:
        safe = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return NAME.sub(lambda found: _mention(workspace, found, named=named), safe)

    parts, end = [], 0
    for token in TOKEN.finditer(text):
        parts += [resolved(text[end : token.start()]), token[0]]
        end = token.end()
    return "".join([*parts, resolved(text[end:])])


def _mention(workspace: Workspace, found: re.Match[str], *, named: bool) -> str:
    """The mention of a person, a user group or a channel; what names nobody stays as it was typed."""
    sign, name = found[1], found[2].rstrip(".")
    rest = found[2][len(name) :]
    if sign == "#":
        channel = workspace.channel_named(name)
        return f"<#{channel.id}|{name if named else ''}>{rest}" if channel and channel.kind == "channel" else found[0]
    if (group := workspace.group_called(name)) is not None:
        return f"<!subteam^{group.id}|@{name}>{rest}"
    person = next((member for member in workspace.members.values() if member.name == name), None)
    return f"<@{person.id}{'|' + name if named else ''}>{rest}" if person else found[0]
