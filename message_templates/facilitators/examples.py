"""What each template about turns looks like."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from message_templates.catalogue import HOSTILE, same
from message_templates.facilitators import views

RETRO_AT: Final = datetime(2026, 12, 1, tzinfo=UTC)
FALLBACK_AT: Final = datetime(2026, 11, 30, tzinfo=UTC)
LAST: Final = date(2026, 9, 8)
LONG: Final = "A team with a very long name that somebody pasted from a charter. " * 60

_ASKED: Final = views.Asked(3, "Fraud ML", "C0FRAUD", RETRO_AT, FALLBACK_AT, "asked", "U0FACIL", LAST)
_SWAP: Final = views.Swap(3, "Fraud ML", RETRO_AT, FALLBACK_AT, "U0FACIL")
_DROPPED: Final = views.Dropped("Fraud ML", "C0FRAUD", RETRO_AT)
_SETTLED: Final = {
    "team": "Fraud ML", "retro_at": RETRO_AT, "state": "accepted", "facilitator": "U0OTHER", "own": False
}  # fmt: skip
_ONE: Final = views.InRota("U0FACIL", LAST)
_ROTA: Final = views.Rota(
    "Fraud ML", RETRO_AT, "U0FACIL", "asked", (_ONE, views.InRota("U0OTHER"), views.InRota("U0AWAY", LAST, away=True))
)
_AWAY: Final = views.Away(date(2026, 12, 1), date(2026, 12, 5), ((date(2026, 12, 24), date(2027, 1, 3)),))

EXAMPLES: Final[dict[str, dict[str, object]]] = {
    "facilitators/asked": {
        "typical": _ASKED,
        "empty": replace(_ASKED, last_done=None, state="accepted"),
        "maximal": replace(
            _ASKED, team=LONG, instead_of="U0OTHER", because="offered", fallback_at=None, last=True, begun=True
        ),
        "hostile": replace(_ASKED, team=HOSTILE, state="passed", fallback_at=None),
    },
    "facilitators/open_swap": {
        "typical": _SWAP,
        "empty": replace(_SWAP, taken_by="U0OTHER"),
        "maximal": replace(_SWAP, team=LONG, taken_by="U0OTHER", asked=True),
        "hostile": replace(_SWAP, team=HOSTILE),
    },
    "facilitators/dropped": {
        "typical": _DROPPED,
        "empty": replace(_DROPPED, team="T"),
        "maximal": replace(_DROPPED, team=LONG),
        "hostile": replace(_DROPPED, team=HOSTILE),
    },
    "facilitators/settled": {
        "typical": _SETTLED,
        "empty": {**_SETTLED, "state": "served", "own": True},
        "maximal": {**_SETTLED, "team": LONG, "state": "asked"},
        "hostile": {**_SETTLED, "team": HOSTILE, "state": "served"},
    },
    "facilitators/nobody_else": {
        "typical": {"team": "Fraud ML", "retro_at": RETRO_AT},
        "empty": {"team": "T", "retro_at": RETRO_AT},
        "maximal": {"team": LONG, "retro_at": RETRO_AT},
        "hostile": {"team": HOSTILE, "retro_at": RETRO_AT},
    },
    "facilitators/gone": same({}),
    "facilitators/back": same({}),
    "facilitators/over_already": same({}),
    "facilitators/away_then": same({"retro_at": RETRO_AT}),
    "facilitators/rota": {
        "typical": replace(_ROTA, group="kaizen-facilitator-fraud"),
        "empty": views.Rota("Fraud ML", RETRO_AT, "", ""),
        "maximal": replace(_ROTA, team=LONG, state="open", order=(_ONE,) * 60, group=LONG, group_refused=LONG),
        "hostile": replace(_ROTA, team=HOSTILE, state="accepted", group=HOSTILE, group_refused=HOSTILE),
    },
    "facilitators/away": {
        "typical": _AWAY,
        "empty": replace(_AWAY, absences=()),
        "maximal": replace(_AWAY, absences=_AWAY.absences * 60),
        "hostile": replace(_AWAY, first=date(2026, 12, 2)),
    },
    "facilitators/noted": same(_AWAY),
    "facilitators/group_refused": {
        "typical": {"handle": "kaizen-facilitator-fraud", "reason": "plan_upgrade_required"},
        "empty": {"handle": "k", "reason": "permission_denied"},
        "maximal": {"handle": LONG, "reason": LONG},
        "hostile": {"handle": HOSTILE, "reason": HOSTILE},
    },
    "facilitators/group_taken": {
        "typical": {"handle": "kaizen-facilitator-fraud"},
        "empty": {"handle": "k"},
        "maximal": {"handle": LONG},
        "hostile": {"handle": HOSTILE},
    },
    "facilitators/group_unread": {
        "typical": {"reason": "missing_scope"},
        "empty": {"reason": ""},
        "maximal": {"reason": "plan_upgrade_required"},
        "hostile": {"reason": "none"},
    },
    "facilitators/group_gone": same({}),
    "facilitators/no_group": same({}),
    "facilitators/no_groups": {
        "typical": {"reason": "none"},
        "empty": {"reason": ""},
        "maximal": {"reason": "plan_upgrade_required"},
        "hostile": {"reason": "missing_scope"},
    },
    "facilitators/ends_before_it_begins": same({}),
    "facilitators/dates_unclear": {
        "typical": {"typed": "next week"},
        "empty": {"typed": "?"},
        "maximal": {"typed": LONG},
        "hostile": {"typed": HOSTILE},
    },
}
