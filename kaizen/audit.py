"""Prove later who did what, when and why: an append-only log whose rows are chained by hash.

A row is recorded unchained, in the transaction of the deed, so that deeds do not queue for one chain. One sealer per
workspace chains the rows within a minute: each hash covers the row and the hash before it, so that nothing can be
changed, left out or moved without breaking every later link. The person enters only as a salted commitment; erasing
person and salt leaves the chain valid.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from storage import audit as stored
from storage.audit import AuditEvent, ChainHead

GENESIS = "0" * 64
"""Stands before the first link."""

AT_ONCE = 500
"""Rows sealed in one transaction, which must stay short."""


@dataclass(frozen=True)
class Verification:
    """What the chain of a workspace says about itself.

    *head* is the hash of its last link: noted down elsewhere, it proves later that nothing before it was rewritten.
    *says* is what the row claims now at which the chain breaks, for whoever looks for it.
    """

    sealed: int
    unsealed: int
    head: str
    broken_at: int | None = None
    why: str = ""
    says: str = ""

    @property
    def holds(self) -> bool:
        """Whether every sealed row is as it was sealed."""
        return self.broken_at is None


def record(
    session: Session,
    *,
    workspace: str,
    actor: str | None,
    action: str,
    subject: str,
    reason: str | None = None,
    details: Mapping[str, Any] | None = None,
    now: datetime,
) -> None:
    """Append that *actor* (None: the bot by itself) did *action* to *subject*; *details* name nobody."""
    salt = secrets.token_hex(16) if actor is not None else None
    session.add(
        AuditEvent(
            workspace=workspace,
            at=now,
            actor=actor,
            actor_salt=salt,
            actor_commitment=_commitment(salt, actor),
            action=action,
            subject=subject,
            reason=reason,
            details=dict(details or {}),
        )
    )


def seal(session: Session, workspace: str) -> int:
    """Chain what was recorded since; how many rows, at most :data:`AT_ONCE`."""
    head = stored.locked_head(session, workspace) or ChainHead(workspace=workspace, hash=GENESIS)
    tail = stored.unsealed(session, workspace, AT_ONCE)
    for event in tail:
        head.seq += 1
        head.hash = link(event, seq=head.seq, previous=head.hash)
        event.seq, event.hash = head.seq, head.hash
    session.add(head)
    return len(tail)


def verify(session: Session, workspace: str) -> Verification:
    """Walk the chain from its first link, and name the first that is not as it was sealed."""
    unsealed = stored.count_unsealed(session, workspace)
    seq, previous = 0, GENESIS
    try:
        for event in stored.sealed(session, workspace):
            if why := _fault(event, seq + 1, previous):
                return Verification(seq, unsealed, previous, broken_at=seq + 1, why=why, says=_claim(event))
            seq, previous = seq + 1, str(event.hash)
        why = _end_fault(stored.head(session, workspace), seq, previous)
    except ValueError as error:
        why = f"its row cannot be read ({error})"
    return Verification(seq, unsealed, previous, broken_at=seq + 1 if why else None, why=why)


def erase_person(session: Session, *, workspace: str, person: str, now: datetime) -> None:
    """Forget who the person was in every row; the chain stays valid, and the erasure is recorded itself."""
    stored.erase(session, workspace, person)
    record(session, workspace=workspace, actor=None, action="audit.person_erased", subject="audit", now=now)


def link(event: AuditEvent, *, seq: int, previous: str) -> str:
    """The hash of the row as link *seq* after *previous*: SHA-256 over canonical JSON."""
    content = {
        "seq": seq,
        "previous": previous,
        "workspace": event.workspace,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": event.actor_commitment,
        "action": event.action,
        "subject": event.subject,
        "reason": event.reason,
        "details": event.details,
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _commitment(salt: str | None, actor: str | None) -> str | None:
    return None if actor is None else hashlib.sha256(f"{salt}:{actor}".encode()).hexdigest()


def _fault(event: AuditEvent, seq: int, previous: str) -> str:
    if event.seq != seq:
        return f"number {seq} is missing"
    if event.hash != link(event, seq=seq, previous=previous):
        return "its content is not what was sealed"
    if event.actor is not None and event.actor_commitment != _commitment(event.actor_salt, event.actor):
        return "another person was put in its place"
    return ""


def _claim(event: AuditEvent) -> str:
    return f"row {event.id}, number {event.seq}: {event.action} of {event.subject}, {event.at:%Y-%m-%d %H:%M} UTC"


def _end_fault(head: ChainHead | None, seq: int, last: str) -> str:
    if (head.seq, head.hash) == (seq, last) if head else seq == 0:
        return ""
    if head is None:
        return "the mark of where the chain ends is gone"
    if head.seq == seq:
        return "the chain ends in another hash than its mark says"
    return f"the chain ends at number {seq}, but was sealed up to number {head.seq}"
