"""How members, channels, messages, views and files look in Slack's JSON."""

import copy
from datetime import datetime
from zoneinfo import ZoneInfo

from local_slack.slack import Slack
from local_slack.workspace import Channel, File, Json, Member, Message, UserGroup, View

Threads = dict[str, list[Message]]


def tz_offset(slack: Slack, member: Member) -> int:
    """Seconds east of Greenwich, at the team's present time."""
    local: datetime = slack.clock.now().astimezone(ZoneInfo(member.tz))
    offset = local.utcoffset()
    return int(offset.total_seconds()) if offset else 0


def user(slack: Slack, member: Member) -> Json:
    return {
        "id": member.id,
        "team_id": slack.workspace.id,
        "name": member.name,
        "deleted": member.deleted,
        "color": member.colour,
        "real_name": member.real_name,
        "tz": member.tz,
        "tz_label": member.tz_label,
        "tz_offset": tz_offset(slack, member),
        "profile": profile(slack, member),
        "is_admin": member.is_admin,
        "is_owner": member.is_owner,
        "is_primary_owner": member.is_owner,
        "is_restricted": member.is_restricted,
        "is_ultra_restricted": False,
        "is_bot": member.is_bot,
        "is_app_user": False,
        "is_email_confirmed": True,
        "updated": member.updated,
    }


def profile(slack: Slack, member: Member) -> Json:
    first, _, last = member.real_name.partition(" ")
    answer: Json = {
        "title": member.title,
        "phone": "",
        "real_name": member.real_name,
        "real_name_normalized": member.real_name,
        "display_name": "" if member.is_bot else member.name,
        "display_name_normalized": "" if member.is_bot else member.name,
        "first_name": first,
        "last_name": last,
        "status_text": "Away" if member.away else "",
        "status_emoji": ":palm_tree:" if member.away else "",
        "status_expiration": 0,
        "avatar_hash": "local",
        "team": slack.workspace.id,
    }
    if member.is_bot:
        answer |= {"api_app_id": slack.app.credentials.app_id, "bot_id": slack.app.credentials.bot_id}
    elif "users:read.email" in slack.app.scopes:
        answer["email"] = member.email
    return answer


def channel(slack: Slack, one: Channel) -> Json:
    common = {"id": one.id, "created": one.created, "is_archived": one.is_archived, "is_org_shared": False}
    if one.kind == "dm":
        others = [member for member in one.members if member != slack.bot.id]
        return common | {"is_im": True, "user": others[0] if others else slack.bot.id, "is_open": True, "priority": 0}
    private = one.kind == "private"
    return common | {
        "name": one.name,
        "name_normalized": one.name,
        "is_channel": not private,
        "is_group": private,
        "is_im": False,
        "is_mpim": False,
        "is_private": private,
        "is_general": one.name == "general",
        "is_shared": False,
        "is_ext_shared": False,
        "is_member": slack.bot.id in one.members,
        "creator": one.creator,
        "topic": {"value": one.topic, "creator": one.creator, "last_set": one.created},
        "purpose": {"value": one.purpose, "creator": one.creator, "last_set": one.created},
        "num_members": len(one.members),
        "updated": one.created * 1000,
    }


def message(
    slack: Slack, where: Channel, one: Message, *, with_metadata: bool = False, threads: Threads | None = None
) -> Json:
    """A message as history and payloads show it; whoever shows many hands in the channel's *threads*."""
    answer: Json = {"type": "message", "user": one.user, "ts": one.ts, "text": one.text, "team": slack.workspace.id}
    if one.subtype:
        answer["subtype"] = one.subtype
    if one.bot:
        answer |= {"bot_id": slack.app.credentials.bot_id, "app_id": slack.app.credentials.app_id}
        answer["bot_profile"] = bot(slack)
    for key in ("blocks", "attachments"):
        if given := getattr(one, key):
            answer[key] = given
    if one.files:
        answer["files"] = [file(slack, slack.workspace.files[known]) for known in one.files]
    if one.edited_ts:
        answer["edited"] = {"user": one.user, "ts": one.edited_ts}
    if one.reactions:
        answer["reactions"] = [{"name": r.name, "users": r.users, "count": len(r.users)} for r in one.reactions]
    if with_metadata and one.metadata:
        answer["metadata"] = one.metadata
    return answer | _thread(where, one, where.threads() if threads is None else threads)


