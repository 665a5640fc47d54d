"""A retro as it runs, and what it leaves."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from message_templates.catalogue import HOSTILE, same
from message_templates.retros import views
from message_templates.retros.examples.matter import ACTION, DUE, LATE, LONG, LONG_ACTION, MISCHIEF

NEXT: Final = datetime(2026, 12, 15, tzinfo=UTC)
_KICK_OFF: Final = views.KickOff(
    id=18,
    step=1,
    number=18,
    team="Fraud ML",
    phase="collect",
    due_at=DUE,
    members=9,
    facilitator="U0FACIL",
    wrote=4,
    quorum=5,
    counted_at=datetime(2026, 12, 1, 17, tzinfo=UTC),
    since_last=(ACTION, LATE),
    happened=views.SinceLast(date(2026, 11, 17), 3, 2, 1, 0.8, 4, 3, 1, 2, 1),
    next_at=NEXT,
)
_TO_DO: Final = views.ToDo(18, 18, "Fraud ML", "C0FRAUD", "collect", DUE)
_NOTE: Final = views.Handover(17, 17, "Fraud ML", "U0BEFORE", "Asking twice.", "Close the vote later.", "Yuki is away.")
_ABOUT_A_NOTE: Final[dict[str, object]] = {
    "typical": _NOTE,
    "empty": views.Handover(17, 17, "Fraud ML", "U0BEFORE"),
    "maximal": replace(_NOTE, number=12345, team=LONG, worked=LONG, change=LONG, know=LONG),
    "hostile": replace(_NOTE, team=HOSTILE, worked=HOSTILE, change=HOSTILE, know=HOSTILE),
}
_ABOUT_A_PHASE: Final[dict[str, object]] = {
    "typical": _TO_DO,
    "empty": replace(_TO_DO, phase="discuss"),
    "extended": replace(_TO_DO, extended=True),
    "discuss": replace(_TO_DO, phase="discuss", themes=("The nightly job", "Review times")),
    "maximal": replace(_TO_DO, phase="vote", team=LONG, dots=12345, extended=True),
    "hostile": replace(_TO_DO, phase="group", team=HOSTILE),
}
_OVER: Final = views.Over(18, "Fraud ML", "C0FRAUD", "collect", "group", DUE)
_SHOWN: Final = views.Shown("Fraud ML", 3, 18, 18, "collect", DUE, "U0FACIL", "U0LEAD", NEXT, (ACTION,))

EXAMPLES: Final[dict[str, dict[str, object]]] = {
    "retros/kick_off": {
        "typical": _KICK_OFF,
        "empty": replace(
            _KICK_OFF,
            wrote=0,
            counted_at=None,
            first_count_at=datetime(2026, 12, 1, 8, tzinfo=UTC),
            facilitator="",
            since_last=(),
            happened=None,
        ),
        "little_happened": replace(_KICK_OFF, happened=views.SinceLast(date(2026, 11, 17), signals=0, expected=0.8)),
        "maximal": replace(
            _KICK_OFF,
            phase="closed",
            team=LONG,
            members=12345,
            wrote=12345,
            voted=12345,
            cards=12345,
            themes=12345,
            thanks=12345,
            not_taken_up=12345,
            agreed=(LONG_ACTION,) * 60,
            rating=views.Rating(until=NEXT),
            asked=(LONG_ACTION,) * 60,
            unowned=(LONG_ACTION,) * 60,
        ),
        "rated": replace(_KICK_OFF, phase="closed", rating=views.Rating(count=6, mean=3.83)),
        "rated_by_few": replace(_KICK_OFF, phase="closed", rating=views.Rating(too_few=True)),
        "too_few": replace(_KICK_OFF, phase="too_few", wrote=2),
        "too_few_with_the_lead": replace(_KICK_OFF, phase="too_few", wrote=2, lead="U0FACIL"),
        "closed": replace(
            _KICK_OFF,
            phase="closed",
            voted=7,
            agreed=(ACTION,),
            rating=views.Rating(until=NEXT),
            asked=(LATE,),
            unowned=(replace(ACTION, text="Write down who is called", state="handed_back"),),
        ),
        "hostile": replace(_KICK_OFF, phase="vote", team=HOSTILE, since_last=(MISCHIEF,), agreed=(MISCHIEF,), themes=2),
    },
    "retros/closed_early": {
        "typical": views.ClosedEarly(18, "collect", "U0LEAD", DUE),
        "empty": views.ClosedEarly(1, "group", "U0LEAD", DUE),
        "maximal": views.ClosedEarly(12345, "discuss", "U0LEAD", DUE),
        "hostile": views.ClosedEarly(18, "vote", "U0LEAD", DUE),
    },
    "retros/skipped": {
        "typical": views.Skipped(18, DUE, NEXT),
        "empty": views.Skipped(1, DUE),
        "maximal": views.Skipped(12345, DUE, NEXT),
        "hostile": views.Skipped(18, DUE, NEXT),
    },
    "retros/over": {
        "typical": _OVER,
        "empty": replace(_OVER, asked_again=True),
        "maximal": replace(_OVER, number=12345, team=LONG, ended="vote", phase="vote"),
        "hostile": replace(_OVER, team=HOSTILE, ended="too_few", phase="collect"),
    },
    "retros/begins": {**_ABOUT_A_PHASE, "handed_over": replace(_TO_DO, handover=_NOTE)},
    "retros/handover_asked": _ABOUT_A_NOTE,
    "retros/handover": _ABOUT_A_NOTE,
    "retros/rated": {
        "typical": views.Rated(18, 4, DUE),
        "empty": views.Rated(1, 1, DUE),
        "maximal": views.Rated(12345, 5, DUE),
        "hostile": views.Rated(18, 2, DUE),
    },
    "retros/exported": same({"number": 18}),
    "retros/reminder": _ABOUT_A_PHASE,
    "retros/shown": {
        "typical": _SHOWN,
        "empty": views.Shown("Fraud ML", 3),
        "maximal": replace(_SHOWN, team=LONG, phase="vote", unfinished=(LONG_ACTION,) * 60),
        "hostile": replace(_SHOWN, number=0, team=HOSTILE, unfinished=(MISCHIEF,), may_start=True),
    },
}
