"""An idea as everybody sees it."""

from dataclasses import replace
from typing import Final

from message_templates.catalogue import HOSTILE
from message_templates.choices import Choice
from message_templates.ideas import views
from message_templates.ideas.examples.matter import (
    BARE_CARD,
    CARD,
    EDITED,
    EVIDENCE,
    HOSTILE_CARD,
    LINE,
    LISTED,
    LONG,
    LONG_CARD,
    MOVE,
    MOVED,
    SCORE,
    SCORE_VIEW,
    TWO_SCORES,
)

EXAMPLES: Final[dict[str, dict[str, object]]] = {
    "ideas/whole": {
        "typical": views.Whole(replace(CARD, score=views.ScoreShown(missing=1)), "C0FRAUD", voted=True, on_top=False),
        "empty": views.Whole(BARE_CARD, "C0FRAUD", voted=False, on_top=True),
        "maximal": views.Whole(LONG_CARD, "C0FRAUD", voted=True, on_top=True),
        "hostile": views.Whole(HOSTILE_CARD, "C0FRAUD", voted=False, on_top=False),
    },
    "ideas/card": {
        "typical": replace(CARD, score=SCORE, scorable=True),
        "empty": BARE_CARD,
        "maximal": replace(LONG_CARD, score=TWO_SCORES, scorable=True),
        "hostile": HOSTILE_CARD,
    },
    "ideas/score": {
        "typical": SCORE_VIEW,
        "empty": replace(SCORE_VIEW, blind=False, reach="", impact="", confidence="", effort=""),
        "maximal": replace(SCORE_VIEW, number=123456, title=LONG),
        "hostile": replace(SCORE_VIEW, title=HOSTILE),
    },
    "ideas/edited": {
        "typical": EDITED,
        "empty": replace(EDITED, changed=("the estimate",)),
        "maximal": replace(
            EDITED, title=LONG, changed=("the problem", "what to try", "the estimate", "people and fairness")
        ),
        "hostile": replace(EDITED, title=HOSTILE),
    },
    "ideas/evidence_added": {
        "typical": EVIDENCE,
        "empty": replace(EVIDENCE, link=""),
        "maximal": replace(EVIDENCE, title=LONG, words=LONG),
        "hostile": replace(EVIDENCE, title=HOSTILE, words=HOSTILE, link=HOSTILE),
    },
    "ideas/move": {
        "typical": MOVE,
        "empty": replace(MOVE, next_states=MOVE.next_states[:1]),
        "maximal": replace(
            MOVE, title=LONG, number=123456, next_states=tuple(Choice(f"state_{n}", f"{n} {LONG}") for n in range(10))
        ),
        "hostile": replace(MOVE, title=HOSTILE),
    },
    "ideas/moved": {
        "typical": MOVED,
        "overnight": replace(
            MOVED, before="Triaged", after="Approved", after_emoji="✅", reason="", earlier=(MOVED,), mover="U0LEAD"
        ),
        "empty": replace(MOVED, after="Withdrawn", after_emoji="↩️", mover="", reason=""),
        "maximal": replace(MOVED, title=LONG, reason=LONG, earlier=(replace(MOVED, reason=LONG),) * 12),
        "hostile": replace(MOVED, title=HOSTILE, reason=HOSTILE, earlier=(replace(MOVED, reason=HOSTILE),)),
    },
    "ideas/listed": {
        "typical": LISTED,
        "of_two_teams": replace(
            LISTED, ideas=(replace(LINE, team="Fraud"), replace(LINE, number=213, team="Credit risk"))
        ),
        "empty": views.Listed((), 0, 0, ""),
        "maximal": views.Listed(
            (replace(LINE, title=LONG, votes=12345, score=TWO_SCORES, team=LONG),) * 60,
            12345,
            60,
            LONG,
            "120:open",
            by_score=True,
            open_first=True,
        ),
        "hostile": views.Listed((replace(LINE, title=HOSTILE, team=HOSTILE),), 1, 0, HOSTILE, f"8:{HOSTILE}"),
    },
}
