"""Refusals."""

from typing import Final

from message_templates.catalogue import HOSTILE, same
from message_templates.retros.examples.matter import DUE, LONG

EXAMPLES: Final[dict[str, dict[str, object]]] = {
    "retros/rated_already": same({"number": 18}),
    "retros/none_closed": {
        "typical": {"number": 18},
        "empty": {"number": 0},
        "maximal": {"number": 12345},
        "hostile": {"number": 1},
    },
    "retros/not_now": {
        "typical": {"number": 18, "phase": "vote"},
        "empty": {"number": 1, "phase": "closed"},
        "maximal": {"number": 12345, "phase": "too_few"},
        "hostile": {"number": 18, "phase": HOSTILE},
    },
    **{
        f"retros/{template}": same({})
        for template in (
            "running_already",
            "kind_missing",
            "text_missing",
            "link_not_https",
            "card_gone",
            "theme_moves_too",
            "proposed_already",
            "not_in_team",
            "due_past",
            "measure_missing",
            "evidence_missing",
        )
    },
    "retros/enough_wrote": same({"number": 18, "opens_at": DUE}),
    "retros/due_far": same({"latest": DUE.date()}),
    "retros/theme_gone": {**same({"chosen": False}), "maximal": {"chosen": True}},
    "retros/theme_renamed": {
        "typical": {"title": "Night alerts"},
        "empty": {"title": ""},
        "maximal": {"title": LONG},
        "hostile": {"title": HOSTILE},
    },
    "retros/no_dots": same({"dots": 3}),
    "retros/too_many_dots": same({"given": 5, "dots": 3}),
    "retros/too_many_on_one": same({"most": 2}),
    "retros/enough_actions": same({"most": 2}),
}
