"""What a person typed into a modal, by the block's id: every element's action id is its block's."""

import math
from collections.abc import Mapping
from typing import Any, Final

from kaizen.refusals import Refusal

LARGEST: Final = 1e12
"""Beyond it a figure is a slip of the keys, or wants a larger unit; a float would also begin to lose its digits."""


class Form:
    """The state of a submitted modal."""

    def __init__(self, view: Mapping[str, Any]) -> None:
        self._values: Mapping[str, Mapping[str, Mapping[str, Any]]] = view["state"]["values"]
        self._elements = {block.get("block_id"): block.get("element") or {} for block in view.get("blocks", ())}

    def __contains__(self, field: str) -> bool:
        return field in self._values

    def text(self, field: str) -> str:
        """What was typed; nothing is the empty string."""
        return self._state(field).get("value") or ""

    def opened_with(self, field: str) -> str:
        """What stood in a field of text when the modal was opened."""
        return self._elements.get(field, {}).get("initial_value") or ""

    def number(self, field: str) -> float | None:
        """A figure; None if the field was left empty."""
        typed = self.text(field).strip()
        if not typed:
            return None
        try:
            figure = float(typed)
        except ValueError:
            figure = math.nan
        if math.isnan(figure):
            raise Refusal("refusals/not_a_number", field=field, typed=typed)
        if abs(figure) > LARGEST:
            raise Refusal("refusals/number_too_large", field=field, largest=LARGEST)
        return figure

    def option(self, field: str) -> str:
        """The value of the chosen option; nothing is the empty string."""
        chosen = self._state(field).get("selected_option") or {}
        return str(chosen.get("value", ""))

    def options(self, field: str) -> tuple[str, ...]:
        """The values of all chosen options, of a menu or of boxes."""
        return tuple(str(chosen["value"]) for chosen in self._state(field).get("selected_options") or ())

    def users(self, field: str) -> tuple[str, ...]:
        """The people chosen."""
        return tuple(self._state(field).get("selected_users") or ())

    def user(self, field: str) -> str:
        """The one person chosen; nobody is the empty string."""
        return self._state(field).get("selected_user") or ""

    def conversation(self, field: str) -> str:
        """The one channel chosen; none is the empty string."""
        return self._state(field).get("selected_conversation") or ""

    def time(self, field: str) -> str:
        """A time of day as "09:00"; nothing is the empty string."""
        return self._state(field).get("selected_time") or ""

    def date(self, field: str) -> str:
        """A date as "2026-12-01"; nothing is the empty string."""
        return self._state(field).get("selected_date") or ""

    def files(self, field: str) -> tuple[Mapping[str, Any], ...]:
        """The files given, as Slack describes them; `uploads` reads one."""
        return tuple(self._state(field).get("files") or ())

    def _state(self, field: str) -> Mapping[str, Any]:
        return next(iter(self._values.get(field, {}).values()), {})
