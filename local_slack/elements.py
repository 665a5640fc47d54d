"""Interactive elements inside blocks: finding them, and the state that each of them has."""

from collections.abc import Iterator

from local_slack.workspace import Json

STATEFUL = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "file_input": ("files", "initial_files"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}
"""Element type: the field of its state, and the field of the element that fills it at first."""

LISTS = frozenset({"checkboxes", "file_input", *(kind for kind in STATEFUL if kind.startswith("multi_"))})


def interactive(block: Json) -> Iterator[Json]:
    """Every element of *block* that a person can act on."""
    candidates = [*block.get("elements", []), block.get("accessory"), block.get("element")]
    for one in candidates:
        if isinstance(one, dict) and "action_id" in one:
            yield one


def each(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every (block, element) of *blocks*."""
    for block in blocks:
        for element in interactive(block):
            yield block, element


def find(blocks: list[Json], action_id: str, block_id: str | None = None) -> tuple[Json, Json] | None:
    """The element with this id, in the named block if one is named."""
    for block, element in each(blocks):
        if element["action_id"] == action_id and block_id in (None, block["block_id"]):
            return block, element
    return None


def empty_state(element: Json) -> Json:
    """The state of an element that nobody has touched."""
    kind = element["type"]
    field, initial = STATEFUL[kind]
    nothing: list[Json] | None = [] if kind in LISTS else None
    return {"type": kind, field: element.get(initial, nothing)}


def initial_state(blocks: list[Json], before: Json | None = None) -> Json:
    """``state.values`` of *blocks*; what a person entered *before* stays where block and action keep their ids."""
    values: Json = {}
    for block, element in each(blocks):
        kind = element["type"]
        if kind not in STATEFUL:
            continue
        kept = (before or {}).get(block["block_id"], {}).get(element["action_id"])
        same = isinstance(kept, dict) and kept.get("type") == kind
        values.setdefault(block["block_id"], {})[element["action_id"]] = kept if same else empty_state(element)
    return values


def options_of(element: Json) -> list[Json]:
    """The options that stand in the element itself, those of groups and those chosen at first included."""
    grouped = [option for group in element.get("option_groups", []) for option in group.get("options", [])]
    initial = [element["initial_option"]] if "initial_option" in element else element.get("initial_options", [])
    return [*element.get("options", []), *grouped, *initial]
