"""What is done to one monitor: changed, stopped, started."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from message_templates.catalogue import HOSTILE
from message_templates.choices import Choice
from message_templates.monitors import views
from message_templates.monitors.examples.matter import LONG, TUESDAY

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

EXAMPLES: Final[dict[str, dict[str, object]]] = {
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
}
