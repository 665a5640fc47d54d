"""What travels with a modal and comes back: from which message an idea is made."""

from collections.abc import Mapping
from typing import Any

from kaizen.runtime import Runtime


def source(view: Mapping[str, Any], runtime: Runtime) -> str:
    """The message from which the idea is made; empty for one that was begun from nothing."""
    travelled = view.get("private_metadata") or ""
    return runtime.seal.open(travelled) if travelled else ""
