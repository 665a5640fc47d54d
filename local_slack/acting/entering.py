"""What a member types into a modal, and what Slack's client itself would not let pass."""

import re
from collections.abc import Callable
from typing import Any

from local_slack import elements, wire
from local_slack.refusals import MemberRefusedError
from local_slack.slack import Slack
from local_slack.workspace import Json, View

REQUIRED = "Please complete this required field."
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
URL = re.compile(r"https?://\S+")
LARGEST_FILE_BYTES = 10_000_000


def enter(slack: Slack, blocks: list[Json], held: Json, values: Json) -> None:
    """Put *values* into the state that *blocks* have; fields that are not given keep what is *held*."""
    for block_id, actions in values.items():
        if not isinstance(actions, dict):
            raise MemberRefusedError("invalid_field", "Values are {block_id: {action_id: state}}.")
        for action_id, state in actions.items():
            found = elements.find(blocks, action_id, block_id)
            if found is None or not isinstance(state, dict):
                raise MemberRefusedError("element_not_found", f"There is no field {block_id}/{action_id}.")
            held.setdefault(block_id, {})[action_id] = _entered(slack, found[1], state)


def _entered(slack: Slack, element: Json, state: Json) -> Json:
    """The state of one element, in which only the field of its kind stands, and something of the right sort in it."""
    kind = element["type"]
    if kind not in elements.STATEFUL or state.get("type", kind) != kind:
        raise MemberRefusedError("element_not_found", f"{element['action_id']!r} is a {kind}; it holds nothing else.")
    name, _ = elements.STATEFUL[kind]
    value: Any = state.get(name) or ([] if kind in elements.LISTS else None)
    if value is not None and not isinstance(value, SORTS.get(name, str)):
        raise MemberRefusedError("invalid_field", f"{name!r} of {element['action_id']!r} cannot be {value!r}.")
    if kind == "file_input":
        value = [_file(slack, one) for one in state.get(name) or []]
    return {"type": kind, name: value}


SORTS: dict[str, type] = {
    "selected_option": dict,
    "selected_date_time": int,
    "rich_text_value": dict,
    **{elements.STATEFUL[kind][0]: list for kind in elements.LISTS},
}
"""What stands in a field of a state; a string where nothing is said."""


def _file(slack: Slack, named: Any) -> Json:
    """The file that was given to the workspace before, as Slack describes it."""
    known = slack.workspace.files.get(str(named.get("id"))) if isinstance(named, dict) else None
    if known is None or not known.uploaded:
        raise MemberRefusedError("file_not_found", "Give the file to POST /local/file first, and name its id here.")
    return wire.given(slack, known)


def complaints(view: View) -> dict[str, str]:
    """For each block that cannot be sent like this, the sentence that the client shows at it."""
    found = {}
    for block in view.blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        field, _ = elements.STATEFUL[element["type"]]
        value = view.state.get(block["block_id"], {}).get(element["action_id"], {}).get(field)
        if sentence := _complaint(block, element, value):
            found[block["block_id"]] = sentence
    return found


def _complaint(block: Json, element: Json, value: Any) -> str | None:
    if value in (None, "", []):
        return None if block.get("optional") else REQUIRED
    check = CHECKS.get(element["type"])
    return check(element, value) if check else None


def _text(element: Json, value: str) -> str | None:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < least:
        return f"Please enter at least {least} characters."
    if len(value) > most:
        return f"Please enter at most {most} characters; these are {len(value)}."
    return None


def _number(element: Json, value: str) -> str | None:
    decimals = element["is_decimal_allowed"]
    if not re.fullmatch(r"-?\d+(\.\d+)?" if decimals else r"-?\d+", value):
        return "Please enter a number." if decimals else "Please enter a whole number."
    if "min_value" in element and float(value) < float(element["min_value"]):
        return f"Please enter {element['min_value']} or more."
    if "max_value" in element and float(value) > float(element["max_value"]):
        return f"Please enter {element['max_value']} or less."
    return None


def _email(_element: Json, value: str) -> str | None:
    return None if EMAIL.fullmatch(value) else "Please enter an e-mail address."


def _url(_element: Json, value: str) -> str | None:
    return None if URL.fullmatch(value) else "Please enter an address that begins with https:// or http://."


def _files(element: Json, value: list[Any]) -> str | None:
    most, kinds = element.get("max_files", 10), element.get("filetypes")
    if len(value) > most:
        return f"Please choose at most {most} {'file' if most == 1 else 'files'}."
    if any(one.get("size", 0) > LARGEST_FILE_BYTES for one in value):
        return "Please choose files of at most 10 MB."
    names = [one["name"] for one in value if "name" in one]
    if kinds and any(name.rpartition(".")[2].lower() not in kinds for name in names):
        return f"Please choose files of these kinds only: {', '.join(kinds)}."
    return None


def _selected(element: Json, value: list[Any]) -> str | None:
    most = element.get("max_selected_items", len(value))
    return f"Please choose at most {most}." if len(value) > most else None


CHECKS: dict[str, Callable[[Json, Any], str | None]] = {
    "plain_text_input": _text,
    "number_input": _number,
    "email_text_input": _email,
    "url_text_input": _url,
    "file_input": _files,
    **{kind: _selected for kind in elements.LISTS if kind.startswith("multi_")},
}
