"""What each monitor template looks like: as usual, with nothing, with too much, and with somebody's mischief."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from message_templates.catalogue import HOSTILE, same
from message_templates.choices import Choice
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
    id=7,
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


_MENU: Final = (Choice("change:7", "Change …"), Choice("stop:7", "Stop …"))
_STOPPED_LINE: Final = replace(
    _LINE,
    name="Share of empty answers",
    emoji="⏹️",
    state="Stopped: not read, and not alarmed about",
    expected_a_month=None,
    power="",
    stopped_by="U0OWNER",
    stopped_at=TUESDAY,
    reason="The model was retired.",
    owner_gone="U0OWNER",
    choices=(Choice("start:8", "Start again"), Choice("change:8", "Change …")),
)
_LISTED: Final = views.Listed((replace(_LINE, choices=_MENU), _FAILING, _STOPPED_LINE), 3, 0.08, 2, stopped=1, unread=1)
_FORM: Final = views.Form(
    name="Accuracy of housing-prices",
    sources=(Choice("files", "files"), Choice("prometheus", "prometheus")),
    source="files",
    question="file=scores.csv time=day value=mean(prediction==target)",
    every="day",
    charts=(Choice("auto", "Whichever fits", "p or Laney's p' for proportions, I-MR for the rest"), Choice("p", "p")),
    all_rules=(Choice("limits", "limits", "1 beyond the limits"), Choice("nelson-2", "nelson-2", "9 on one side")),
    severities=(Choice("1", "1, wakes people", "Called after 30 minutes, at any hour"), Choice("2", "2")),
    owner="U0OWNER",
    channel="C0FRAUD",
    points="100",
    watched=("nelson-2",),
    model=Choice("housing-prices", "housing-prices"),
    label_delay="2d",
    readings=140,
    since=TUESDAY - timedelta(days=140),
    newest_at=TUESDAY,
    cases=("A-77",),
)
_CHANGED: Final = views.Changed(
    7,
    "Accuracy of housing-prices",
    ("question", "baseline"),
    ("A-77", "A-81"),
    TUESDAY,
    read_anew=True,
    baseline_anew=True,
    judged_anew=True,
)
_FATES: Final = (Choice("stay", "Stays open; somebody resolves it"), Choice("unclear", "Close: Could not tell"))
_STOP: Final = views.Stop(7, 3, "Accuracy of housing-prices", ("A-77",), _FATES)
_STOPPED: Final = views.Stopped(
    7, "Accuracy of housing-prices", "The model was retired.", ("A-77", "A-81"), closed=True
)
_NOTED: Final = views.Noted("Accuracy of housing-prices", 77, "U0OWNER", "changed", ("question", "baseline"))
_WELL: Final = views.Answer(
    7,
    "Precision of fraud-scorer",
    "well",
    140,
    TUESDAY,
    verdict="p chart, limits (100 points, 1 Aug 2026 to 8 Nov 2026, frozen)",
    expected_a_month=0.08,
)
_ANSWERS: Final = views.Answers(
    (
        views.Answer(8, "Accuracy", "failing", 0, None, failure="There is no file scores.csv in the folder of files."),
        views.Answer(9, "p95 latency", "empty", 0, None, every="hour"),
        views.Answer(10, "Accuracy of housing-prices", "unstable", 90, TUESDAY, verdict=_UNSTABLE.reason, late=True),
        views.Answer(11, "Cost", "learning", 14, TUESDAY, verdict="14 of 100 baseline points so far"),
        _WELL,
    ),
    total=6,
    more=1,
    unwell=3,
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
        "maximal": views.Registered((LONG[:120],) * 199, LONG[:200], LONG[:200]),
        "hostile": views.Registered((HOSTILE,), HOSTILE, HOSTILE),
    },
    "monitors/unstable": {
        "typical": _UNSTABLE,
        "stable": replace(_UNSTABLE, now="alerting", reason=_LINE.state),
        "learning": replace(_UNSTABLE, now="learning", reason="3 of 60 baseline points so far; no alerts below 15"),
        "empty": replace(_UNSTABLE, model="", alt_text=""),
        "maximal": replace(_UNSTABLE, name=LONG, model=LONG, reason=LONG, alt_text=LONG),
        "hostile": replace(_UNSTABLE, name=HOSTILE, model=HOSTILE, reason=HOSTILE, alt_text=HOSTILE),
    },
    "monitors/listed": {
        "typical": _LISTED,
        "empty": views.Listed((), 0, None, 2),
        "maximal": views.Listed(
            tuple(
                replace(
                    _STOPPED_LINE,
                    name=f"{number} {LONG[:118]}",
                    model=LONG,
                    state=LONG[:500],
                    failure=LONG,
                    reason=LONG,
                    choices=(Choice(f"start:{number}", "Start again"),),
                )
                for number in range(10, 35)
            ),
            199,
            16.4,
            2,
            first=25,
            stopped=25,
            unread=7,
            words="precision",
            next_page="50:precision",
        ),
        "nothing_found": views.Listed((), 0, None, 2, words="latency"),
        "hostile": views.Listed(
            (
                replace(_LINE, name=HOSTILE, model=HOSTILE, state=HOSTILE, power=HOSTILE, failure=HOSTILE),
                replace(_STOPPED_LINE, name=HOSTILE, reason=HOSTILE),
            ),
            2,
            0.1,
            2,
            words=HOSTILE,
        ),
    },
    "monitors/edit": {
        "typical": _FORM,
        "empty": replace(
            _FORM, points="", model=None, watched=(), cases=(), readings=0, since=None, newest_at=None, chart="auto"
        ),
        "dated": replace(
            _FORM, points="", first=TUESDAY.date() - timedelta(days=140), last=TUESDAY.date(), stopped=True
        ),
        "maximal": replace(
            _FORM,
            name=LONG[:120],
            question=LONG[:2000],
            model=Choice(LONG[:75], LONG[:75]),
            all_rules=tuple(Choice(f"rule-{number}", LONG[:75], LONG[:75]) for number in range(40)),
            rules=tuple(f"rule-{number}" for number in range(40)),
            watched=tuple(f"rule-{number}" for number in range(40)),
            cases=tuple(f"A-{number}" for number in range(1, 60)),
        ),
        "hostile": replace(_FORM, name=HOSTILE, question=HOSTILE, model=Choice(HOSTILE[:75], HOSTILE[:75])),
    },
    "monitors/stop": {
        "typical": _STOP,
        "empty": replace(_STOP, cases=()),
        "maximal": replace(_STOP, name=LONG[:120], cases=tuple(f"A-{number}" for number in range(1, 60))),
        "hostile": replace(_STOP, name=HOSTILE),
    },
    "monitors/changed": {
        "typical": _CHANGED,
        "rules": replace(_CHANGED, fields=("rules that alert",), read_anew=False, baseline_anew=False),
        "started": replace(_CHANGED, fields=(), started=True, read_anew=False, baseline_anew=False, judged_anew=False),
        "empty": views.Changed(7, "p95 latency", ()),
        "maximal": replace(
            _CHANGED,
            name=LONG[:120],
            fields=("question", "baseline", "interval", "rules that alert", "how late labels come") * 3,
            cases=tuple(f"A-{number}" for number in range(1, 60)),
            stopped=True,
        ),
        "hostile": replace(_CHANGED, name=HOSTILE),
    },
    "monitors/stopped": {
        "typical": _STOPPED,
        "empty": replace(_STOPPED, cases=(), closed=False),
        "maximal": replace(
            _STOPPED, name=LONG[:120], reason=LONG[:500], cases=tuple(f"A-{n}" for n in range(1, 60)), closed=False
        ),
        "hostile": replace(_STOPPED, name=HOSTILE, reason=HOSTILE),
    },
    "monitors/noted": {
        "typical": _NOTED,
        "stopped": replace(_NOTED, what="stopped", fields=(), why="The model was retired."),
        "empty": replace(_NOTED, what="started", fields=()),
        "maximal": replace(_NOTED, name=LONG[:120], what="stopped", why=LONG[:500]),
        "hostile": replace(_NOTED, name=HOSTILE, what="stopped", why=HOSTILE),
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
    "monitors/changed_meanwhile": {
        **same({"name": "p95 latency", "who": "U0OWNER"}),
        "hostile": {"name": HOSTILE, "who": "U0OWNER"},
    },
    "monitors/two_baselines": same({}),
    "monitors/no_baseline": same({}),
    "monitors/half_a_baseline": same({}),
    "monitors/cell_wrong": {
        **same({"said": "'daily' is no length of time; write hour, day, week, or like 30min, 6h, 2d."}),
        "hostile": {"said": HOSTILE},
    },
    "monitors/owner_gone": {**same({"is_app": False}), "app": {"is_app": True}},
    "monitors/not_in_channel": same({}),
    "monitors/reason_missing": same({}),
    "monitors/fate_missing": same({}),
    "monitors/stopped_already": {
        **same({"name": "p95 latency", "who": "U0OWNER"}),
        "hostile": {"name": HOSTILE, "who": "U0OWNER"},
    },
    "monitors/not_stopped": {**same({"name": "p95 latency"}), "hostile": {"name": HOSTILE}},
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
    "monitors/name_taken": {
        **same({"name": "p95 latency", "stopped": False}),
        "stopped": {"name": "p95 latency", "stopped": True},
        "hostile": {"name": HOSTILE, "stopped": True},
    },
    "monitors/pasted_wrong": {
        **same({"mistakes": [_MISTAKE]}),
        "maximal": {"mistakes": [_MISTAKE] * 40},
        "hostile": {"mistakes": [HOSTILE]},
    },
}
