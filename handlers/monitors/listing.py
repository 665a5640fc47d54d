"""The list of what is watched, and what one can do from it."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncRespond

from handlers import answering, commands
from handlers.doing import Doing
from handlers.monitors import changing, stopping
from kaizen.monitors import listing
from kaizen.monitors.references import Reference
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.runtime import Runtime
from message_templates import render


async def list_monitors(command: dict[str, Any], ack: AsyncAck, person: Person, runtime: Runtime) -> None:
    """``/kaizen monitors``, perhaps with part of a name or model."""
    await ack(answering.privately(await _page(runtime, person, commands.rest(command))))


async def next_page(
    action: dict[str, Any], ack: AsyncAck, respond: AsyncRespond, person: Person, runtime: Runtime
) -> None:
    """The following monitors, in place of the ones before."""
    first, _, words = runtime.seal.open(action["value"]).partition(":")
    message = await _page(runtime, person, words, first=int(first))
    await ack()
    answering.later(respond(**{**answering.privately(message), "replace_original": True}))


async def choose(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    """Change, stop or start the one in whose menu it was chosen."""
    verb, _, number = runtime.seal.open(action["selected_option"]["value"]).partition(":")
    if not number.isdecimal():
        raise Refusal("refusals/broken_seal")
    does = {"start": stopping.started, "stop": stopping.opened}.get(verb, changing.opened)
    await does(Reference(int(number)), person, doing)


async def _page(runtime: Runtime, person: Person, words: str, *, first: int = 0) -> render.Message:
    shown = await runtime.database.read(lambda session: listing.listed(session, person, words, first=first))
    return render.message("monitors/listed", shown, seal=runtime.seal.sealed)
