"""What the Home tab looks like."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from message_templates.alerts.views import Line
from message_templates.catalogue import HOSTILE
from message_templates.home import views

LONG: Final = "Every morning the feature lookups take longer than the model itself. "

_IDEA: Final = views.HomeIdea(214, 214, "Cache the feature lookups in fraud scoring", "Triaged", "🔎", 3)
_SEEN: Final = datetime(2026, 11, 24, tzinfo=UTC)
_ALERTS: Final = (
    Line(77, 77, "Precision of fraud-scorer below its lower limit", "open", 2, "fraud-scorer", _SEEN, 1),
    Line(78, 78, "p95 latency above its upper limit", "acknowledged", 3, "fraud-scorer", _SEEN, 1, acked_by="U0OWNER"),
)
_OTHER: Final = views.HomeIdea(209, 209, "One owner for each alert rule", "New", "🆕", 0)
_TEAM: Final = views.HomeTeam(
    id=3,
    name="Fraud ML",
    channel="C0FRAUD",
    digest_at=datetime(2026, 11, 30, 9, tzinfo=UTC),
    retro_at=datetime(2026, 12, 1, tzinfo=UTC),
    zone="Europe/London",
    day_starts="09:00",
    day_ends="17:00",
    group="kaizen-facilitator-fraud",
    group_refused="plan_upgrade_required",
)
_ACTION: Final = views.HomeAction(7, "Alert only after two points", date(2026, 12, 14), accepted=True)
_TURN: Final = views.HomeTurn("Fraud ML", datetime(2026, 12, 1, tzinfo=UTC), accepted=False)
_HELD: Final = views.Held("delivery:7", "message", "C0FRAUD", "is_archived", datetime(2026, 11, 23, 9, 30, tzinfo=UTC))
_PICTURE: Final = replace(_HELD, reference="picture:3", what="picture", reason="missing_scope")
_JOB: Final = replace(_HELD, reference="job:9", what="digests.weekly", where="", reason="WorkshopFailed: not finished")

EXAMPLES: Final[dict[str, dict[str, object]]] = {
    "home/home": {
        "typical": views.Home(
            (_TEAM,),
            (_IDEA,),
            waiting=(_OTHER,),
            actions=(_ACTION,),
            turns=(_TURN,),
            away=((date(2026, 12, 24), date(2027, 1, 3)),),
            alerts=_ALERTS,
            held=(_HELD, _PICTURE, _JOB),
        ),
        "empty": views.Home(),
        "maximal": views.Home(
            teams=(replace(_TEAM, name=LONG * 60, group=LONG, group_refused=LONG),) * 60,
            ideas=(replace(_IDEA, title=LONG * 60, votes=12345),) * 60,
            more_ideas=12345,
            waiting=(replace(_OTHER, title=LONG * 60),) * 60,
            actions=(replace(_ACTION, text=LONG * 60, late=True),) * 60,
            turns=(replace(_TURN, team=LONG * 60),) * 60,
            alerts=(replace(_ALERTS[0], title=LONG * 60),) * 60,
            held=(replace(_HELD, reason=LONG * 60), replace(_JOB, reason=LONG * 60)) * 30,
        ),
        "hostile": views.Home(
            (replace(_TEAM, name=HOSTILE, zone=HOSTILE, group=HOSTILE, group_refused=HOSTILE),),
            (replace(_IDEA, title=HOSTILE),),
            waiting=(replace(_OTHER, title=HOSTILE),),
            actions=(replace(_ACTION, text=HOSTILE),),
            turns=(replace(_TURN, team=HOSTILE),),
            alerts=(replace(_ALERTS[1], title=HOSTILE),),
            held=(replace(_HELD, reason=HOSTILE), replace(_JOB, reason=HOSTILE)),
            guest=True,
        ),
    },
}
