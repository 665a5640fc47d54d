"""What Slack says of its user groups: which there are, and which of them somebody chose."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Final

import structlog
from slack_bolt.async_app import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers import channels
from handlers.forms import Form
from kaizen.facilitators import seats
from kaizen.facilitators.seats import Named
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.runtime import Runtime
from message_templates import render
from message_templates.shortening import shortened

FIELD: Final = "group"
NONE: Final = "none"
MANY: Final = 99
"""Slack takes a hundred options; one of them is none."""
LETTERS: Final = 75
"""Of an option, and of what is said below it."""

log = structlog.get_logger(__name__)


async def offer(payload: dict[str, Any], client: AsyncWebClient, ack: AsyncAck) -> None:
    """What the menu of groups offers while somebody types: none, and those that Slack has."""
    typed = str(payload.get("value") or "").strip().removeprefix("@").casefold()
    try:
        groups, reason = await listed(client), NONE
    except channels.NOT_TOLD as error:
        groups, reason = [], code(error)
    fit = [group for group in groups if typed in f"{group['handle']} {group.get('name', '')}".casefold()]
    why = "" if groups else render.words("facilitators/no_groups", reason=reason)
    none = _option(NONE, render.words("facilitators/no_group"), why)
    await ack(options=[none, *(_option(one["id"], f"@{one['handle']}", one.get("name", "")) for one in fit[:MANY])])


async def chosen(
    client: AsyncWebClient, runtime: Runtime, person: Person, team_id: int, view: Mapping[str, Any]
) -> Named | None:
    """The group that a modal asks for; nothing if the modal does not speak of any."""
    form = Form(view)
    if FIELD not in form:
        return None
    wished = form.option(FIELD)
    if wished in {"", NONE}:
        return Named()
    before = await runtime.database.read(lambda session: seats.chosen(session, person, team_id))
    return before if before.slack_id == wished else await _known(client, wished)


async def listed(client: AsyncWebClient) -> Sequence[Mapping[str, Any]]:
    """The groups that are not disabled, by handle."""
    async with asyncio.timeout(channels.PATIENCE):
        answer = await client.usergroups_list()
    groups: list[dict[str, Any]] = answer.get("usergroups") or []
    return sorted(groups, key=lambda group: str(group["handle"]))


async def _known(client: AsyncWebClient, slack_id: str) -> Named:
    """What travelled through Slack is only an id: Slack itself says what stands behind it."""
    try:
        groups = await listed(client)
    except channels.NOT_TOLD as error:
        log.info("groups_unknown", error=repr(error))
        raise Refusal("facilitators/group_unread", field=FIELD, reason=code(error)) from error
    found = next((group for group in groups if group["id"] == slack_id), None)
    if found is None:
        raise Refusal("facilitators/group_gone", field=FIELD)
    return Named(slack_id, str(found["handle"]))


def code(error: Exception) -> str:
    """Slack's word for what is wrong, if it has one."""
    data = error.response.data if isinstance(error, SlackApiError) else None
    return str(data.get("error")) if isinstance(data, dict) else ""


def _option(value: str, words: str, description: str) -> dict[str, Any]:
    option: dict[str, Any] = {"text": {"type": "plain_text", "text": shortened(words, LETTERS)}, "value": value}
    if description:
        option["description"] = {"type": "plain_text", "text": shortened(description, LETTERS)}
    return option
