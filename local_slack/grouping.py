"""What happens to user groups, whoever does it: an app by its token, or a person in Slack's own windows."""

import re
from collections.abc import Sequence

from local_slack import events, identities, wire
from local_slack.refusals import SlackError
from local_slack.slack import Slack
from local_slack.workspace import Member, UserGroup, Workspace

HANDLE = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")


def make(slack: Slack, name: str, handle: str, *, by: str, description: str = "") -> UserGroup:
    """A new group without members."""
    require_free(slack.workspace, name, handle)
    now = slack.now()
    made = UserGroup(identities.new("S"), name, handle, description, created=now, created_by=by)
    slack.workspace.groups[made.id] = made
    tell(slack, made, by=by, event="subteam_created")
    return made


def fill(slack: Slack, group: UserGroup, users: Sequence[str], *, by: str) -> None:
    """Make *users* all its members."""
    require_fit(slack.workspace, users)
    group.users = list(dict.fromkeys(users))
    tell(slack, group, by=by)


def require_fit(workspace: Workspace, users: Sequence[str]) -> None:
    """Guests, apps and whoever has left cannot be in a group, and a group cannot be without anybody."""
    if not users:
        raise SlackError("no_users_provided")
    if not all(_fit(workspace.members.get(user)) for user in users):
        raise SlackError("invalid_users")


def require_free(workspace: Workspace, name: str, handle: str, *, besides: str | None = None) -> None:
    """Names and handles are one namespace, shared with members and channels; disabled groups keep theirs."""
    if not HANDLE.fullmatch(handle):
        raise SlackError("bad_handle")
    others = [group for group in workspace.groups.values() if group.id != besides]
    if any(group.name == name for group in others):
        raise SlackError("name_already_exists")
    taken = {group.handle for group in others} | {member.name for member in workspace.members.values()}
    if handle in taken or workspace.channel_named(handle) is not None:
        raise SlackError("handle_already_exists")


def tell(slack: Slack, group: UserGroup, *, by: str, event: str = "subteam_updated") -> None:
    """Let the app and the page know of a change."""
    group.updated, group.updated_by = slack.now(), by
    events.in_background(slack, {"type": event, "subteam": wire.group(slack, group, with_users=True)})
    slack.changed("conversation")


def _fit(member: Member | None) -> bool:
    return member is not None and not (member.deleted or member.is_bot or member.is_restricted)
