"""Refusals."""

from typing import Final

from message_templates.catalogue import HOSTILE, same
from message_templates.monitors.examples.matter import of_a_file

EXAMPLES: Final[dict[str, dict[str, object]]] = {
    "monitors/changed_meanwhile": {
        **same({"name": "p95 latency", "who": "U0OWNER"}),
        "hostile": {"name": HOSTILE, "who": "U0OWNER"},
    },
    "monitors/two_baselines": same({}),
    "monitors/no_baseline": same({}),
    "monitors/half_a_baseline": same({}),
    "monitors/owner_gone": {**same({"is_app": False}), "app": {"is_app": True}},
    "monitors/not_in_channel": same({}),
    "monitors/reason_missing": same({}),
    "monitors/fate_missing": same({}),
    "monitors/stopped_already": {
        **same({"name": "p95 latency", "who": "U0OWNER"}),
        "hostile": {"name": HOSTILE, "who": "U0OWNER"},
    },
    "monitors/not_stopped": {**same({"name": "p95 latency"}), "hostile": {"name": HOSTILE}},
    "monitors/no_team": same({}),
    "monitors/nothing_given": same({}),
    "monitors/file_too_large": same({"most": 1.0}),
    "monitors/file_is_a_workbook": same({}),
    "monitors/file_is_no_text": same({}),
    "monitors/file_is_not_utf8": same({"line": 3}),
    "monitors/file_not_readable": of_a_file({"why": "it did not answer"}),
    "monitors/file_is_elsewhere": of_a_file({}),
    "monitors/name_taken": {
        **same({"name": "p95 latency", "stopped": False}),
        "stopped": {"name": "p95 latency", "stopped": True},
        "hostile": {"name": HOSTILE, "stopped": True},
    },
}
