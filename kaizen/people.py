"""Who acts, as the rest of the bot sees it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Somebody in Slack. *workspace* is the one in which they act; *home* the one they belong to."""

    workspace: str
    user: str
    name: str = ""
    zone: str = "UTC"
    admin: bool = False
    guest: bool = False
    home: str = ""

    @property
    def stranger(self) -> bool:
        """Whether they belong to another workspace (a channel shared over Slack Connect)."""
        return bool(self.home) and self.home != self.workspace
