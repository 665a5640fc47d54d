"""What most listeners do: a deed once, with what it leads to; or a modal that shows what is known."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers import answering
from kaizen.announcements import Outcome
from kaizen.runtime import Runtime
from message_templates import render
from outbox import Outbox
from storage.receipts import Receipt

T = TypeVar("T")


@dataclass
class Doing:
    """One interaction, and all that is needed to answer it; Bolt hands it to listeners as ``doing``."""

    body: dict[str, Any]
    receipt: Receipt
    ack: AsyncAck
    client: AsyncWebClient
    runtime: Runtime
    outbox: Outbox
    is_anew: bool = False
    """Whether it was worked on just now, and not before."""

    @property
    def channel(self) -> str:
        """Where a command was typed or a button pressed; empty where that is no channel."""
        pressed_in = self.body.get("channel") or {}
        return str(self.body.get("channel_id") or pressed_in.get("id", ""))

    @property
    def over_a_modal(self) -> bool:
        """Whether a button was pressed in a modal, so that what it opens is pushed over it."""
        return (self.body.get("view") or {}).get("type") == "modal"

    async def once(self, deed: Callable[[Session], Outcome], *, answer: dict[str, Any] | None = None) -> None:
        """Work, ack with the *answer*, speak. The same interaction again does nothing.

        A refusal can still stand at its field, for the ack comes after the work.
        """

        def work(session: Session) -> None:
            self.outbox.store(session, deed(session))

        await self.transact(work)
        await self.answer(answer)

    async def transact(self, work: Callable[[Session], T]) -> T:
        """Work alone, for a listener whose answer says what came of it. The same interaction again: the first's."""

        def noted(session: Session) -> T:
            self.is_anew = True
            return work(session)

        return await self.runtime.database.transact(noted, once=self.receipt)

    async def answer(self, said: dict[str, Any] | None = None) -> None:
        """Ack, and speak."""
        await self.ack(said or "")
        self.outbox.wake()

    def tell_later(self, answer: Coroutine[Any, Any, Any]) -> None:
        """Give an answer beside the acknowledgement, unless the same interaction has had it."""
        if self.is_anew:
            answering.later(answer)
        else:
            answer.close()

    async def show(self, template: str, question: Callable[[Session], object]) -> None:
        """Open a modal with the answer; what the button refers to travels on with it."""
        [action] = self.body["actions"]
        shown = await self.runtime.database.read(question)
        await self.open(template, shown, refers_to=self.runtime.seal.open(action["value"]))

    async def open(self, template: str, shown: object, *, refers_to: object = "") -> str:
        """Open a modal, over another if there is one; what it *refers_to* travels with it, sealed. Returns its id."""
        seal = self.runtime.seal.sealed
        metadata = seal(refers_to) if refers_to else ""
        view = render.modal(template, shown, private_metadata=metadata, seal=seal)
        opens = self.client.views_push if self.over_a_modal else self.client.views_open
        opened = await opens(trigger_id=self.body["trigger_id"], view=view)
        await self.ack()
        return str(opened["view"]["id"])
