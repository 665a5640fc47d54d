"""What each alert template looks like: as usual, with nothing, with too much, and with somebody's mischief."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from message_templates.alerts import views
from message_templates.catalogue import HOSTILE, same
from message_templates.choices import Choice

TUESDAY: Final = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
LONG: Final = "Precision of the fraud scorer among the top one percent of payments fell. " * 40
LENGTHS: Final = (Choice("4", "4 hours"), Choice("24", "24 hours"), Choice("72", "3 days"), Choice("168", "7 days"))
OUTCOMES: Final = (
    Choice("real_fixed", "Real – fixed"),
    Choice("false_limit", "False alarm – limit too tight"),
    Choice("unclear", "Could not tell"),
)

_CARD: Final = views.Card(
    id=77,
    number=77,
    title="Precision of fraud-scorer below its lower limit",
    kind="signal",
    state="open",
    severity=2,
    model="fraud-scorer",
    version="v41",
    tier="high",
    owner="U0OWNER",
    seen=1,
    last=date(2026, 11, 24),
    since=date(2026, 11, 24),
    above=0,
    below=1,
    model_owner="U0MODEL",
    steward="U0STEWARD",
    value=0.8211,
    limit=0.8245,
    centre=0.842,
    apart=3.58,
    size=3912,
    says="1 point beyond the limits",
    basis="p chart, limits (100 points, 1 Aug 2026 to 8 Nov 2026, frozen)",
    expected_a_month=0.08,
    final_at=TUESDAY + timedelta(days=3),
    record=views.Record(4, 6, 30.0, 90.3),
    alt_text="Precision of fraud-scorer: 1 signal since; about 0.1 expected by chance. 82.1% at 2026-11-24.",
)
_SHARES: Final = views.Column(
    "Merchant",
    "medium",
    "TVD",
    0.21,
    "share of travel",
    12.0,
    31.0,
    as_shares=True,
    missing=4,
    missing_before=1,
    unseen=3,
)
_DRIFT: Final = replace(
    _CARD,
    title="Inputs of housing-prices have drifted",
    kind="drift",
    columns=(
        views.Column(
            "Longitude", "very large", "KS", 1.0, "median", -118.1, -115.4, outside=100.0, low=-124, high=-116
        ),
        views.Column("Latitude", "very large", "KS", 0.687, "median", 33.91, 33.66),
        _SHARES,
    ),
    columns_drifted=4,
    columns_tested=5,
    seen=40,
    q=2.5e-64,
    rows=(5809, 24, 24),
    quiet=(0.72, 1.0),
    record=None,
)
_SILENT: Final = replace(
    _CARD,
    title="No data",
    kind="no_data",
    newest_at=TUESDAY,
    failure="Prometheus cannot be reached.",
    record=None,
    alt_text="",
)
_CLOSED: Final = replace(
    _CARD,
    state="resolved",
    acked_by="U0OWNER",
    acked_minutes=6,
    acked_at=TUESDAY + timedelta(minutes=6),
    resolved_by="U0OWNER",
    agreed_by="U0STEWARD",
    resolved_at=TUESDAY + timedelta(hours=5),
    resolved_minutes=300,
    outcome="Real – fixed",
    sentence="An upstream mapping had changed.",
)
_SNOOZED: Final = replace(
    _CARD, state="snoozed", snoozed_by="U0OWNER", snoozed_until=TUESDAY, snooze_reason="A known deploy."
)
_FEW: Final = views.Recovery("few", 3, TUESDAY, 0.8391, -0.52, 59.5)
_BACK: Final = views.Recovery("back", 9, TUESDAY, 0.8418, -0.03, 21.1)
_OFF: Final = views.Recovery("off", 20, TUESDAY, 0.8349, -1.26, 3.2)
_PROPOSED: Final = replace(
    _CLOSED, state="acknowledged", proposed_by="U0OWNER", resolved_by="", agreed_by="", resolved_at=None, recovery=_BACK
)
_NOTE: Final = views.Note(77, _CARD.title, "U0OWNER", "snoozed it", TUESDAY, "A known deploy.")
_LINE: Final = views.Line(77, 77, _CARD.title, "open", 2, "fraud-scorer", TUESDAY, 3)
_TAKEN: Final = replace(_LINE, state="acknowledged", acked_by="U0OWNER")
_OFFERED: Final = replace(_TAKEN, proposed_by="U0OWNER")
_DONE: Final = replace(_OFFERED, state="resolved", resolved_by="U0OWNER", agreed_by="U0STEWARD", outcome="Real – fixed")
_ANOTHER: Final = {
    "number": 77,
    "changed": True,
    "who": "U0OWNER",
    "outcome": "Could not tell",
    "sentence": "Nobody knows.",
}

EXAMPLES: Final[dict[str, dict[str, object]]] = {
    "alerts/card": {
        "typical": _CARD,
        "empty": replace(_SILENT, model="", version="", tier="", newest_at=None, failure=""),
        "maximal": replace(
            _SNOOZED,
            title=LONG,
            model=LONG,
            version=LONG,
            seen=12345,
            says=LONG,
            basis=LONG,
            snooze_reason=LONG,
            alt_text=LONG,
            kind="drift",
            columns=(replace(_SHARES, name=LONG, middle=LONG, outside=100, low=-1e9, high=1e9),) * 3,
            columns_drifted=400,
            columns_tested=640,
            q=0.0042,
            rows=(12345678, 1234567, 1234567),
            quiet=(0.72, 1.0),
            recovery=_OFF,
            duplicates=tuple(range(100, 200)),
        ),
        "hostile": replace(
            _CLOSED,
            title=HOSTILE,
            model=HOSTILE,
            version=HOSTILE,
            says=HOSTILE,
            basis=HOSTILE,
            sentence=HOSTILE,
            alt_text=HOSTILE,
        ),
        "hostile_drift": replace(_DRIFT, columns=(replace(_SHARES, name=HOSTILE, middle=HOSTILE),), title=HOSTILE),
        "again": replace(_CARD, seen=3, below=3, last=date(2026, 11, 27)),
        "both_sides": replace(
            _CARD,
            title="Precision of fraud-scorer outside its limits",
            seen=3,
            above=1,
            below=2,
            last=date(2026, 11, 27),
        ),
        "of_an_older_version": replace(_CARD, seen=3, above=None, below=None, last=date(2026, 11, 27)),
        "hourly": replace(
            _CARD,
            last=TUESDAY,
            since=TUESDAY - timedelta(hours=3),
            seen=4,
            below=4,
            state="acknowledged",
            acked_by="U0OWNER",
        ),
        "drift": _DRIFT,
        "no_data": _SILENT,
        "closed": _CLOSED,
        "snoozed": _SNOOZED,
        "few": replace(_CARD, recovery=_FEW),
        "off": replace(_CARD, recovery=_OFF),
        "back": replace(_CARD, recovery=_BACK),
        "alike": replace(_DRIFT, recovery=views.Recovery("alike", 4, TUESDAY)),
        "proposed": _PROPOSED,
        "duplicate": replace(_CLOSED, outcome="Duplicate of another case", duplicate_of=75, duplicates=(80, 81)),
    },
    "alerts/snooze": {
        "typical": views.SnoozeView(77, _CARD.title, (LENGTHS[0], Choice("8", "8 hours"), *LENGTHS[1:]), usual="8"),
        "empty": views.SnoozeView(1, "No data", LENGTHS),
        "maximal": views.SnoozeView(123456, LONG, LENGTHS),
        "hostile": views.SnoozeView(77, HOSTILE, LENGTHS),
    },
    "alerts/resolve": {
        "typical": views.ResolveView(77, _CARD.title, OUTCOMES),
        "empty": views.ResolveView(1, "No data", OUTCOMES),
        "maximal": views.ResolveView(
            123456,
            LONG,
            tuple(Choice(f"outcome_{n}", LONG) for n in range(10)),
            others=tuple(Choice(str(n), LONG) for n in range(100)),
            two_people=True,
        ),
        "hostile": views.ResolveView(77, HOSTILE, OUTCOMES),
    },
    "alerts/note": {
        "typical": _NOTE,
        "empty": replace(_NOTE, who="", what="am bringing it back: the snooze is over", until=None, words=""),
        "maximal": replace(_NOTE, title=LONG, words=LONG, in_storm=True),
        "called": views.Note(77, _CARD.title, whom="U0STEWARD", within="2 working hours"),
        "hostile": replace(_NOTE, title=HOSTILE, words=HOSTILE),
    },
    "alerts/listed": {
        "typical": views.Listed((_LINE,)),
        "of_two_teams": views.Listed((replace(_LINE, team="Fraud"), replace(_LINE, number=78, team="Credit risk"))),
        "empty": views.Listed(()),
        "maximal": views.Listed((replace(_LINE, title=LONG, model=LONG, seen=12345, team=LONG),) * 30),
        "hostile": views.Listed((replace(_LINE, title=HOSTILE, model=HOSTILE, team=HOSTILE),)),
    },
    "alerts/storm": {
        "typical": views.Storm(TUESDAY, (_LINE, replace(_LINE, number=78, state="acknowledged", acked_by="U0OWNER"))),
        "empty": views.Storm(TUESDAY, (replace(_LINE, state="resolved", model=""),)),
        "maximal": views.Storm(
            TUESDAY, (replace(_LINE, number=12345, title=LONG, model=LONG, acked_by="U0OWNER"),) * 200
        ),
        "hostile": views.Storm(TUESDAY, (replace(_LINE, title=HOSTILE, model=HOSTILE),)),
    },
    "alerts/called": {
        "typical": views.Called((_LINE,), "C0ALERTS", "2 working hours"),
        "empty": views.Called((replace(_LINE, model=""),), "C0ALERTS", "30 minutes", goes_on=True),
        "maximal": views.Called((replace(_LINE, title=LONG, model=LONG),) * 200, "C0ALERTS", "1 working day"),
        "taken_up": views.Called((_TAKEN, _DONE), "C0ALERTS", "2 working hours"),
        "hostile": views.Called((replace(_LINE, title=HOSTILE, model=HOSTILE),), "C0ALERTS", "2 working hours"),
    },
    "alerts/over": {
        "typical": views.Asked(_LINE, "C0ALERTS", recovery=_BACK),
        "empty": views.Asked(_TAKEN, "C0ALERTS"),
        "hourly": views.Asked(_TAKEN, "C0ALERTS", recovery=_FEW),
        "off": views.Asked(_TAKEN, "C0ALERTS", recovery=_OFF),
        "maximal": views.Asked(replace(_LINE, title=LONG), "C0ALERTS", recovery=_BACK),
        "hostile": views.Asked(replace(_LINE, title=HOSTILE), "C0ALERTS", recovery=_BACK),
        "closed": views.Asked(_DONE, "C0ALERTS"),
    },
    "alerts/agree": {
        "typical": views.Asked(_OFFERED, "C0ALERTS", "Real – fixed", "An upstream mapping had changed."),
        "empty": views.Asked(_TAKEN, "C0ALERTS"),
        "maximal": views.Asked(replace(_OFFERED, title=LONG), "C0ALERTS", LONG, LONG),
        "hostile": views.Asked(replace(_OFFERED, title=HOSTILE), "C0ALERTS", HOSTILE, HOSTILE),
        "closed": views.Asked(_DONE, "C0ALERTS"),
    },
    "alerts/acked_already": same({"number": 77, "who": "U0OWNER"}),
    "alerts/closed_already": same({"number": 77, "who": "U0OWNER", "outcome": "Real – fixed"}),
    "alerts/snoozed_already": same({"number": 77, "who": "U0OWNER", "until": TUESDAY}),
    "alerts/nothing_proposed": same({"number": 77}),
    "alerts/own_proposal": same({"number": 77}),
    "alerts/another_proposal": {
        "typical": _ANOTHER,
        "empty": _ANOTHER | {"changed": False, "sentence": ""},
        "maximal": _ANOTHER | {"sentence": LONG},
        "hostile": _ANOTHER | {"sentence": HOSTILE},
    },
    "alerts/repeated_missing": same({}),
    "alerts/sentence_missing": same({}),
    "alerts/reason_missing": same({}),
    "alerts/repeats_without_duplicate": same({}),
    "alerts/outcome_missing": same({}),
    "alerts/length_missing": same({}),
}
