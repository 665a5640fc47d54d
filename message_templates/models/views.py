"""What the templates about the register show."""

from dataclasses import dataclass

from message_templates.choices import Choice


@dataclass(frozen=True)
class Register:
    """The form of one entry, as far as it is filled in; its fields carry the names of its inputs."""

    kinds: tuple[Choice, ...]
    tiers: tuple[Choice, ...]
    kind: str = "model"
    name: str = ""
    owner: str = ""
    """A user id; empty if nobody is proposed."""
    steward: str = ""
    tier: str = "medium"
    domain: str = ""
    version: str = ""
    known: bool = False
    """Whether the entry exists and is only changed."""


@dataclass(frozen=True)
class Registered:
    """One entry: *kind* and *tier* as words, *domain* and *version* empty if nobody said."""

    name: str
    kind: str
    owner: str
    steward: str
    tier: str
    domain: str = ""
    version: str = ""
    id: int = 0
    may_change: bool = False


@dataclass(frozen=True)
class Listed:
    """The entries that somebody may see, by name."""

    models: tuple[Registered, ...]
    total: int
    may_register: bool = True
    """Whether the reader may add to them."""
