"""Modals: submitting them, closing them, and what the app answers."""

from local_slack import filing, viewing, wire
from local_slack.acting import entering, places, telling
from local_slack.acting.wishes import Wish, deed
from local_slack.refusals import MemberRefusedError, SlackError
from local_slack.slack import Slack
from local_slack.workspace import Json, View

ACTIONS = (None, "errors", "update", "push", "clear")


@deed("GET", "/local/views")
async def views(wish: Wish) -> Json:
    """The member's open modals, the bottom one first."""
    return {"stack": stack(wish.slack, wish.actor.id)}


def stack(slack: Slack, user: str) -> list[Json]:
    views = [wire.view(slack, view) for view in slack.workspace.modals.get(user, [])]
    return [view | {"blocks": filing.with_local_urls(slack, view["blocks"])} for view in views]


@deed("POST", "/local/submit")
async def submit(wish: Wish) -> Json:
    """Send a modal, if Slack's client would let it pass."""
    slack, member = wish.slack, wish.actor
    view = places.open_modal(wish, wish.required("view"))
    if not view.content.get("submit"):
        raise MemberRefusedError("nothing_to_submit", "This modal has no button to submit it; it can only be closed.")
    entering.enter(slack, view.blocks, view.state, wish.structure("values"))
    slack.keeper.touch()
    if errors := entering.complaints(view):
        return _result(wish, "errors", errors)
    payload = telling.opening(slack, "view_submission", member) | {
        "trigger_id": slack.triggers.give(member.id, view=view.id),
        "view": wire.view(slack, view),
        "response_urls": _response_urls(wish, view),
    }
    ack = await telling.tell(slack, "interactive", "view_submission", payload)
    if not ack.ok:
        return telling.answered(ack) | {"stack": stack(slack, member.id)}
    return _answered(wish, view, ack.body or {})


def _answered(wish: Wish, view: View, body: Json) -> Json:
    """Do what the acknowledgement asks for; what cannot be done leaves the modal as it stands."""
    action = body.get("response_action")
    if action not in ACTIONS:
        return _impossible(wish, f"There is no response_action {action!r}.")
    errors = body.get("errors", {}) if action == "errors" else {}
    unknown = set(errors) - {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if unknown or (action == "errors" and not errors):
        return _impossible(wish, f"Errors must name input blocks of the modal; not found: {sorted(unknown)}.")
    try:
        _act(wish.slack, view, action, body)
    except SlackError as refusal:
        return _impossible(wish, f"{refusal.code}: {'; '.join(refusal.messages)}")
    return _result(wish, action, errors)


def _act(slack: Slack, view: View, action: str | None, body: Json) -> None:
    if action == "update":
        content = viewing.checked(slack, body.get("view"), kind="modal", besides=view.id)
        viewing.replace(slack, view, content)
    elif action == "push":
        viewing.put_on_top(slack, view.user, viewing.checked(slack, body.get("view"), kind="modal"))
    elif action == "clear":
        viewing.clear(slack, view.user)
    elif action is None:
        viewing.remove(slack, view)


def _impossible(wish: Wish, detail: str) -> Json:
    """What a person sees as "We had some trouble connecting", with the reason that Slack keeps to itself."""
    at = wish.slack.clock.now().isoformat()
    wish.slack.timeline.add("app→slack", "response_action", at=at, ms=0, error="invalid_response", summary=detail)
    refusal = {"ok": False, "error": "invalid_response", "detail": detail}
    return refusal | {"stack": stack(wish.slack, wish.actor.id)}


def _result(wish: Wish, action: str | None, errors: dict[str, str]) -> Json:
    return {
        "ok": True,
        "response_action": action,
        "errors": errors,
        "stack": stack(wish.slack, wish.actor.id),
    }


def _response_urls(wish: Wish, view: View) -> list[Json]:
    """One address for each conversation that was picked in a select with ``response_url_enabled``."""
    found = []
    for block in view.blocks:
        element = block.get("element", {})
        if not element.get("response_url_enabled"):
            continue
        state = view.state[block["block_id"]][element["action_id"]]
        channel = state.get("selected_conversation") or state.get("selected_channel")
        if where := wish.slack.workspace.channels.get(channel or ""):
            address = telling.response_url(wish.slack, wish.actor, where)
            named = {"block_id": block["block_id"], "action_id": element["action_id"]}
            found.append(named | {"channel_id": where.id, "response_url": address})
    return found


@deed("POST", "/local/close")
async def close(wish: Wish) -> Json:
    """Close a modal with its cross; with ``clear_on_close`` the whole stack goes."""
    slack = wish.slack
    view = places.open_modal(wish, wish.required("view"))
    cleared = bool(view.content.get("clear_on_close"))
    if cleared:
        viewing.clear(slack, view.user)
    else:
        viewing.remove(slack, view)
    if not view.content.get("notify_on_close"):
        return {"ok": True}
    payload = telling.opening(slack, "view_closed", wish.actor)
    payload |= {"view": wire.view(slack, view), "is_cleared": cleared}
    return telling.answered(await telling.tell(slack, "interactive", "view_closed", payload))
