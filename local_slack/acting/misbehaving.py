"""Faults by request, and the timeline in which they show."""

from local_slack.acting.wishes import Wish, deed
from local_slack.delivery.sockets import CUT, FAREWELLS
from local_slack.refusals import MemberRefusedError
from local_slack.workspace import Json


@deed("POST", "/local/faults")
async def wish_fault(wish: Wish) -> Json:
    """Ask for a fault; a disconnection happens at once, everything else when it next fits."""
    if wish.fields.get("kind") != "disconnect":
        wish.slack.faults.wish(wish.fields)
        return {"ok": True, "faults": wish.slack.faults.listed()}
    reason = wish.text("reason", "refresh_requested")
    if reason not in {*FAREWELLS, CUT}:
        raise MemberRefusedError("unknown_reason", f"Choose one of {', '.join(sorted({*FAREWELLS, CUT}))}.")
    return {"ok": True, "disconnected": await wish.slack.courier.disconnect(reason)}


@deed("GET", "/local/faults")
async def faults(wish: Wish) -> Json:
    """The faults that have not happened yet."""
    return {"faults": wish.slack.faults.listed()}


@deed("DELETE", "/local/faults")
async def clear_faults(wish: Wish) -> Json:
    wish.slack.faults.clear()
    return {"ok": True, "faults": []}


@deed("GET", "/local/timeline")
async def timeline(wish: Wish) -> Json:
    """What the app and the workspace said to each other after entry number ``after``."""
    after = wish.text("after", "0")
    if not after.isdigit():
        raise MemberRefusedError("invalid_after", "'after' is the number of an entry.")
    return {"entries": wish.slack.timeline.after(int(after))}
