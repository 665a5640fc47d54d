"""From what a member picked to the state of the element, as Slack writes it."""

from typing import Any

from local_slack import elements
from local_slack.refusals import MemberRefusedError
from local_slack.workspace import Json

WORDS = {
    "users_select": "user",
    "conversations_select": "channel",
    "channels_select": "channel",
    "multi_users_select": "users",
    "multi_conversations_select": "channels",
    "multi_channels_select": "channels",
    "datepicker": "date",
    "timepicker": "time",
    "datetimepicker": "at",
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
}
"""How the member interface names what is picked, where it is no option."""

MANY_OPTIONS = frozenset({"multi_static_select", "multi_external_select", "checkboxes"})


def chosen(element: Json, selected: Json, offered: list[Json]) -> Json:
    """The fields of the element's new state; *offered* are the options of external selects."""
    kind = element["type"]
    if kind == "button":
        return {}
    if kind == "overflow":
        return {"selected_option": _option(element, selected.get("value"), offered)}
    field, _ = elements.STATEFUL[kind]
    if kind in WORDS:
        return {field: selected.get(WORDS[kind])}
    if kind in MANY_OPTIONS:
        values = selected.get("values")
        return {field: [_option(element, one, offered) for one in values] if isinstance(values, list) else []}
    value = selected.get("value")
    return {field: None if value is None else _option(element, value, offered)}


def _option(element: Json, value: Any, offered: list[Json]) -> Json:
    for option in [*elements.options_of(element), *offered]:
        if option.get("value") == value:
            return option
    raise MemberRefusedError("option_not_found", f"{value!r} is not among the options of {element['action_id']!r}.")


def action(block: Json, element: Json, state: Json, at: str) -> Json:
    """The entry in ``actions`` of a ``block_actions`` payload."""
    entry: Json = {"type": element["type"], "action_id": element["action_id"], "block_id": block["block_id"]}
    copied = {key: element[key] for key in ("text", "value", "style", "url", "placeholder") if key in element}
    return entry | copied | state | {"action_ts": at}
