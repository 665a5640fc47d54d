"""What a digest looks like: as usual, with nothing, with too much, and with somebody's mischief."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from message_templates.catalogue import HOSTILE, same
from message_templates.digests import views

MONDAY: Final = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ENDS: Final = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
LONG: Final = "Cache the feature lookups in fraud scoring before the morning peak. " * 20

_OLDEST: Final = views.Waiting(199, "Mask card numbers in the training logs", 18)
_FLOW: Final = views.Flow(
    new=4,
    decided=2,
    done=1,
    oldest_undecided=_OLDEST,
    limit=15,
    finished_days=31.0,
    finished=4,
    unfinished_days=19.0,
    unfinished=7,
)
_ACTION: Final = views.DigestAction(
    "Alert limit for precision", "U0OWNER", date(2026, 11, 20), late=True, accepted=True
)
_MODELS: Final = views.Models(
    watched=12,
    quiet=3,
    signals=2,
    cut_short=1,
    expected=0.8,
    cases=(
        views.Case(77, "Precision of fraud-scorer below its lower limit", "closed"),
        views.Case(81, "p95 latency above its upper limit", "open"),
    ),
    drifted=("Inputs of fraud-scorer",),
    unstable=(views.Unstable("Accuracy of housing", "no stable baseline: neighbouring points are alike"),),
    too_often=("Latency",),
    learning=1,
    unread=("Recall of churn",),
    unread_after=MONDAY,
    silent=("Score volume",),
    failing=(views.Failing("Queue length", "Prometheus cannot be reached"),),
    loud=("Precision of fraud-scorer",),
    alike=("Inputs of churn",),
    stopped=("Recall of housing",),
    uncharted=("Volume",),
)
_WEEK: Final = views.Weekly(
    team_id=3,
    team="Fraud ML",
    first_day=MONDAY,
    until=ENDS,
    needs=(
        views.Need("alert", "p95 latency above its upper limit", id=81, number=81),
        views.Need("agree", "Precision of fraud-scorer below its lower limit", id=82, number=82, who="U0OWNER"),
        views.Need("action", "Alert limit for precision", who="U0OWNER", due=date(2026, 11, 20)),
        views.Need("triage", "", numbers=(201, 204)),
        views.Need("lasting", "Inputs of fraud-scorer: drift", id=70, number=70, who="U0OWNER", days=9),
    ),
    flow=_FLOW,
    wanted=(views.Wanted(214, "Cache the feature lookups", 5), views.Wanted(211, "One name for one feature", 3)),
    contributors=3,
    unnamed=1,
    retro_at=datetime(2026, 12, 1, tzinfo=UTC),
    facilitator="U0NEXT",
    retros=(views.DigestRetro(17, cancelled=False, wrote=8, members=9, voted=7, agreed=1, unowned=2),),
    under_way=18,
    actions=(_ACTION, replace(_ACTION, text="Write the hand-off check", late=False, accepted=False, owner_left=True)),
    models=_MODELS,
    noise=views.Noise(
        7, 5, (views.Posted("ideas", 4), views.Posted("alerts", 2), views.Posted("digests", 1)), exempt=1
    ),
    charts="Small charts of 2 metrics. Precision: newest 82.1%, 1 signal in this week.",
)
_QUIET: Final = replace(
    _WEEK,
    needs=(),
    flow=None,
    wanted=(),
    contributors=0,
    unnamed=0,
    retro_at=None,
    facilitator="",
    retros=(),
    under_way=None,
    actions=(),
    models=None,
    noise=views.Noise(0, 5),
    charts="",
)
_FIGURE: Final = views.Figure(
    "New ideas",
    (4,),
    "Submitted in the week.",
    "The team's ideas and their moves",
    n=4,
    rows=("K-210", "K-211", "K-214"),
)
_EXPECTED: Final = views.Figure(
    "Expected by chance",
    (0.8,),
    "Signals that quiet monitors bring in seven days.",
    "The monitors' charts",
    digits=2,
    n=5,
    as_of=ENDS,
)
_WHY: Final = views.Why("Fraud ML", MONDAY, ENDS, ENDS, (_FIGURE, _EXPECTED))

EXAMPLES: Final[dict[str, dict[str, object]]] = {
    "digests/weekly": {
        "typical": _WEEK,
        "empty": _QUIET,
        "maximal": replace(
            _WEEK,
            team=LONG,
            needs=(views.Need("lasting", LONG, id=123456, number=123456, who="U0OWNER", days=12345),) * 40
            + (views.Need("action", LONG, who="U0OWNER", due=date(2026, 11, 20)),) * 3
            + (views.Need("idea", LONG, days=3),) * 3
            + (views.Need("triage", "", numbers=tuple(range(123456, 123556))),),
            flow=replace(_FLOW, new=12345, oldest_undecided=replace(_OLDEST, title=LONG)),
            wanted=(views.Wanted(123456, LONG, 12345),) * 40,
            retros=(views.DigestRetro(123456, False, 123, 456, 123, 12345, 12345),) * 8,
            actions=(replace(_ACTION, text=LONG),) * 40,
            models=views.Models(
                watched=12345,
                quiet=12000,
                signals=345,
                expected=12.3,
                cases=(views.Case(123456, LONG, "acknowledged"),) * 40,
                drifted=(LONG,) * 40,
                unstable=(views.Unstable(LONG, LONG),) * 40,
                too_often=(LONG,) * 40,
                learning=12345,
                unread=(LONG,) * 40,
                unread_after=MONDAY,
                silent=(LONG,) * 40,
                failing=(views.Failing(LONG, LONG),) * 40,
                loud=(LONG,) * 40,
                alike=(LONG,) * 40,
                other=(LONG,) * 40,
                stopped=(LONG,) * 40,
                uncharted=(LONG,) * 40,
            ),
            charts=LONG,
            noise=views.Noise(
                12345,
                5,
                tuple(
                    views.Posted(kind, 12345)
                    for kind in ("ideas", "retros", "alerts", "digests", "monitors", "facilitators", "teams", "models")
                ),
                exempt=12345,
            ),
            due_at=MONDAY,
        ),
        "hostile": replace(
            _WEEK,
            team=HOSTILE,
            needs=(
                views.Need("idea", HOSTILE, id=1, number=1, days=18),
                views.Need("alert", HOSTILE, id=2, number=2),
                views.Need("triage", "", numbers=(214,)),
                views.Need("left", HOSTILE, id=9, who="U0GONE", due=date(2026, 12, 4)),
            ),
            wanted=(views.Wanted(214, HOSTILE, 5),),
            actions=(replace(_ACTION, text=HOSTILE),),
            models=replace(
                _MODELS,
                cases=(views.Case(77, HOSTILE, "open"),),
                drifted=(HOSTILE,),
                unstable=(views.Unstable(HOSTILE, HOSTILE),),
                too_often=(HOSTILE,),
                unread=(HOSTILE,),
                silent=(HOSTILE,),
                failing=(views.Failing(HOSTILE, HOSTILE),),
                loud=(HOSTILE,),
                other=(HOSTILE,),
                stopped=(HOSTILE,),
            ),
            noise=views.Noise(1, 5, (views.Posted(HOSTILE, 1),)),
            charts=HOSTILE,
        ),
    },
    "digests/why": {
        "typical": _WHY,
        "empty": replace(_WHY, figures=()),
        "maximal": replace(
            _WHY,
            team=LONG,
            figures=(views.Figure(LONG, (12345,) * 40, LONG, LONG, "d", n=12345, rows=(LONG,) * 400, as_of=ENDS),) * 40,
        ),
        "hostile": replace(
            _WHY, team=HOSTILE, figures=(views.Figure(HOSTILE, (1,), HOSTILE, HOSTILE, n=1, rows=(HOSTILE,)),)
        ),
    },
    "digests/no_team": same({"may_set_up": True}) | {"empty": {"may_set_up": False}},
}
