"""The list of monitors."""

from dataclasses import replace
from typing import Final

from message_templates.catalogue import HOSTILE
from message_templates.choices import Choice
from message_templates.monitors import views
from message_templates.monitors.examples.matter import LINE, LONG, TUESDAY

_FAILING: Final = replace(
    LINE,
    name="p95 latency",
    emoji="🔌",
    state="Not read: its source fails, so nothing is known of it",
    newest_at=None,
    expected_a_month=None,
    power="",
    failure="Prometheus cannot be reached (ConnectError: refused).",
)
_MENU: Final = (Choice("change:7", "Change …"), Choice("stop:7", "Stop …"))
_STOPPED_LINE: Final = replace(
    LINE,
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
_SILENT: Final = replace(
    LINE, name="Score volume", emoji="🔌", state="", expected_a_month=None, power="", silent_since=TUESDAY
)
_LISTED: Final = views.Listed(
    (replace(LINE, choices=_MENU), _FAILING, _SILENT, _STOPPED_LINE), 4, 0.08, 2, stopped=1, unread=1, silent=1
)

EXAMPLES: Final[dict[str, dict[str, object]]] = {
    "monitors/listed": {
        "typical": _LISTED,
        "of_two_teams": replace(_LISTED, monitors=(replace(LINE, team="Fraud"), replace(_SILENT, team="Credit risk"))),
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
                    team=LONG,
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
                replace(LINE, name=HOSTILE, model=HOSTILE, state=HOSTILE, power=HOSTILE, failure=HOSTILE, team=HOSTILE),
                replace(_STOPPED_LINE, name=HOSTILE, reason=HOSTILE),
            ),
            2,
            0.1,
            2,
            words=HOSTILE,
        ),
    },
}
