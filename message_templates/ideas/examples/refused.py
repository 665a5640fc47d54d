"""Refusals."""

from typing import Final

from message_templates.catalogue import HOSTILE


def _sentence(typical: dict[str, object], hostile: dict[str, object] | None = None) -> dict[str, object]:
    """A refusal of one sentence: with nothing to vary, all four examples are the same."""
    return {"typical": typical, "empty": typical, "maximal": typical, "hostile": hostile or typical}


EXAMPLES: Final[dict[str, dict[str, object]]] = {
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
    "ideas/beyond_a_share": _sentence({"most": 100.0}),
    "ideas/reach_missing": _sentence({}),
    "ideas/effort_missing": _sentence({}),
    "ideas/draft_dropped": _sentence({}),
    "ideas/unit_missing": _sentence({}),
    "ideas/reason_missing": _sentence({}),
    "ideas/figures_of_unknown": _sentence({}),
    "ideas/status_missing": _sentence({}),
    "ideas/evidence_missing": _sentence({}),
    "ideas/no_address": _sentence({}),
    "ideas/frozen": _sentence({"number": 214, "status": "Approved"}),
    "ideas/vote_taken_back": _sentence({"number": 214}, {"number": 1}),
    "ideas/unknown_status": _sentence(
        {"status": "opened", "known": ["open", "new"]}, {"status": HOSTILE, "known": ["open"]}
    ),
    "ideas/unknown_area": _sentence(
        {"area": "speed", "known": ["accuracy", "latency"]}, {"area": HOSTILE, "known": ["latency"]}
    ),
}
