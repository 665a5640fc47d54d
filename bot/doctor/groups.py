"""Whether teams find their facilitators in the user groups that they named."""

from collections.abc import AsyncIterator, Sequence

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import connecting
from bot.doctor.findings import Finding
from message_templates import render
from storage.user_groups import UserGroup

WHAT = "user groups"


async def examined(client: AsyncWebClient, groups: Sequence[UserGroup]) -> AsyncIterator[Finding]:
    """One line for each group that a team uses; nothing here is needed, for the bot names people anyway."""
    if not groups:
        yield Finding(WHAT, well=True, words="no team uses one; /kaizen team names one for its facilitator")
        return
    try:
        standing = {str(group["id"]) for group in (await client.usergroups_list())["usergroups"]}
    except SlackApiError as error:
        standing, why = set(), connecting.told(error)
    else:
        why = "no_such_subteam"
    for group in groups:
        yield _of_one(group, group.refusal or ("" if group.slack_id in standing else why))


def _of_one(group: UserGroup, refusal: str) -> Finding:
    if not refusal:
        return Finding(WHAT, well=True, words=f"@{group.handle} follows who facilitates", must=False)
    words = render.words("facilitators/group_refused", handle=group.handle, reason=refusal)
    return Finding(WHAT, well=False, words=words, must=False)
