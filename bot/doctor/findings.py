"""What the doctor says about one thing."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; what need not be in place is a note."""

    what: str
    well: bool
    words: str
    must: bool = True

    def __str__(self) -> str:
        sign = "ok  " if self.well else "FAIL" if self.must else "note"
        return f"{sign}  {self.what}: {self.words}"
