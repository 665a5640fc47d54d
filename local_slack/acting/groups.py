"""User groups, as people make and fill them in Slack's own windows."""

from local_slack import grouping
from local_slack.acting.wishes import Wish, deed
from local_slack.refusals import MemberRefusedError, SlackError
from local_slack.workspace import Json, UserGroup

SENTENCES = {
    "bad_handle": "Handles have lower-case letters, digits, dots, - and _ only.",
    "name_already_exists": "There is a user group of that name already.",
    "handle_already_exists": "A user group, a person or a channel is called that already.",
    "no_users_provided": "Slack leaves no user group empty; choose who stays.",
    "invalid_users": "Only full members of the workspace can be in a user group.",
}


@deed("POST", "/local/group")
async def group(wish: Wish) -> Json:
    """Make a user group, or with its ``id`` change who is in it."""
    if not wish.slack.workspace.paid:
        raise MemberRefusedError("plan_upgrade_required", "User groups need a paid plan; the page has a switch.")
    try:
        return {"ok": True, "id": _filled(wish).id}
    except SlackError as refusal:
        raise MemberRefusedError(refusal.code, SENTENCES.get(refusal.code, refusal.code)) from refusal


def _filled(wish: Wish) -> UserGroup:
    by, users = wish.actor.id, wish.fields.get("users", [wish.actor.id])
    if not isinstance(users, list):
        raise MemberRefusedError("invalid_field", "'users' must be a list of ids.")
    named = [str(user) for user in users]
    grouping.require_fit(wish.slack.workspace, named)
    found = _known(wish, wish.text("id")) if wish.text("id") else _made(wish, by)
    grouping.fill(wish.slack, found, named, by=by)
    return found


def _known(wish: Wish, group_id: str) -> UserGroup:
    found = wish.slack.workspace.groups.get(group_id)
    if found is None:
        raise MemberRefusedError("no_such_subteam", "There is no such user group.")
    return found


def _made(wish: Wish, by: str) -> UserGroup:
    handle = wish.required("handle").removeprefix("@")
    return grouping.make(wish.slack, wish.text("name", handle), handle, by=by)
