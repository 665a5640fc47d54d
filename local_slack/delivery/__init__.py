"""How payloads reach the app: over Socket Mode or as signed HTTP requests, one interface for both."""

from dataclasses import dataclass
from typing import Literal, Protocol

from local_slack.workspace import Json

Kind = Literal["slash_commands", "interactive", "events_api"]

PATIENCE_SECONDS = 3.0
"""How long Slack waits for an acknowledgement."""


@dataclass(frozen=True)
class Ack:
    """What the app answered, or why it did not."""

    error: str | None = None
    body: Json | None = None
    detail: str = ""

    @property
    def ok(self) -> bool:
        return self.error is None


class Courier(Protocol):
    """Carries one payload to the app and brings back the acknowledgement."""

    name: str

    async def deliver(self, kind: Kind, payload: Json, *, attempt: int = 0, reason: str = "") -> Ack:
        """Carry *payload*; *attempt* counts the repetitions of an event, *reason* says why it is repeated."""

    def connections(self) -> int:
        """How many ways to the app are open now."""

    async def disconnect(self, reason: str) -> int:
        """Part with the app for *reason*; how many connections were told."""

    async def close(self) -> None:
        """Let go of everything."""
