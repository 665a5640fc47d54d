"""Lists of ideas, for who asks only."""

from typing import Any, Final

from slack_bolt.async_app import AsyncAck

from handlers import answering, commands
from kaizen.ideas import following, listing
from kaizen.people import Person
from kaizen.runtime import Runtime
from message_templates import render

LONGEST_QUERY: Final = 200
"""Characters that are read of what was typed. Every word is a condition, and SQLite gives up at a thousand of them."""


async def list_ideas(command: dict[str, Any], ack: AsyncAck, person: Person, runtime: Runtime) -> None:
    query = commands.rest(command)[:LONGEST_QUERY]
    await ack(answering.privately(await _followed(runtime, person, query) or await _page(runtime, person, query)))


async def next_page(action: dict[str, Any], ack: AsyncAck, respond: Any, person: Person, runtime: Runtime) -> None:
    first, _, query = runtime.seal.open(action["value"]).partition(":")
    message = await _page(runtime, person, query, first=int(first))
    await ack()
    answering.later(respond(**{**answering.privately(message), "replace_original": True}))


async def _page(runtime: Runtime, person: Person, query: str, *, first: int = 0) -> render.Message:
    shown = await runtime.database.read(lambda session: listing.listed(session, person, query, first=first))
    return render.message("ideas/listed", shown, seal=runtime.seal.sealed)


async def _followed(runtime: Runtime, person: Person, query: str) -> render.Message | None:
    """What a follow code leads to."""
    code = following.code_in(query)
    if not code:
        return None
    found = await runtime.database.read(lambda session: following.followed(session, person, code))
    return render.message("ideas/followed", found, seal=runtime.seal.sealed) if found else None
