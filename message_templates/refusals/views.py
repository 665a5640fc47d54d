"""What the refusals show. A refusal's figures are named where it is raised; these say which there are."""

from typing import TypedDict


class NotAllowed(TypedDict):
    """*action* and *allowed* as in the table of permissions."""

    action: str
    allowed: list[str]


class Apology(TypedDict):
    """*reference* finds the trace in the log."""

    reference: str


class UnknownCommand(TypedDict):
    """*meant* is the nearest verb, empty if nothing is near; *verbs* are all that there are."""

    typed: str
    meant: str
    verbs: tuple[str, ...]


class NotAMember(TypedDict):
    """*channel* is the id of the channel that the bot was never invited to."""

    channel: str


class MissingScope(TypedDict):
    """*needed* is the scope, as Slack calls it."""

    needed: str


class Refused(TypedDict):
    """*sentence* is a refusal in plain words."""

    sentence: str


class NotFound(TypedDict):
    """*what* is the word for it: idea, team, model."""

    what: str


class NotANumber(TypedDict):
    """*typed* is what stood in the field."""

    typed: str
