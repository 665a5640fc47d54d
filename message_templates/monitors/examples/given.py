"""Monitors that are given as a table, the mistakes in it, and what their sources answer."""

from dataclasses import replace
from typing import Final

from message_templates.catalogue import HOSTILE, same
from message_templates.monitors import views
from message_templates.monitors.examples.matter import LINE, LONG, TUESDAY, of_a_file

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
    reason="no stable baseline: neighbouring points are alike (autocorrelation 0.45, about 10 times the false alarms)",
    points=90,
    owner="U0OWNER",
    alt_text="Accuracy of housing-prices: no stable baseline. Chart of 90 points: centre 71.6%.",
    id=7,
)
_MISTAKE: Final = "Line 2, every: 'daily' is no length of time."
_WELL: Final = views.Answer(
    7,
    "Precision of fraud-scorer",
    "well",
    140,
    TUESDAY,
    verdict="p chart, limits (100 points, 1 Aug 2026 to 8 Nov 2026, frozen)",
    expected_a_month=0.08,
)
_TOO_OFTEN: Final = "readings come every hour, not every day: write every=hour, or average them with value=mean(v)"
_ANSWERS: Final = views.Answers(
    (
        views.Answer(8, "Accuracy", "failing", 0, None, failure="There is no file scores.csv in the folder of files."),
        views.Answer(9, "p95 latency", "empty", 0, None, every="hour"),
        views.Answer(12, "Volume", "too often", 3441, TUESDAY, verdict=_TOO_OFTEN),
        views.Answer(10, "Accuracy of housing-prices", "unstable", 90, TUESDAY, verdict=_UNSTABLE.reason, late=True),
        views.Answer(11, "Cost", "learning", 14, TUESDAY, verdict="14 of 100 baseline points so far"),
        _WELL,
    ),
    total=7,
    more=1,
    unwell=4,
    unread=2,
    expected_a_month=1.1,
    counted=4,
    budget=2,
    outside="C0FRAUD",
)

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
        "maximal": views.Registered((LONG[:120],) * 199, LONG[:200], LONG[:200], unregistered=(LONG[:75],) * 40),
        "hostile": views.Registered((HOSTILE,), HOSTILE, HOSTILE, unregistered=(HOSTILE,)),
    },
    "monitors/unstable": {
        "typical": _UNSTABLE,
        "stable": replace(_UNSTABLE, now="alerting", reason=LINE.state),
        "refused": replace(_UNSTABLE, now="refused", reason=_TOO_OFTEN, alt_text=""),
        "learning": replace(_UNSTABLE, now="learning", reason="3 of 60 baseline points so far; no alerts below 15"),
        "empty": replace(_UNSTABLE, model="", alt_text=""),
        "maximal": replace(_UNSTABLE, name=LONG, model=LONG, reason=LONG, alt_text=LONG),
        "hostile": replace(_UNSTABLE, name=HOSTILE, model=HOSTILE, reason=HOSTILE, alt_text=HOSTILE),
    },
    "monitors/answers": {
        "typical": _ANSWERS,
        "well": views.Answers((_WELL,), 1, expected_a_month=0.08, counted=1, budget=2),
        "empty": views.Answers((replace(_WELL, kind="waiting", readings=0, newest_at=None),), 1),
        "maximal": replace(
            _ANSWERS,
            answers=tuple(
                replace(_ANSWERS.answers[0], id=number, name=f"{number} {LONG[:118]}", failure=LONG)
                for number in range(10, 22)
            ),
            total=199,
            more=187,
        ),
        "hostile": replace(
            _ANSWERS, answers=(replace(_ANSWERS.answers[0], name=HOSTILE, failure=HOSTILE, verdict=HOSTILE),)
        ),
    },
    "monitors/cell_wrong": {
        **same({"said": "'daily' is no length of time; write hour, day, week, or like 30min, 6h, 2d."}),
        "hostile": {"said": HOSTILE},
    },
    "monitors/many_mistakes": {
        "typical": {"mistakes": [_MISTAKE, "Line 3, baseline: 7 points are too few for limits.", "Line 4: no name."]},
        "empty": {"mistakes": [_MISTAKE]},
        "maximal": {"mistakes": [LONG[:400]] * 600},
        "hostile": {"mistakes": [HOSTILE] * 3},
    },
    "monitors/both_given": of_a_file({}),
    "monitors/reading": of_a_file({}),
    "monitors/pasted_wrong": {
        **same({"mistakes": [_MISTAKE]}),
        "maximal": {"mistakes": [_MISTAKE] * 40},
        "hostile": {"mistakes": [HOSTILE]},
    },
}
