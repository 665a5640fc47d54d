"""Figures about monitors and alerts."""

from collections.abc import Callable, Sequence
from typing import Final

from kaizen.digests.behind import Behind
from kaizen.digests.definitions.defining import Definition, Values
from message_templates.digests.views import Models, Weekly

MONITORS: Final = "The team's monitors and what was found in them"
ALERTS: Final = "The team's alerts"


def _models(read: Callable[[Models], Values]) -> Callable[[Weekly], Values]:
    return lambda week: read(week.models) if week.models else None


def _names(read: Callable[[Models], Sequence[str]]) -> Callable[[Behind], Sequence[str]]:
    return lambda behind: read(behind.week.models) if behind.week.models else ()


def _count(found: Sequence[object]) -> Values:
    return [len(found)] if found else None


def _named(name: str, meaning: str, read: Callable[[Models], Sequence[str]], *, source: str = MONITORS) -> Definition:
    """How many there are of what is named."""
    return Definition(name, meaning, source, _models(lambda models: _count(read(models))), _names(read))


def _more(models: Models) -> Sequence[int]:
    return [models.more_cases] if models.more_cases else ()


def _charts(week: Weekly) -> Values:
    return (_count(week.models.uncharted) or ()) if week.models and week.charts else ()


OF_MODELS: Final = (
    Definition(
        "Signals",
        "Points found in the seven days that break a rule of a monitor whose limits may be believed, also if its data "
        "are missing since; one that breaks two rules counts once. Drift and missing data are named apart.",
        MONITORS,
        _models(lambda models: [models.signals] if models.expected is not None and models.signals else None),
        Behind.signals,
    ),
    Definition(
        "Signals before data went missing",
        "Those of them whose monitors were without data at the end of the seven days, or whose sources did not answer, "
        "or that were not looked at: the signals count, but no such monitor counts as quiet.",
        MONITORS,
        _models(lambda models: [models.cut_short] if models.cut_short else None),
        Behind.cut_short,
    ),
    Definition(
        "Expected by chance",
        "Signals that the rules of the same monitors bring in seven days in which nothing changed, from the average "
        "run length of each chart. A monitor that is new looks back on three of its intervals; they are counted in. "
        "One whose data are missing counts up to where they ended.",
        MONITORS,
        _models(lambda models: [models.expected] if models.expected is not None else None),
        Behind.believed,
        digits=2,
    ),
    Definition(
        "No signal",
        "Monitors that can be judged and had none. That is no proof that nothing changed: /kaizen monitors says what "
        "size of shift each would have shown.",
        MONITORS,
        _models(lambda models: [models.quiet] if models.expected is not None else None),
        Behind.quiet,
    ),
    Definition(
        "Monitors",
        "All that the team has, whether or not they can be judged.",
        MONITORS,
        _models(lambda models: [models.watched]),
        Behind.watched,
    ),
    _named(
        "With a signal",
        "Monitors that can be judged and had at least one.",
        lambda models: models.loud,
    ),
    _named(
        "Inputs drifted",
        "Drift monitors in which the same columns differed from their reference in two windows, one after the other: "
        "in the seven days, or before them if the alert about it is open still.",
        lambda models: models.drifted,
    ),
    _named(
        "Without drift",
        "Drift monitors whose newest window was compared, that brought no drift in the seven days and have no open "
        "alert about it.",
        lambda models: models.alike,
    ),
    _named(
        "No data",
        "Monitors with an open alert because readings are missing. Nothing is known of them, so they are not counted "
        "as quiet.",
        lambda models: models.silent,
        source=ALERTS,
    ),
    _named(
        "Sources that fail",
        "Monitors whose source did not answer at the last look; they are not counted as quiet either.",
        lambda models: [one.name for one in models.failing],
    ),
    _named(
        "Not looked at lately",
        "Monitors whose newest look was more than two of their intervals before the end of the seven days, because the "
        "bot was away. What came since then is not known, so they are not counted as quiet.",
        lambda models: models.unread,
    ),
    _named(
        "No stable baseline",
        "Monitors whose own baseline is too restless for limits to mean anything; they are never alarmed about.",
        lambda models: [one.name for one in models.unstable],
    ),
    _named(
        "Readings too often",
        "Monitors whose readings come clearly more often than they say. Nothing of them is judged, for the figures of "
        "chance would be too low: /kaizen monitors says what to write.",
        lambda models: models.too_often,
    ),
    Definition(
        "Still learning",
        "Monitors with too few readings for limits.",
        MONITORS,
        _models(lambda models: [models.learning] if models.learning else None),
        Behind.learning,
    ),
    _named(
        "Not looked at yet",
        "Monitors of which none of this can be said.",
        lambda models: models.other,
    ),
    _named(
        "Stopped",
        "Monitors that somebody has stopped; they are not among those that are counted.",
        lambda models: models.stopped,
    ),
    Definition(
        "Alerts",
        "Cases that were opened or closed in the seven days or are open still, and how many more there are "
        "than are named.",
        ALERTS,
        _models(lambda models: _more(models) if models.cases else None),
        Behind.alerts,
    ),
    Definition(
        "Small charts",
        "The newest readings of each metric, at most sixty; marked are the signals that are counted above. Without "
        "limits where there are none to believe. Twelve are drawn; the number is how many more there are.",
        MONITORS,
        lambda week: _charts(week) if week.charts or week.models else None,
        Behind.watched,
    ),
)
