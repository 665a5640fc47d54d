"""Where a member acts: on a message, in a modal, on the Home tab. Finds the element there and its state."""

from dataclasses import dataclass, field
from typing import Any

from local_slack import elements, wire
from local_slack.acting import telling
from local_slack.acting.wishes import Wish
from local_slack.refusals import MemberRefusedError
from local_slack.workspace import Json, View


@dataclass
class Place:
    blocks: list[Json]
    state: Json
    key: str
    payload: Json = field(default_factory=dict)
    """``container`` and whatever else this place adds to the payload."""
    view: View | None = None
    modal: str | None = None
    """The id of the modal, if this is one: its triggers may push onto it."""

    def element(self, action_id: str, block_id: str | None) -> tuple[Json, Json]:
        """The (block, element) that a member acts on."""
        found = elements.find(self.blocks, action_id, block_id)
        if found is None:
            raise MemberRefusedError("element_not_found", f"There is no {action_id!r} to act on; has it changed since?")
        return found


def find(wish: Wish) -> Place:
    """The place that the wish names: ``message``, ``view`` or ``home``."""
    if "message" in wish.fields:
        return _message(wish, wish.fields["message"])
    if wish.text("view"):
        return of_view(wish, open_modal(wish, wish.text("view")))
    if wish.fields.get("home"):
        home = wish.slack.workspace.homes.get(wish.actor.id)
        if home is None:
            raise MemberRefusedError("not_found", "The app has not published a Home tab for this member yet.")
        return of_view(wish, home)
    raise MemberRefusedError("missing_field", "Please say where: 'message', 'view' or 'home'.")


def open_modal(wish: Wish, view_id: str) -> View:
    """A modal on the member's own screen."""
    for view in wish.slack.workspace.modals.get(wish.actor.id, []):
        if view.id == view_id:
            return view
    raise MemberRefusedError("not_found", "This modal is not open any more.")


def of_view(wish: Wish, view: View) -> Place:
    container = {"type": "view", "view_id": view.id}
    modal = view.id if view.content["type"] == "modal" else None
    payload = {"container": container, "view": wire.view(wish.slack, view)}
    return Place(view.blocks, view.state, view.id, payload, view, modal)


def _message(wish: Wish, named: Any) -> Place:
    """A message, named ``{"channel", "ts"}`` or ``C…:ts`` in a query."""
    if isinstance(named, str):
        channel, _, ts = named.partition(":")
        named = {"channel": channel, "ts": ts}
    where = Wish(wish.slack, wish.fields | {"channel": named.get("channel")}).channel()
    message = wish.message(where, named.get("ts"))
    slack, member = wish.slack, wish.actor
    hidden = message.only_for is not None
    state = message.chosen.setdefault(member.id, elements.initial_state(message.blocks))
    container = {"type": "message", "message_ts": message.ts, "channel_id": where.id, "is_ephemeral": hidden}
    if message.is_reply:
        container["thread_ts"] = message.thread_ts
    payload: Json = {
        "container": container,
        "channel": {"id": where.id, "name": where.name or "directmessage"},
        "response_url": telling.response_url(slack, member, where, message.ts, message.thread_ts),
    }
    if not hidden:
        payload["message"] = wire.message(slack, where, message)
    return Place(message.blocks, state, f"{where.id}:{message.ts}", payload)
