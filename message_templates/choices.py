"""What a select, an overflow menu or a row of boxes offers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One thing to choose: *value* comes back to us, *words* are read by people."""

    value: str
    words: str
    description: str = ""
