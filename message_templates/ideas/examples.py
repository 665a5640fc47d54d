"""What each idea template looks like: as usual, with nothing, with too much, and with somebody's mischief."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from message_templates.catalogue import HOSTILE
from message_templates.choices import Choice
from message_templates.ideas import views

MONDAY: Final = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
LONG: Final = "Every morning the feature lookups take longer than the model itself. " * 60
UNNAMED: Final = (Choice("unnamed", "Post without my name"),)
AREAS: Final = tuple(
    Choice(key, words)
    for key, words in (
        ("latency", "Latency"),
        ("accuracy", "Accuracy"),
        ("infra_cost", "Infrastructure cost"),
        ("data_quality", "Data quality"),
        ("fairness", "Fairness"),
        ("risk", "Risk"),
        ("time", "Time"),
    )
)
SURENESS: Final = tuple(
    Choice(key, words)
    for key, words in (
        ("measured", "Measured"),
        ("estimate", "Estimate"),
        ("hunch", "Hunch"),
        ("unknown", "Don't know yet"),
    )
)

_DRAFT: Final = views.Draft(
    pain="p95 latency is 410 ms, and a third of it are repeated lookups.",
    proposal="Cache the feature lookups in fraud scoring.",
    areas=("latency", "infra_cost"),
    model="fraud-scorer",
    place="team:3",
)
_SUBMIT: Final = views.SubmitView(
    draft=_DRAFT, areas=AREAS, places=(Choice("team:3", "Fraud ML"),), place="team:3", unnamed_choice=UNNAMED
)
_LATENCY: Final = views.EstimateShown("Latency", "ms less", 60.0, 90.0, 120.0, "estimate")
_CARD: Final = views.Card(
    id=214,
    number=214,
    title="Cache the feature lookups in fraud scoring",
    status="New",
    status_emoji="🆕",
    votes=3,
    pain=_DRAFT.pain,
    proposal=_DRAFT.proposal,
    author="U0AUTHOR",
    team="Fraud ML",
    model="fraud-scorer",
    registered=True,
    estimates=(
        _LATENCY,
        views.EstimateShown("Infrastructure cost", "EUR a month less", None, None, None, "don't know yet"),
    ),
    people_or_fairness="",
    source="",
    submitted_at=MONDAY,
    moved_by=None,
    moved_reason="",
    votable=True,
)
_BARE_CARD: Final = replace(_CARD, votes=0, proposal="", estimates=(), author=None, team="", model="")
_LONG_CARD: Final = replace(
    _CARD,
    title=LONG,
    votes=12345,
    pain=LONG,
    proposal=LONG,
    team=LONG,
    model=LONG,
    people_or_fairness=LONG,
    source="https://example.invalid/archives/C0FRAUD/p1",
    estimates=(_LATENCY,) * 7,
    moved_by="U0TRIAGER",
    moved_reason=LONG,
)
_HOSTILE_CARD: Final = replace(
    _CARD,
    title=HOSTILE,
    pain=HOSTILE,
    proposal=HOSTILE,
    team=HOSTILE,
    model=HOSTILE,
    registered=False,
    people_or_fairness=HOSTILE,
    source=HOSTILE,
    estimates=(replace(_LATENCY, unit=HOSTILE),),
    status="Withdrawn",
    status_emoji="↩️",
    withdrawn=True,
    votable=False,
    movable=False,
    moved_reason=HOSTILE,
)
_MOVED: Final = views.Moved(
    214, 214, _CARD.title, "New", "Triaged", "🔎", "U0TRIAGER", "Small, and we can measure it.", "C0FRAUD"
)
_MOVE: Final = views.MoveView(
    214,
    214,
    _CARD.title,
    "New",
    "new",
    (Choice("triaged", "Triaged"), Choice("approved", "Approved"), Choice("declined", "Declined")),
)
_LINE: Final = views.ListedIdea(214, 214, _CARD.title, "New", "🆕", 3, "U0AUTHOR", MONDAY, votable=True)
_LISTED: Final = views.Listed((_LINE, replace(_LINE, number=213, votes=1, author=None)), 2, 0, "open")
_SAVED: Final = views.Saved(214, 214, _CARD.title, "C0FRAUD")
_SAVED_UNNAMED: Final = replace(_SAVED, code="QF7K-2MXP-9WTR")
_AREAS_ASKED: Final = (
    views.AreaView("latency", "Latency", "ms less"),
    views.AreaView("infra_cost", "Infrastructure cost", "", "EUR a month less"),
)
_EVERY_AREA: Final = tuple(
    views.AreaView(area.value, area.words, "", LONG, LONG, "-1234567.5", "0.25", "123456789012345", "hunch")
    for area in AREAS
)
_SIMILAR: Final = (
    views.SimilarIdea(
        198, 198, "Cache the customer features", "Triaged", "🔎", 4, ("cache", "lookups"), voted=False, votable=True
    ),
    views.SimilarIdea(
        112, 112, "Batch the feature lookups", "Declined", "🚫", 1, ("lookups", "p95"), voted=True, votable=False
    ),
)
_HOSTILE_SIMILAR: Final = replace(_SIMILAR[0], title=HOSTILE, shared=(HOSTILE, HOSTILE))
_JOINED: Final = views.Joined(198, 198, "Cache the customer features", 5)
_TRIAGE_BY: Final = date(2026, 11, 30)
_MINE: Final = views.Mine(
    id=214,
    number=214,
    title=_CARD.title,
    channel="C0FRAUD",
    team="Fraud ML",
    status="New",
    status_emoji="🆕",
    new=True,
    triager="U0TRIAGER",
    own_triage=False,
    triage_by=_TRIAGE_BY,
    overdue=False,
    reminded=False,
    editable=True,
    open=True,
)
_NOBODYS: Final = replace(_MINE, team="", triager="", triage_by=None)
_UNTRIAGED: Final = views.Untriaged(214, 214, _CARD.title, "U0AUTHOR", MONDAY)
_REMINDER: Final = views.Reminder("Fraud ML", _TRIAGE_BY, (_UNTRIAGED, replace(_UNTRIAGED, number=215, author=None)))
_EDIT: Final = views.EditView(214, 214, _DRAFT.pain, _DRAFT.proposal, _DRAFT.areas, AREAS, kept=True)
_EDITED: Final = views.Edited(214, _CARD.title, "U0AUTHOR", ("the problem", "the estimate"))
_WITHDRAW: Final = views.WithdrawView(214, 214, _CARD.title, 3, named=True)
_EVIDENCE: Final = views.Evidence(
    214, _CARD.title, "U0AUTHOR", "On Monday 31% of the lookups were repeated.", "https://example.invalid/d/lookups"
)
_FOLLOWED: Final = views.Followed(
    214, 214, _CARD.title, "C0FRAUD", "Triaged", "🔎", 3, "U0TRIAGER", "Small, and we can measure it.", open=True
)
_HOSTILE_DRAFT: Final = views.Draft(HOSTILE, HOSTILE, ("latency",), HOSTILE, "team:3", unnamed=True, source=HOSTILE)


def _sentence(typical: dict[str, object], hostile: dict[str, object] | None = None) -> dict[str, object]:
    """A refusal of one sentence: with nothing to vary, all four examples are the same."""
    return {"typical": typical, "empty": typical, "maximal": typical, "hostile": hostile or typical}


EXAMPLES: Final[dict[str, dict[str, object]]] = {
    "ideas/submit": {
        "typical": replace(_SUBMIT, kept=True),
        "empty": replace(_SUBMIT, draft=views.Draft()),
        "maximal": views.SubmitView(
            draft=views.Draft(LONG, LONG, tuple(area.value for area in AREAS), LONG, "team:99"),
            areas=AREAS,
            places=tuple(Choice(f"team:{n}", f"{n} {LONG}") for n in range(140)),
            place="team:99",
            unnamed_choice=UNNAMED,
            models_known=True,
            model=Choice("model:7", LONG),
            kept=True,
        ),
        "hostile": replace(_SUBMIT, draft=_HOSTILE_DRAFT, places=(Choice("team:3", HOSTILE),)),
    },
    "ideas/estimate": {
        "typical": views.EstimateView(_AREAS_ASKED, SURENESS, _SIMILAR),
        "empty": views.EstimateView(_AREAS_ASKED[:1], SURENESS),
        "maximal": views.EstimateView(
            _EVERY_AREA, SURENESS, (replace(_SIMILAR[0], title=LONG, shared=(LONG,) * 5),) * 3, LONG
        ),
        "hostile": views.EstimateView(
            (views.AreaView("time", HOSTILE, "", HOSTILE),), SURENESS, (_HOSTILE_SIMILAR,), HOSTILE
        ),
    },
    "ideas/reestimate": {
        "typical": views.EstimateView((replace(_AREAS_ASKED[0], low="60", likely="90", high="120.5"),), SURENESS),
        "empty": views.EstimateView(_AREAS_ASKED, SURENESS),
        "maximal": views.EstimateView(_EVERY_AREA, SURENESS, (), LONG),
        "hostile": views.EstimateView((views.AreaView("time", HOSTILE, "", HOSTILE, HOSTILE),), SURENESS, (), HOSTILE),
    },
    "ideas/joined": {
        "typical": _JOINED,
        "empty": replace(_JOINED, votes=1),
        "maximal": replace(_JOINED, title=LONG, number=123456, votes=12345),
        "hostile": replace(_JOINED, title=HOSTILE),
    },
    "ideas/whole": {
        "typical": views.Whole(_CARD, "C0FRAUD", voted=True, on_top=False),
        "empty": views.Whole(_BARE_CARD, "C0FRAUD", voted=False, on_top=True),
        "maximal": views.Whole(_LONG_CARD, "C0FRAUD", voted=True, on_top=True),
        "hostile": views.Whole(_HOSTILE_CARD, "C0FRAUD", voted=False, on_top=False),
    },
    "ideas/card": {
        "typical": _CARD,
        "empty": _BARE_CARD,
        "maximal": _LONG_CARD,
        "hostile": _HOSTILE_CARD,
    },
    "ideas/saved": {
        "typical": _MINE,
        "empty": _NOBODYS,
        "maximal": replace(_MINE, title=LONG, team=LONG, number=123456, overdue=True, reminded=True),
        "hostile": replace(_MINE, title=HOSTILE, team=HOSTILE, own_triage=True),
    },
    "ideas/untriaged": {
        "typical": _REMINDER,
        "empty": replace(_REMINDER, ideas=(_UNTRIAGED,)),
        "maximal": replace(_REMINDER, team=LONG, ideas=(replace(_UNTRIAGED, title=LONG),) * 40),
        "hostile": replace(_REMINDER, team=HOSTILE, ideas=(replace(_UNTRIAGED, title=HOSTILE),)),
    },
    "ideas/edit": {
        "typical": _EDIT,
        "empty": replace(_EDIT, proposal="", kept=False),
        "maximal": replace(_EDIT, number=123456, pain=LONG, proposal=LONG, areas=tuple(area.value for area in AREAS)),
        "hostile": replace(_EDIT, pain=HOSTILE, proposal=HOSTILE),
    },
    "ideas/edited": {
        "typical": _EDITED,
        "empty": replace(_EDITED, changed=("the estimate",)),
        "maximal": replace(
            _EDITED, title=LONG, changed=("the problem", "what to try", "the estimate", "people and fairness")
        ),
        "hostile": replace(_EDITED, title=HOSTILE),
    },
    "ideas/withdraw": {
        "typical": _WITHDRAW,
        "empty": replace(_WITHDRAW, votes=0, named=False),
        "maximal": replace(_WITHDRAW, title=LONG, number=123456, votes=12345),
        "hostile": replace(_WITHDRAW, title=HOSTILE),
    },
    "ideas/evidence": {
        "typical": views.EvidenceView(214, _CARD.title),
        "empty": views.EvidenceView(1, "Slow"),
        "maximal": views.EvidenceView(123456, LONG),
        "hostile": views.EvidenceView(214, HOSTILE),
    },
    "ideas/evidence_added": {
        "typical": _EVIDENCE,
        "empty": replace(_EVIDENCE, link=""),
        "maximal": replace(_EVIDENCE, title=LONG, words=LONG),
        "hostile": replace(_EVIDENCE, title=HOSTILE, words=HOSTILE, link=HOSTILE),
    },
    "ideas/followed": {
        "typical": _FOLLOWED,
        "empty": replace(_FOLLOWED, status="New", status_emoji="🆕", votes=0, moved_by="", reason=""),
        "maximal": replace(_FOLLOWED, title=LONG, reason=LONG, votes=12345),
        "hostile": replace(_FOLLOWED, title=HOSTILE, reason=HOSTILE),
    },
    "ideas/saved_unnamed": {
        "typical": _SAVED_UNNAMED,
        "empty": replace(_SAVED_UNNAMED, title="Slow"),
        "maximal": replace(_SAVED_UNNAMED, title=LONG, number=123456),
        "hostile": replace(_SAVED_UNNAMED, title=HOSTILE),
    },
    "ideas/move": {
        "typical": _MOVE,
        "empty": replace(_MOVE, next_states=_MOVE.next_states[:1]),
        "maximal": replace(
            _MOVE, title=LONG, number=123456, next_states=tuple(Choice(f"state_{n}", f"{n} {LONG}") for n in range(10))
        ),
        "hostile": replace(_MOVE, title=HOSTILE),
    },
    "ideas/moved": {
        "typical": _MOVED,
        "empty": replace(_MOVED, after="Withdrawn", after_emoji="↩️", mover="", reason=""),
        "maximal": replace(_MOVED, title=LONG, reason=LONG),
        "hostile": replace(_MOVED, title=HOSTILE, reason=HOSTILE),
    },
    "ideas/listed": {
        "typical": _LISTED,
        "empty": views.Listed((), 0, 0, ""),
        "maximal": views.Listed((replace(_LINE, title=LONG, votes=12345),) * 60, 12345, 60, LONG, "120:open"),
        "hostile": views.Listed((replace(_LINE, title=HOSTILE),), 1, 0, HOSTILE, f"8:{HOSTILE}"),
    },
    "ideas/already_voted": _sentence({"id": 214, "number": 214}),
    "ideas/not_voted": _sentence({"number": 214}),
    "ideas/closed": _sentence({"number": 214, "status": "Declined"}),
    "ideas/moved_meanwhile": _sentence({"status": "Approved"}),
    "ideas/pain_missing": _sentence({}),
    "ideas/areas_missing": _sentence({}),
    "ideas/no_place": _sentence({}),
    "ideas/not_in_channel": _sentence({}),
    "ideas/draft_gone": _sentence({}),
    "ideas/estimate_missing": _sentence({}),
    "ideas/likely_below_low": _sentence({"low": 60.0}),
    "ideas/high_below_likely": _sentence({"likely": 90.0}),
    "ideas/unit_missing": _sentence({}),
    "ideas/reason_missing": _sentence({}),
    "ideas/evidence_missing": _sentence({}),
    "ideas/no_address": _sentence({}),
    "ideas/frozen": _sentence({"number": 214, "status": "Approved"}),
    "ideas/unknown_status": _sentence(
        {"status": "opened", "known": ["open", "new"]}, {"status": HOSTILE, "known": ["open"]}
    ),
    "ideas/unknown_area": _sentence(
        {"area": "speed", "known": ["accuracy", "latency"]}, {"area": HOSTILE, "known": ["latency"]}
    ),
}
