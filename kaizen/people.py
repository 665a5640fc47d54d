"""Who acts, as the rest of the bot sees it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from storage import people as stored
from storage.people import SlackPerson

FRESH_FOR: Final = timedelta(hours=24)
"""How long a profile is believed: people travel by the day, and `user_change` tells us sooner if it reaches us."""


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


def acting(kept: SlackPerson) -> Person:
    """Somebody as they were last described."""
    return Person(kept.workspace, kept.user, kept.name, kept.zone, kept.admin, kept.guest, kept.home)


def fresh(kept: SlackPerson | None, now: datetime) -> bool:
    """Whether a description still holds."""
    return kept is not None and now - kept.seen_at < FRESH_FOR


def kept(session: Session, workspace: str, user: str) -> SlackPerson | None:
    """Somebody as they were last described, if they ever were."""
    return stored.person(session, workspace, user)


def all_kept(session: Session, workspace: str, users: Collection[str]) -> Mapping[str, SlackPerson]:
    """Those of *users* who were ever described, by their id."""
    return {found.user: found for found in stored.known(session, workspace, users)}


def remember(session: Session, described: Iterable[SlackPerson]) -> None:
    """Keep the newest descriptions."""
    for person in described:
        stored.remember(session, person)


def follow(session: Session, newest: SlackPerson) -> None:
    """Keep a changed description of somebody we know; of all others we want to know nothing."""
    if stored.person(session, newest.workspace, newest.user):
        stored.remember(session, newest)
