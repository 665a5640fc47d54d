"""User groups; a workspace without a paid plan has none.

https://docs.slack.dev/reference/methods?family=usergroups
"""

from local_slack import events, identities, wire
from local_slack.api.calls import Call
from local_slack.api.registry import method
from local_slack.rates import Tier
from local_slack.refusals import SlackError
from local_slack.workspace import Json, UserGroup


@method("usergroups.list", "usergroups:read", tier=Tier.TWO)
def listed(call: Call) -> Json:
    with_disabled, with_users = call.flag("include_disabled"), call.flag("include_users")
    groups = [one for one in call.slack.workspace.groups.values() if with_disabled or not one.disabled_at]
    return {"usergroups": [wire.group(call.slack, one, with_users=with_users) for one in groups]}


@method("usergroups.create", "usergroups:write", tier=Tier.TWO)
def create(call: Call) -> Json:
    _require_paid(call)
    name = call.required("name")
    handle = call.text("handle", name.lower().replace(" ", "-"))
    _require_free(call, name, handle, besides=None)
    group = UserGroup(
        id=identities.new("S"),
        name=name,
        handle=handle,
        description=call.text("description"),
        created=call.slack.now(),
        updated=call.slack.now(),
        created_by=call.slack.bot.id,
    )
    call.slack.workspace.groups[group.id] = group
    return _changed(call, group, "subteam_created")


@method("usergroups.update", "usergroups:write", tier=Tier.TWO)
def update(call: Call) -> Json:
    group = _found(call)
    name, handle = call.text("name", group.name), call.text("handle", group.handle)
    _require_free(call, name, handle, besides=group.id)
    group.name, group.handle = name, handle
    group.description = call.text("description", group.description)
    return _changed(call, group)


@method("usergroups.enable", "usergroups:write", tier=Tier.TWO)
def enable(call: Call) -> Json:
    group = _found(call)
    group.disabled_at = 0
    return _changed(call, group)


@method("usergroups.disable", "usergroups:write", tier=Tier.TWO)
def disable(call: Call) -> Json:
    group = _found(call)
    group.disabled_at = call.slack.now()
    return _changed(call, group)


@method("usergroups.users.list", "usergroups:read", tier=Tier.TWO)
def members(call: Call) -> Json:
    return {"users": _found(call).users}


@method("usergroups.users.update", "usergroups:write", tier=Tier.TWO)
def replace_members(call: Call) -> Json:
    """Replace all members; a group cannot be emptied this way, only disabled."""
    group = _found(call)
    users = call.listed("users")
    if not users:
        raise SlackError("no_users_provided")
    known = call.slack.workspace.members
    if any(user not in known or known[user].deleted for user in users):
        raise SlackError("invalid_users")
    group.users = list(dict.fromkeys(users))
    return _changed(call, group)


def _require_paid(call: Call) -> None:
    if not call.slack.workspace.paid:
        raise SlackError("plan_upgrade_required")


def _found(call: Call) -> UserGroup:
    _require_paid(call)
    group = call.slack.workspace.groups.get(call.required("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return group


def _require_free(call: Call, name: str, handle: str, *, besides: str | None) -> None:
    """Names and handles are one namespace, shared with members and channels."""
    workspace = call.slack.workspace
    others = [group for group in workspace.groups.values() if group.id != besides]
    if any(group.name == name for group in others):
        raise SlackError("name_already_exists")
    taken = {group.handle for group in others} | {member.name for member in workspace.members.values()}
    if handle in taken or workspace.channel_named(handle) is not None:
        raise SlackError("handle_already_exists")


def _changed(call: Call, group: UserGroup, event: str = "subteam_updated") -> Json:
    group.updated = call.slack.now()
    shown = wire.group(call.slack, group, with_users=True)
    events.in_background(call.slack, {"type": event, "subteam": shown})
    call.slack.changed("app")
    return {"usergroup": shown}
