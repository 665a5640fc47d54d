"""What happened since the last retro, as a retro keeps it from its beginning to its end."""

from dataclasses import asdict
from datetime import date
from typing import Any

from message_templates.retros.views import SinceLast


def kept(happened: SinceLast) -> dict[str, Any]:
    """How it stands in the retro's row."""
    return asdict(happened) | {"since": happened.since.isoformat()}


def shown(row: dict[str, Any] | None) -> SinceLast | None:
    """The same, as the retro's message shows it.

    >>> shown(kept(SinceLast(date(2026, 12, 1), opened=2)))
    SinceLast(since=datetime.date(2026, 12, 1), ..., opened=2, ...)
    """
    return SinceLast(**row | {"since": date.fromisoformat(row["since"])}) if row else None
