"""What the form of one monitor offers, in words: kinds of charts, rules, severities, sources."""

from collections.abc import Iterable
from typing import Final

from message_templates.choices import Choice
from storage.monitors import ChartKind

CHARTS: Final = (
    Choice(ChartKind.AUTO, "Whichever fits", "p or Laney's p' for proportions, I-MR for the rest"),
    Choice(ChartKind.INDIVIDUALS, "I-MR", "Single readings"),
    Choice(ChartKind.PROPORTION, "p", "Shares of known numbers of cases"),
    Choice(ChartKind.LANEY, "Laney's p'", "Shares that vary more than counting explains"),
    Choice(ChartKind.DRIFT, "Drift", "Columns of a file against a reference of two dates"),
)

SEVERITIES: Final = (
    Choice("1", "1, wakes people", "Called after 30 minutes, at any hour"),
    Choice("2", "2", "Called after two working hours"),
    Choice("3", "3", "Called after one working day"),
)

SIDE: Final = "points in a row on one side of the centre"
ZONES: Final = ("2 of 3 beyond 2 sigma on the same side", "4 of 5 beyond 1 sigma on the same side")
TREND: Final = "6 in a row rising, or falling"
LIMITS: Final = "1 beyond the limits"
LATER: Final = (
    "14 in a row going up and down in turn",
    *ZONES,
    "15 in a row within 1 sigma",
    "8 in a row none within 1 sigma",
)

RULES: Final = {
    "limits": LIMITS,
    "we-1": LIMITS,
    **{f"we-{number}": words for number, words in enumerate((*ZONES, f"8 {SIDE}"), start=2)},
    **{f"nelson-{number}": words for number, words in enumerate((LIMITS, f"9 {SIDE}", TREND, *LATER), start=1)},
    **{f"aiag-{number}": words for number, words in enumerate((LIMITS, f"7 {SIDE}", TREND, *LATER), start=1)},
    **{
        f"nhs-{number}": words
        for number, words in enumerate((LIMITS, f"7 {SIDE}", "7 in a row rising, or falling", ZONES[0]), start=1)
    },
}
"""Each rule that may be asked for, shortly; a test holds the figures to those of the rules themselves."""


def rules() -> tuple[Choice, ...]:
    """Every rule, for a menu."""
    return tuple(Choice(name, name, words) for name, words in RULES.items())


def sources(known: Iterable[str], *, current: str) -> tuple[Choice, ...]:
    """The sources of this installation, and the monitor's own even if it is there no more."""
    return tuple(Choice(kind, kind) for kind in dict.fromkeys((*known, current)))
