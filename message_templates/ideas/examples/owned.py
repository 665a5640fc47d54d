"""An idea as its author and its triager are told of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from message_templates.catalogue import HOSTILE
from message_templates.ideas import views
from message_templates.ideas.examples.matter import (
    CARD,
    FOLLOWED,
    LONG,
    MINE,
    MONDAY,
    NOBODYS,
    REMINDER,
    UNTRIAGED,
    WITHDRAW,
)

EXAMPLES: Final[dict[str, dict[str, object]]] = {
    "ideas/saved": {
        "typical": MINE,
        "empty": NOBODYS,
        "maximal": replace(
            MINE,
            title=LONG,
            team=LONG,
            away="U0LEAD",
            reminded_one="U0LEAD",
            number=123456,
            overdue=True,
            reminded=True,
        ),
        "hostile": replace(MINE, title=HOSTILE, team=HOSTILE, own_triage=True, away="U0LEAD"),
    },
    "ideas/draft_kept": {
        "typical": views.DraftKept("", "C0FRAUD", MONDAY),
        "empty": views.DraftKept("", "C0FRAUD", MONDAY + timedelta(days=1)),
        "maximal": views.DraftKept(
            "https://northwind.slack.com/archives/C0FRAUD/p1700000000000000", "C0FRAUD", MONDAY + timedelta(days=2)
        ),
        "hostile": views.DraftKept(HOSTILE, "C0FRAUD", MONDAY + timedelta(days=3)),
    },
    "ideas/untriaged": {
        "typical": REMINDER,
        "empty": replace(REMINDER, ideas=(UNTRIAGED,)),
        "maximal": replace(REMINDER, team=LONG, ideas=(replace(UNTRIAGED, title=LONG),) * 40),
        "hostile": replace(REMINDER, team=HOSTILE, ideas=(replace(UNTRIAGED, title=HOSTILE),)),
    },
    "ideas/withdraw": {
        "typical": WITHDRAW,
        "empty": replace(WITHDRAW, votes=0, named=False),
        "maximal": replace(WITHDRAW, title=LONG, number=123456, votes=12345),
        "hostile": replace(WITHDRAW, title=HOSTILE),
    },
    "ideas/evidence": {
        "typical": views.EvidenceView(214, CARD.title),
        "empty": views.EvidenceView(1, "Slow"),
        "maximal": views.EvidenceView(123456, LONG),
        "hostile": views.EvidenceView(214, HOSTILE),
    },
    "ideas/followed": {
        "typical": FOLLOWED,
        "empty": replace(FOLLOWED, status="New", status_emoji="🆕", votes=0, moved_by="", reason=""),
        "maximal": replace(FOLLOWED, title=LONG, reason=LONG, votes=12345),
        "hostile": replace(FOLLOWED, title=HOSTILE, reason=HOSTILE),
    },
}
