"""Where a member acts: on a message, in a modal, on the Home tab. Finds the element there and its state."""

from collections.abc import Callable
from dataclasses import dataclass

from local_slack import elements, wire
from local_slack.acting.wishes import Wish
from local_slack.refusals import MemberRefusedError
from local_slack.slack import Slack
from local_slack.workspace import Channel, Json, Message, View


@dataclass
class Place:
    key: str
    blocks: list[Json]
    state: Json
    """``state.values`` of everything that holds a value here."""
    payload: Callable[[], Json]
    """``container`` and whatever else this place adds to a payload, as it stands when asked."""
    is_view: bool = False
    modal: str | None = None
    """The id of the modal, if this is one: its triggers may push onto it."""
    keep: Callable[[], None] = lambda: None
    """Remembers the state, where it is not kept already."""

    def element(self, action_id: str, block_id: str | None) -> tuple[Json, Json]:
        """The (block, element) that a member acts on."""
        found = elements.find(self.blocks, action_id, block_id)
        if found is None:
            raise MemberRefusedError("element_not_found", f"There is no {action_id!r} to act on; has it changed since?")
        return found


def find(wish: Wish) -> Place:
    """The place that the wish names: ``message``, ``view`` or ``home``."""
    if "message" in wish.fields:
        return _message(wish)
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
    def payload() -> Json:
        return {"container": {"type": "view", "view_id": view.id}, "view": wire.view(wish.slack, view)}

    modal = view.id if view.content["type"] == "modal" else None
    return Place(view.id, view.blocks, view.state, payload, is_view=True, modal=modal)


def _message(wish: Wish) -> Place:
    """A message, named ``{"channel", "ts"}`` or ``C…:ts`` in a query."""
    if isinstance(wish.fields["message"], str):
        channel, _, ts = wish.text("message").partition(":")
        named: Json = {"channel": channel, "ts": ts}
    else:
        named = wish.structure("message")
    where = Wish(wish.slack, wish.fields | {"channel": named.get("channel")}).channel()
    message, member = wish.message(where, named.get("ts")), wish.actor
    state = elements.initial_state(message.blocks, message.chosen.get(member.id))

    def keep() -> None:
        message.chosen[member.id] = state

    def payload() -> Json:
        return _of_message(wish.slack, where, message)

    return Place(f"{where.id}:{message.ts}", message.blocks, state, payload, keep=keep)


def _of_message(slack: Slack, where: Channel, message: Message) -> Json:
    """What a payload says of a message; Slack leaves out the content of ephemeral ones."""
    hidden = message.only_for is not None
    container = {"type": "message", "message_ts": message.ts, "channel_id": where.id, "is_ephemeral": hidden}
    payload: Json = {
        "container": container | ({"thread_ts": message.thread_ts} if message.is_reply else {}),
        "channel": {"id": where.id, "name": where.name or "directmessage"},
    }
    return payload if hidden else payload | {"message": wire.message(slack, where, message)}
