"""An idea, its people and its figures, from which the examples are made."""

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

DRAFT: Final = views.Draft(
    pain="p95 latency is 410 ms, and a third of it are repeated lookups.",
    proposal="Cache the feature lookups in fraud scoring.",
    areas=("latency", "infra_cost"),
    model="fraud-scorer",
    place="team:3",
)
SUBMIT: Final = views.SubmitView(
    draft=DRAFT, areas=AREAS, places=(Choice("team:3", "Fraud ML"),), place="team:3", unnamed_choice=UNNAMED
)
LATENCY: Final = views.EstimateShown("Latency", "ms less", 60.0, 90.0, 120.0, "estimate")
CARD: Final = views.Card(
    id=214,
    number=214,
    title="Cache the feature lookups in fraud scoring",
    status="New",
    status_emoji="🆕",
    votes=3,
    pain=DRAFT.pain,
    proposal=DRAFT.proposal,
    author="U0AUTHOR",
    team="Fraud ML",
    model="fraud-scorer",
    registered=True,
    estimates=(
        LATENCY,
        views.EstimateShown("Infrastructure cost", "EUR a month less", None, None, None, "don't know yet"),
    ),
    people_or_fairness="",
    source="",
    submitted_at=MONDAY,
    moved_by=None,
    moved_reason="",
    votable=True,
)
BARE_CARD: Final = replace(CARD, votes=0, proposal="", estimates=(), author=None, team="", model="")
LONG_CARD: Final = replace(
    CARD,
    title=LONG,
    votes=12345,
    pain=LONG,
    proposal=LONG,
    team=LONG,
    model=LONG,
    people_or_fairness=LONG,
    source="https://example.invalid/archives/C0FRAUD/p1",
    estimates=(LATENCY,) * 7,
    moved_by="U0TRIAGER",
    moved_reason=LONG,
)
HOSTILE_CARD: Final = replace(
    CARD,
    title=HOSTILE,
    pain=HOSTILE,
    proposal=HOSTILE,
    team=HOSTILE,
    model=HOSTILE,
    registered=False,
    people_or_fairness=HOSTILE,
    source=HOSTILE,
    estimates=(replace(LATENCY, unit=HOSTILE),),
    status="Withdrawn",
    status_emoji="↩️",
    withdrawn=True,
    votable=False,
    movable=False,
    moved_reason=HOSTILE,
)
MOVED: Final = views.Moved(
    214, 214, CARD.title, "New", "Triaged", "🔎", "U0TRIAGER", "Small, and we can measure it.", "C0FRAUD"
)
MOVE: Final = views.MoveView(
    214,
    214,
    CARD.title,
    "New",
    "new",
    (Choice("triaged", "Triaged"), Choice("approved", "Approved"), Choice("declined", "Declined")),
)
LINE: Final = views.ListedIdea(214, 214, CARD.title, "New", "🆕", 3, "U0AUTHOR", MONDAY, votable=True)
LISTED: Final = views.Listed((LINE, replace(LINE, number=213, votes=1, author=None)), 2, 0, "open")
SAVED: Final = views.Saved(214, 214, CARD.title, "C0FRAUD")
SAVED_UNNAMED: Final = replace(SAVED, code="QF7K-2MXP-9WTR")
AREAS_ASKED: Final = (
    views.AreaView("latency", "Latency", "ms less"),
    views.AreaView("infra_cost", "Infrastructure cost", "", "EUR a month less"),
)
EVERY_AREA: Final = tuple(
    views.AreaView(area.value, area.words, "", LONG, LONG, "-1234567.5", "0.25", "123456789012345", "hunch")
    for area in AREAS
)
SIMILAR: Final = (
    views.SimilarIdea(
        198, 198, "Cache the customer features", "Triaged", "🔎", 4, ("cache", "lookups"), voted=False, votable=True
    ),
    views.SimilarIdea(
        112, 112, "Batch the feature lookups", "Declined", "🚫", 1, ("lookups", "p95"), voted=True, votable=False
    ),
)
HOSTILE_SIMILAR: Final = replace(SIMILAR[0], title=HOSTILE, shared=(HOSTILE, HOSTILE))
JOINED: Final = views.Joined(198, 198, "Cache the customer features", 5)
TRIAGE_BY: Final = date(2026, 11, 30)
MINE: Final = views.Mine(
    id=214,
    number=214,
    title=CARD.title,
    channel="C0FRAUD",
    team="Fraud ML",
    status="New",
    status_emoji="🆕",
    new=True,
    triager="U0TRIAGER",
    own_triage=False,
    triage_by=TRIAGE_BY,
    overdue=False,
    reminded=False,
    editable=True,
    open=True,
)
NOBODYS: Final = replace(MINE, team="", triager="", triage_by=None)
UNTRIAGED: Final = views.Untriaged(214, 214, CARD.title, "U0AUTHOR", MONDAY)
REMINDER: Final = views.Reminder("Fraud ML", TRIAGE_BY, (UNTRIAGED, replace(UNTRIAGED, number=215, author=None)))
EDIT: Final = views.EditView(214, 214, DRAFT.pain, DRAFT.proposal, DRAFT.areas, AREAS, kept=True)
SCORED: Final = views.Scored("U0TRIAGER", 48.0, 120.0, 2.0, 80.0, 4.0, MONDAY)
SCORE: Final = views.ScoreShown(48.0, 48.0, 48.0, (SCORED,))
TWO_SCORES: Final = views.ScoreShown(36.0, 24.0, 48.0, (SCORED, replace(SCORED, scorer="U0DEPUTY", effort=8.0)))
SCORE_VIEW: Final = views.ScoreView(
    214,
    CARD.title,
    (Choice("3", "3 – massive"), Choice("0.25", "0.25 – minimal")),
    (Choice("100", "100% – measured"), Choice("50", "50% – a hunch")),
    blind=True,
    reach="120",
    impact="3",
    confidence="50",
    effort="4",
)
EDITED: Final = views.Edited(214, CARD.title, "U0AUTHOR", ("the problem", "the estimate"))
WITHDRAW: Final = views.WithdrawView(214, 214, CARD.title, 3, named=True)
EVIDENCE: Final = views.Evidence(
    214, CARD.title, "U0AUTHOR", "On Monday 31% of the lookups were repeated.", "https://example.invalid/d/lookups"
)
FOLLOWED: Final = views.Followed(
    214, 214, CARD.title, "C0FRAUD", "Triaged", "🔎", 3, "U0TRIAGER", "Small, and we can measure it.", open=True
)
HOSTILE_DRAFT: Final = views.Draft(HOSTILE, HOSTILE, ("latency",), HOSTILE, "team:3", unnamed=True, source=HOSTILE)
