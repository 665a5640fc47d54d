"""The shape of one figure's definition."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kaizen.digests.behind import Behind
from message_templates.digests.views import Weekly

Values = Sequence[float] | None
"""The figures that are printed; none if there is nothing to count, None if the line is left out."""


@dataclass(frozen=True)
class Definition:
    """One figure. *values* reads from the digest what it prints of it, *rows* names what it was made of.

    Where rows would be a list of people, or too much to name, they are only counted.
    """

    name: str
    meaning: str
    source: str
    values: Callable[[Weekly], Values]
    rows: Callable[[Behind], Sequence[str] | int]
    unit: str = ""
    digits: int = 3
