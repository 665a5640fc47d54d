"""What most listeners do: a deed once, with what it leads to; or a modal that shows what is known."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from kaizen.announcements import Outcome
from kaizen.runtime import Runtime
from message_templates import render
from outbox import Outbox
from storage.receipts import Receipt


@dataclass(frozen=True)
class Doing:
    """One interaction, and all that is needed to answer it; Bolt hands it to listeners as ``doing``."""

    body: dict[str, Any]
    receipt: Receipt
    ack: AsyncAck
    client: AsyncWebClient
    runtime: Runtime
    outbox: Outbox

    async def once(self, deed: Callable[[Session], Outcome], *, answer: dict[str, Any] | None = None) -> None:
        """Work, ack with the *answer*, speak. The same interaction again does nothing.

        A refusal can still stand at its field, for the ack comes after the work.
        """

        def work(session: Session) -> None:
            self.outbox.store(session, deed(session))

        await self.runtime.database.transact(work, once=self.receipt)
        await self.ack(answer or "")
        self.outbox.wake()

    async def show(self, template: str, question: Callable[[Session], object]) -> None:
        """Open a modal with the answer; what the button refers to travels on with it."""
        [action] = self.body["actions"]
        shown = await self.runtime.database.read(question)
        view = render.modal(template, shown, private_metadata=action["value"], seal=self.runtime.seal.sealed)
        await self.client.views_open(trigger_id=self.body["trigger_id"], view=view)
        await self.ack()
