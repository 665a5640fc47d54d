"""What names one interaction, so that the same one is obeyed once."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from storage.receipts import Receipt


def of(body: Mapping[str, Any], workspace: str) -> Receipt:
    """The receipt of a payload: an event's id, a submission's view and content, else the trigger.

    The content belongs to a submission: somebody who goes back, mends a word and submits the same view again
    means something new.
    """
    if "event_id" in body:
        return Receipt(workspace, "event", str(body["event_id"]))
    if body.get("type") == "view_submission":
        view = body["view"]
        typed = hashlib.sha256(json.dumps(view["state"]["values"], sort_keys=True).encode()).hexdigest()
        return Receipt(workspace, "view_submission", f"{view['id']}:{view.get('hash', '')}:{typed[:32]}")
    return Receipt(workspace, str(body.get("type", "command")), str(body.get("trigger_id", "")))
