"""An idea that somebody begins and leaves: what they typed is kept before they press *Next*, and offered again.

Slack tells what stands in a window when something in it is chosen: so the first step is kept once an area is. When a
window is closed it only says so; where it says as well what stood in it, that is kept too.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from handlers import answering
from handlers.doing import Doing
from handlers.ideas import submitting, travelling
from kaizen.ideas import drafts, joining
from kaizen.people import Person
from kaizen.runtime import Runtime
from message_templates import render
from message_templates.ideas import views

PREFIX = "draft:"
"""A button carries at least this, also for a draft that was begun from nothing."""

FIELDS = ("pain", "proposal", "areas")
"""What makes an idea; the rest of the first step says where it belongs."""


async def keep_as_typed(body: dict[str, Any], ack: AsyncAck, person: Person, runtime: Runtime) -> None:
    await _keep(body["view"], person, runtime)
    await ack()


async def offer_to_go_on(
    view: dict[str, Any], client: AsyncWebClient, ack: AsyncAck, person: Person, runtime: Runtime
) -> None:
    if _says_more_than_it_began_with(view):
        await _keep(view, person, runtime)
    source = travelling.source(view, runtime)
    kept = await runtime.database.read(lambda session: drafts.offered(session, person, source))
    await ack()
    if kept:
        said = render.message("ideas/draft_kept", kept, seal=runtime.seal.sealed)
        told = client.chat_postEphemeral(channel=kept.channel, user=person.user, text=said.text, blocks=said.blocks)
        answering.later(told)


async def go_on(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    source = runtime.seal.open(action["value"]).removeprefix(PREFIX)
    await submitting.open_first_step(person, doing, views.Draft(source=source))


async def drop(action: dict[str, Any], ack: AsyncAck, respond: AsyncRespond, person: Person, runtime: Runtime) -> None:
    source = runtime.seal.open(action["value"]).removeprefix(PREFIX)
    await runtime.database.transact(lambda session: joining.drop(session, person, source))
    await ack()
    said = render.message("ideas/draft_dropped", {})
    answering.later(respond(**{**answering.privately(said), "replace_original": True}))


async def _keep(view: Mapping[str, Any], person: Person, runtime: Runtime) -> None:
    draft, now = submitting.typed(view, runtime), runtime.clock.now()
    await runtime.database.transact(lambda session: drafts.leave(session, person, draft, now=now))


def _says_more_than_it_began_with(view: Mapping[str, Any]) -> bool:
    """Whether Slack says what stood in the window, and somebody had typed or chosen something there."""
    values = (view.get("state") or {}).get("values") or {}
    elements = {block.get("block_id"): block.get("element") or {} for block in view["blocks"]}
    return any(_typed(values.get(field, {})) not in ("", _begun(elements[field])) for field in FIELDS)


def _typed(states: Mapping[str, Mapping[str, Any]]) -> str:
    for state in states.values():
        return state.get("value") or _chosen(state.get("selected_options"))
    return ""


def _begun(element: Mapping[str, Any]) -> str:
    return element.get("initial_value") or _chosen(element.get("initial_options"))


def _chosen(options: Sequence[Mapping[str, Any]] | None) -> str:
    return " ".join(option["value"] for option in options or ())
