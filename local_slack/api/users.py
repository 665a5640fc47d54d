"""Members, their presence and their quiet hours.

https://docs.slack.dev/reference/methods?family=users
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from local_slack import wire
from local_slack.api.calls import Call
from local_slack.api.registry import method
from local_slack.rates import Tier
from local_slack.refusals import SlackError
from local_slack.workspace import Json, Member


@method("users.info", "users:read", tier=Tier.FOUR)
def one(call: Call) -> Json:
    return {"user": wire.user(call.slack, call.member())}


@method("users.list", "users:read", tier=Tier.TWO)
def listed(call: Call) -> Json:
    members = list(call.slack.workspace.members.values())
    page, cursor = call.page(members, default=len(members) or 1)
    return {
        "members": [wire.user(call.slack, member) for member in page],
        "cache_ts": call.slack.now(),
        "response_metadata": {"next_cursor": cursor},
    }


@method("users.lookupByEmail", "users:read.email")
def by_email(call: Call) -> Json:
    email = call.required("email").lower()
    for member in call.slack.workspace.people():
        if member.email.lower() == email and not member.deleted:
            return {"user": wire.user(call.slack, member)}
    raise SlackError("users_not_found")


@method("users.getPresence", "users:read")
def presence(call: Call) -> Json:
    member = call.member()
    return {"presence": "away" if member.away or member.deleted else "active"}


@method("users.profile.get", "users.profile:read", tier=Tier.FOUR)
def profile(call: Call) -> Json:
    return {"profile": wire.profile(call.slack, call.member())}


@method("dnd.info", "dnd:read")
def do_not_disturb(call: Call) -> Json:
    member = call.member()
    if not member.quiet_from:
        return {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
    start, end = quiet_window(member, call.slack.clock.now())
    return {
        "dnd_enabled": True,
        "next_dnd_start_ts": int(start.timestamp()),
        "next_dnd_end_ts": int(end.timestamp()),
    }


def quiet_window(member: Member, now: datetime) -> tuple[datetime, datetime]:
    """The quiet hours that *member* is in, or the next ones."""
    local = now.astimezone(ZoneInfo(member.tz))
    begin, finish = time.fromisoformat(member.quiet_from), time.fromisoformat(member.quiet_until)
    overnight = timedelta(days=1 if finish <= begin else 0)
    for days in (-1, 0, 1):
        day = local.date() + timedelta(days=days)
        start = datetime.combine(day, begin, local.tzinfo)
        end = datetime.combine(day + overnight, finish, local.tzinfo)
        if end > local:
            return start, end
    raise AssertionError("tomorrow's quiet hours end after now")
