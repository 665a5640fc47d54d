"""Whose a hidden card is: a key that only this retro's salt can make, and that nobody can make once it is destroyed."""

import hashlib
import hmac
import secrets

from storage.retros import Retro


def new_salt() -> str:
    """A secret for one retro."""
    return secrets.token_hex(32)


def rater_key(retro: Retro, user: str) -> str:
    """What stands for *user* among those who say how a retro was, until that is counted."""
    if retro.rating_salt is None:
        raise ValueError(f"The ratings of retro {retro.id} are counted; nobody can tell whose they were.")
    return hmac.digest(retro.rating_salt.encode(), user.encode(), hashlib.sha256).hex()


def key(retro: Retro, user: str) -> str:
    """What stands for *user* in this retro and in no other.

    Who can read the salt and knows the team can try every member: it hides from readers of tables and backups made
    after the retro, not from who runs the bot while it runs. The modal says so.
    """
    if retro.salt is None:
        raise ValueError(f"Retro {retro.id} is over; its salt is gone, and with it every key.")
    return hmac.digest(retro.salt.encode(), user.encode(), hashlib.sha256).hex()