def _thread(where: Channel, one: Message, threads: Threads) -> Json:
    if one.is_reply:
        parent = where.messages.get(one.thread_ts or "")
        return {"thread_ts": one.thread_ts, "parent_user_id": parent.user if parent else None}
    if not (replies := threads.get(one.ts)):
        return {}
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": one.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "reply_users": users,
        "latest_reply": replies[-1].ts,
        "is_locked": False,
        "subscribed": False,
    }


def bot(slack: Slack) -> Json:
    return {
        "id": slack.app.credentials.bot_id,
        "app_id": slack.app.credentials.app_id,
        "user_id": slack.bot.id,
        "name": slack.bot.real_name,
        "deleted": False,
        "updated": slack.bot.updated,
        "team_id": slack.workspace.id,
        "icons": {},
    }


def view(slack: Slack, one: View) -> Json:
    """A view as it travels in payloads and in the answers of ``views.*``."""
    content = dict(one.content)
    answer: Json = {
        "id": one.id,
        "team_id": slack.workspace.id,
        "type": content["type"],
        "blocks": content.get("blocks", []),
        "private_metadata": content.get("private_metadata", ""),
        "callback_id": content.get("callback_id", ""),
        "state": {"values": copy.deepcopy(one.state)},
        "hash": one.hash,
        "title": content.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
        "clear_on_close": content.get("clear_on_close", False),
        "notify_on_close": content.get("notify_on_close", False),
        "close": content.get("close"),
        "submit": content.get("submit"),
        "previous_view_id": one.previous_view_id,
        "root_view_id": one.root_view_id or one.id,
        "app_id": slack.app.credentials.app_id,
        "external_id": content.get("external_id", ""),
        "app_installed_team_id": slack.workspace.id,
        "bot_id": slack.app.credentials.bot_id,
    }
    return answer


def file(slack: Slack, one: File) -> Json:
    """A file; as on Slack its type is empty until it has been processed."""
    local = f"{slack.url}/files/{one.id}/{one.name}"
    return {
        "id": one.id,
        "created": one.created,
        "timestamp": one.created,
        "name": one.name,
        "title": one.title or one.name,
        "mimetype": one.mimetype,
        "filetype": one.filetype,
        "pretty_type": one.filetype.upper(),
        "user": one.user,
        "user_team": slack.workspace.id,
        "size": one.size,
        "mode": "hosted",
        "editable": False,
        "is_external": False,
        "external_type": "",
        "is_public": False,
        "public_url_shared": False,
        "file_access": "visible",
        "alt_txt": one.alt_text,
        "url_private": local,
        "url_private_download": local,
        "permalink": local,
        "channels": [c for c in one.channels if c.startswith("C")],
        "groups": [],
        "ims": [c for c in one.channels if c.startswith("D")],
        "has_rich_preview": False,
        **({"original_w": one.width, "original_h": one.height} if one.width and one.height else {}),
    }


def given(slack: Slack, one: File) -> Json:
    """A file as a submission describes it; of another organisation's only the id is told."""
    if not one.elsewhere:
        return file(slack, one)
    unknown = {"created": 0, "timestamp": 0, "user": ""}
    return {"id": one.id, "mode": "file_access", "file_access": "check_file_info", **unknown}


def group(slack: Slack, one: UserGroup, *, with_users: bool) -> Json:
    answer: Json = {
        "id": one.id,
        "team_id": slack.workspace.id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": one.name,
        "description": one.description,
        "handle": one.handle,
        "is_external": False,
        "date_create": one.created,
        "date_update": one.updated,
        "date_delete": one.disabled_at,
        "auto_type": None,
        "created_by": one.created_by,
        "updated_by": one.updated_by or one.created_by,
        "prefs": {"channels": [], "groups": []},
        "user_count": len(one.users),
    }
    return answer | ({"users": one.users} if with_users else {})
