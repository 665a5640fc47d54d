"""Buttons, selects, boxes, pickers: ``block_actions`` and ``block_suggestion``."""

from local_slack import elements, rules
from local_slack.acting import choosing, entering, places, telling
from local_slack.acting.wishes import Wish, deed
from local_slack.refusals import MemberRefusedError, SlackError
from local_slack.workspace import Json


@deed("POST", "/local/click")
async def click(wish: Wish) -> Json:
    """Act on an element; what was entered on the same surface meanwhile may come along as ``values``."""
    place = places.find(wish)
    block, element = place.element(wish.required("action_id"), wish.text("block_id") or None)
    offered = wish.slack.offered.get((wish.actor.id, place.key, element["action_id"]), {})
    state = choosing.chosen(element, wish.structure("selected"), list(offered.values()))
    entering.enter(wish.slack, place.blocks, place.state, wish.structure("values"))
    if element["type"] in elements.STATEFUL:
        chosen = {block["block_id"]: {element["action_id"]: state}}
        entering.enter(wish.slack, place.blocks, place.state, chosen)
    if place.state:
        place.keep()
        wish.slack.keeper.touch()
    payload = telling.opening(wish.slack, "block_actions", wish.actor) | place.payload()
    payload |= {
        "trigger_id": wish.slack.triggers.give(wish.actor.id, view=place.modal),
        "actions": [choosing.action(block, element, state, wish.slack.next_ts())],
    }
    if not place.is_view:
        payload |= {"state": {"values": place.state}, "response_url": _response_url(wish, payload["container"])}
    return telling.answered(await telling.tell(wish.slack, "interactive", "block_actions", payload))


def _response_url(wish: Wish, container: Json) -> str:
    where = wish.slack.workspace.channels[container["channel_id"]]
    thread = container.get("thread_ts")
    return telling.response_url(wish.slack, wish.actor, where, container["message_ts"], thread)


@deed("GET", "/local/options")
async def options(wish: Wish) -> Json:
    """Ask the app what an external select offers for a query."""
    wanted = Wish(wish.slack, wish.fields | {"action_id": wish.required("action"), "block_id": wish.text("block")})
    place = places.find(wanted)
    block, element = place.element(wanted.required("action_id"), wanted.text("block_id") or None)
    payload = telling.opening(wish.slack, "block_suggestion", wish.actor) | place.payload()
    payload |= {"action_id": element["action_id"], "block_id": block["block_id"], "value": wish.text("query")}
    ack = await telling.tell(wish.slack, "interactive", "block_suggestion", payload)
    if not ack.ok:
        raise MemberRefusedError(str(ack.error), ack.detail, status=502)
    try:
        offer = rules.checked_options(ack.body)
    except SlackError as refusal:
        raise MemberRefusedError(refusal.code, "; ".join(refusal.messages), status=502) from refusal
    known = wish.slack.offered.setdefault((wish.actor.id, place.key, element["action_id"]), {})
    known |= {option["value"]: option for option in elements.options_of(offer)}
    return {"options": offer.get("options", []), "option_groups": offer.get("option_groups", [])}
