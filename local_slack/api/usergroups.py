"""User groups; a workspace without a paid plan has none, and one may keep their management to its admins.

https://docs.slack.dev/reference/methods?family=usergroups
"""

from local_slack import grouping, wire
from local_slack.api.calls import Call
from local_slack.api.registry import method
from local_slack.rates import Tier
from local_slack.refusals import SlackError
from local_slack.workspace import Json, UserGroup


@method("usergroups.list", "usergroups:read", tier=Tier.TWO)
def listed(call: Call) -> Json:
    """All groups; a workspace that may not have any answers as one that has none."""
    workspace, with_disabled = call.slack.workspace, call.flag("include_disabled")
    groups = [one for one in workspace.groups.values() if workspace.paid and (with_disabled or not one.disabled_at)]
    with_users = call.flag("include_users")
    return {"usergroups": [wire.group(call.slack, one, with_users=with_users) for one in groups]}


@method("usergroups.create", "usergroups:write", tier=Tier.TWO)
def create(call: Call) -> Json:
    _require_permission(call)
    name = call.required("name")
    handle = call.text("handle", name.lower().replace(" ", "-"))
    made = grouping.make(call.slack, name, handle, description=call.text("description"), by=call.slack.bot.id)
    return _answer(call, made)


@method("usergroups.update", "usergroups:write", tier=Tier.TWO)
def update(call: Call) -> Json:
    group = _found(call)
    name, handle = call.text("name", group.name), call.text("handle", group.handle)
    grouping.require_free(call.slack.workspace, name, handle, besides=group.id)
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
    """Who is in a group; a disabled one is found only by whoever asks for such."""
    _require_paid(call)
    group = call.slack.workspace.groups.get(call.required("usergroup"))
    if group is None or (group.disabled_at and not call.flag("include_disabled")):
        raise SlackError("no_such_subteam")
    return {"users": group.users}


@method("usergroups.users.update", "usergroups:write", tier=Tier.TWO)
def replace_members(call: Call) -> Json:
    """Replace all members; a group cannot be emptied this way, only disabled."""
    group = _found(call)
    grouping.fill(call.slack, group, call.listed("users"), by=call.slack.bot.id)
    return _answer(call, group)


def _require_paid(call: Call) -> None:
    if not call.slack.workspace.paid:
        raise SlackError("plan_upgrade_required")


def _require_permission(call: Call) -> None:
    """A bot's token manages groups only where everybody may."""
    _require_paid(call)
    if not call.slack.workspace.groups_by_everyone:
        raise SlackError("permission_denied")


def _found(call: Call) -> UserGroup:
    _require_permission(call)
    group = call.slack.workspace.groups.get(call.required("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return group


def _changed(call: Call, group: UserGroup) -> Json:
    grouping.tell(call.slack, group, by=call.slack.bot.id)
    return _answer(call, group)


def _answer(call: Call, group: UserGroup) -> Json:
    return {"usergroup": wire.group(call.slack, group, with_users=True)}
