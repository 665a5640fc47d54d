"""What each monitor template looks like: as usual, with nothing, with too much, and with somebody's mischief."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from message_templates.catalogue import HOSTILE, same
from message_templates.monitors import views

TUESDAY: Final = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
LONG: Final = "Precision of the fraud scorer among the top one percent of payments. " * 30

_PASTING: Final = views.Pasting(
    ("files", "prometheus"),
    ("chart", "rules", "watched", "model", "severity"),
    (
        "name,source,question,every,baseline,label_delay",
        "Accuracy,files,file=scores.csv time=day value=mean(prediction==target),day,100,2d",
    ),
)
_BUDGET: Final = views.Budget(added=0.16, together=1.1, budget=2, baseline_points=30, times=7.9)
_REGISTERED: Final = views.Registered(
    ("Precision of fraud-scorer", "p95 latency"), "Fraud ML", "monitors.csv", budget=_BUDGET
)
_UNSTABLE: Final = views.Unstable(
    name="Accuracy of housing-prices",
    model="housing-prices",
    reason="no stable baseline: neighbouring points are alike (autocorrelation 0.45, 10 times the false alarms)",
    points=90,
    owner="U0OWNER",
    alt_text="Accuracy of housing-prices: no stable baseline. Chart of 90 points: centre 71.6%.",
)
_LINE: Final = views.Line(
    name="Precision of fraud-scorer",
    model="fraud-scorer",
    emoji="📈",
    state="p chart, limits (100 points, 1 Aug 2026 to 8 Nov 2026, frozen)",
    newest_at=TUESDAY,
    expected_a_month=0.08,
    power="a lasting shift of 0.012 would show within about 6 points",
    failure="",
)
_FAILING: Final = replace(
    _LINE,
    name="p95 latency",
    emoji="🔌",
    state="Not read: its source fails, so nothing is known of it",
    newest_at=None,
    expected_a_month=None,
    power="",
    failure="Prometheus cannot be reached (ConnectError: refused).",
)
_MISTAKE: Final = "Line 2, every: 'daily' is no length of time."


def _of_a_file(more: dict[str, object]) -> dict[str, object]:
    """Examples of what is said of a file, which has a name of somebody's making."""
    names = {"typical": "monitors.csv", "empty": "your file", "maximal": LONG[:250], "hostile": HOSTILE}
    return {example: {"file": name, **more} for example, name in names.items()}


_LISTED: Final = views.Listed((_LINE, _FAILING), 2, 0.08, 2)

EXAMPLES: Final[dict[str, dict[str, object]]] = {
    "monitors/paste": {
        "typical": _PASTING,
        "empty": replace(_PASTING, sources=()),
        "maximal": views.Pasting(("files", "prometheus") * 9, _PASTING.further * 4, (LONG[:120],) * 3),
        "hostile": replace(_PASTING, sources=(HOSTILE,), example=(HOSTILE,)),
    },
    "monitors/registered": {
        "typical": _REGISTERED,
        "over_budget": replace(_REGISTERED, budget=replace(_BUDGET, added=2.4, together=3.5, times=None)),
        "empty": views.Registered(("p95 latency",), "Fraud ML"),
        "maximal": views.Registered((LONG[:120],) * 199, LONG[:200], LONG[:200]),
        "hostile": views.Registered((HOSTILE,), HOSTILE, HOSTILE),
    },
    "monitors/unstable": {
        "typical": _UNSTABLE,
        "empty": replace(_UNSTABLE, model="", alt_text=""),
        "maximal": replace(_UNSTABLE, name=LONG, model=LONG, reason=LONG, alt_text=LONG),
        "hostile": replace(_UNSTABLE, name=HOSTILE, model=HOSTILE, reason=HOSTILE, alt_text=HOSTILE),
    },
    "monitors/listed": {
        "typical": _LISTED,
        "empty": views.Listed((), 0, None, 2),
        "maximal": views.Listed(
            (replace(_LINE, name=LONG[:120], model=LONG, state=LONG[:500], failure=LONG),) * 30, 199, 16.4, 2
        ),
        "hostile": views.Listed(
            (replace(_LINE, name=HOSTILE, model=HOSTILE, state=HOSTILE, power=HOSTILE, failure=HOSTILE),), 1, 0.1, 2
        ),
    },
    "monitors/many_mistakes": {
        "typical": {"mistakes": [_MISTAKE, "Line 3, baseline: 7 points are too few for limits.", "Line 4: no name."]},
        "empty": {"mistakes": [_MISTAKE]},
        "maximal": {"mistakes": [LONG[:400]] * 600},
        "hostile": {"mistakes": [HOSTILE] * 3},
    },
    "monitors/no_team": same({}),
    "monitors/nothing_given": same({}),
    "monitors/both_given": _of_a_file({}),
    "monitors/file_too_large": same({"most": 1.0}),
    "monitors/file_is_a_workbook": same({}),
    "monitors/file_is_no_text": same({}),
    "monitors/file_is_not_utf8": same({"line": 3}),
    "monitors/file_not_readable": _of_a_file({"why": "it did not answer"}),
    "monitors/file_is_elsewhere": _of_a_file({}),
    "monitors/reading": _of_a_file({}),
    "monitors/name_taken": {**same({"name": "p95 latency"}), "hostile": {"name": HOSTILE}},
    "monitors/pasted_wrong": {
        **same({"mistakes": [_MISTAKE]}),
        "maximal": {"mistakes": [_MISTAKE] * 40},
        "hostile": {"mistakes": [HOSTILE]},
    },
}
