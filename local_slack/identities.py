"""Ids shaped like Slack's: a letter that tells the kind, then capitals and digits."""

import secrets
import string

ALPHABET = string.ascii_uppercase + string.digits


def new(kind: str, length: int = 10) -> str:
    """A fresh id of *kind*: ``U`` a user, ``C`` a channel, ``V`` a view, and so on."""
    return kind + "0" + "".join(secrets.choice(ALPHABET) for _ in range(length - 1))


def short() -> str:
    """The five random characters that Slack gives to a block or an action without an id."""
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(5))
