"""What is to be said, as values: the outbox stores them in the transaction that caused them, and says each once."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class InChannel:
    """A message of its own in a channel."""

    channel: str


@dataclass(frozen=True)
class InThread:
    """A reply below the message that carries the key *of*; it waits until that message is posted."""

    of: str


@dataclass(frozen=True)
class ToPerson:
    """A direct message."""

    user: str


Audience = InChannel | InThread | ToPerson


@dataclass(frozen=True)
class Picture:
    """What the image block *block_id* of a message shows, and what a person hears who cannot see it."""

    block_id: str
    name: str
    content: bytes
    alt_text: str


@dataclass(frozen=True)
class Announcement:
    """One message. A *key* that was announced before edits that message in place; a new one posts.

    *view* is what the *template* shows: a frozen dataclass of ``message_templates``. A picture that was given before
    stays until another takes its place.
    """

    template: str
    key: str
    audience: Audience
    view: object
    pictures: Sequence[Picture] = field(default=())


@dataclass(frozen=True)
class Seat:
    """The one place in a user group of Slack that the bot fills: *user* shall sit there, or nobody if it is empty."""

    group: str
    user: str


@dataclass(frozen=True)
class Outcome:
    """What a deed leads to: what is to be said in *workspace*, durably and once, and who sits where from now on."""

    workspace: str
    announcements: Sequence[Announcement] = field(default=())
    seats: Sequence[Seat] = field(default=())
