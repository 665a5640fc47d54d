"""Buttons, selects, boxes, pickers: ``block_actions`` and ``block_suggestion``."""

from local_slack import elements, rules
from local_slack.acting import choosing, entering, places, telling
from local_slack.acting.places import Place
from local_slack.acting.wishes import Wish, deed
from local_slack.refusals import MemberRefusedError, SlackError
from local_slack.workspace import Json


@deed("POST", "/local/click")
async def click(wish: Wish) -> Json:
    """Act on an element; what was typed into the same modal meanwhile may come along as ``values``."""
    place = places.find(wish)
    block, element = place.element(wish.required("action_id"), wish.text("block_id") or None)
    offered = wish.slack.offered.get((wish.actor.id, place.key, element["action_id"]), [])
    state = choosing.chosen(element, wish.fields.get("selected") or {}, offered)
    if place.view is not None:
        entering.enter(place.view, wish.fields.get("values") or {})
        place = places.of_view(wish, place.view)
    if element["type"] in elements.STATEFUL:
        _remember(place, block, element, state)
        wish.slack.keeper.touch()
    acted = choosing.action(block, element, state, wish.slack.next_ts())
    payload = telling.opening(wish.slack, "block_actions", wish.actor) | place.payload
    payload |= {
        "trigger_id": wish.slack.triggers.give(wish.actor.id, view=place.modal),
        "state": {"values": place.state},
        "actions": [acted],
    }
    if place.view is not None:
        del payload["state"]
    return telling.answered(await telling.tell(wish.slack, "interactive", "block_actions", payload))


def _remember(place: Place, block: Json, element: Json, state: Json) -> None:
    entry = {"type": element["type"]} | state
    place.state.setdefault(block["block_id"], {})[element["action_id"]] = entry


@deed("GET", "/local/options")
async def options(wish: Wish) -> Json:
    """Ask the app what an external select offers for a query."""
    wanted = Wish(wish.slack, wish.fields | {"action_id": wish.required("action"), "block_id": wish.text("block")})
    place = places.find(wanted)
    block, element = place.element(wanted.required("action_id"), wanted.text("block_id") or None)
    payload = telling.opening(wish.slack, "block_suggestion", wish.actor) | place.payload
    payload |= {"action_id": element["action_id"], "block_id": block["block_id"], "value": wish.text("query")}
    payload.pop("response_url", None)
    ack = await telling.tell(wish.slack, "interactive", "block_suggestion", payload)
    if not ack.ok:
        raise MemberRefusedError(str(ack.error), ack.detail, status=502)
    try:
        offer = rules.checked_options(ack.body)
    except SlackError as refusal:
        raise MemberRefusedError(refusal.code, "; ".join(refusal.messages), status=502) from refusal
    wish.slack.offered[wish.actor.id, place.key, element["action_id"]] = elements.options_of(offer)
    return {"options": offer.get("options", []), "option_groups": offer.get("option_groups", [])}
