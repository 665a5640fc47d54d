"""Actions: proposed, answered, done."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from message_templates.catalogue import HOSTILE, same
from message_templates.retros import views
from message_templates.retros.examples.matter import ACTION, DONE_BY, LATE, LONG, LONG_ACTION, MISCHIEF

_ASKED: Final = views.ActionShown(
    7, 18, 18, "Fraud ML", replace(ACTION, state="proposed"), "U0FACIL", answer_by=datetime(2026, 12, 4, 9, tzinfo=UTC)
)
_TAKEN_BACK: Final = replace(
    _ASKED, action=replace(ACTION, state="handed_back"), answer_by=None, taken_back_by="U0FACIL"
)
_LEFT: Final = replace(ACTION, state="accepted", owner_left=True)
_LONG_ASKED: Final = replace(_ASKED, team=LONG, action=replace(LONG_ACTION, state="done"), evidence=LONG)
_HOSTILE_ASKED: Final = replace(_ASKED, team=HOSTILE, action=replace(MISCHIEF, state="accepted"), evidence=HOSTILE)
_ABOUT_AN_ACTION: Final[dict[str, object]] = {
    "typical": _ASKED,
    "empty": replace(_ASKED, answer_by=None),
    "maximal": _LONG_ASKED,
    "hostile": _HOSTILE_ASKED,
}

EXAMPLES: Final[dict[str, dict[str, object]]] = {
    "retros/action": {
        **_ABOUT_AN_ACTION,
        "taken_back": _TAKEN_BACK,
        "empty": replace(_ASKED, answer_by=None, action=replace(ACTION, state="handed_back")),
        "maximal": replace(_LONG_ASKED, action=replace(LONG_ACTION, owner_left=True)),
    },
    "retros/asked": {**_ABOUT_AN_ACTION, "taken_back": _TAKEN_BACK},
    "retros/handed_back": {
        **_ABOUT_AN_ACTION,
        "taken_back": replace(_TAKEN_BACK, to="U0FACIL"),
        "empty": replace(_ASKED, open=False, unanswered=True),
    },
    "retros/left": {
        **_ABOUT_AN_ACTION,
        "typical": replace(_ASKED, action=_LEFT),
        "maximal": replace(_LONG_ASKED, action=replace(LONG_ACTION, owner_left=True)),
        "hostile": replace(_HOSTILE_ASKED, action=replace(MISCHIEF, owner_left=True)),
    },
    "retros/not_free": same({"owner": "U0OTHER", "done": False}),
    "retros/nudge": {**_ABOUT_AN_ACTION, "empty": replace(_ASKED, action=LATE)},
    "retros/propose": {
        "typical": views.Propose(18, "The nightly job", 2, DONE_BY),
        "empty": views.Propose(18, "", 1, DONE_BY),
        "maximal": views.Propose(12345, LONG, 12345, DONE_BY, LONG[:500], LONG[:500]),
        "hostile": views.Propose(18, HOSTILE, 2, DONE_BY, HOSTILE, HOSTILE),
    },
    "retros/finish": {
        "typical": views.Finish("Alert only after two points", "false alarms at most 1 a month"),
        "empty": views.Finish("Alert less", "fewer"),
        "maximal": views.Finish(LONG, LONG),
        "hostile": views.Finish(HOSTILE, HOSTILE),
    },
}
