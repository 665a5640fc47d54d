"""Trigger ids: proof that a person has just done something. One lives three seconds and opens one modal."""

import secrets
from dataclasses import dataclass

from local_slack import clock
from local_slack.refusals import SlackError

LIFETIME_SECONDS = 3.0


@dataclass
class Trigger:
    user: str
    born: float
    view: str | None
    """The modal in which the person acted, if it was in one: only then may a view be pushed onto it."""
    spent: bool = False


class Triggers:
    def __init__(self, lifetime: float = LIFETIME_SECONDS) -> None:
        self._lifetime = lifetime
        self._known: dict[str, Trigger] = {}

    def give(self, user: str, *, view: str | None = None) -> str:
        self._forget_old()
        trigger_id = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._known[trigger_id] = Trigger(user, clock.elapsed(), view)
        return trigger_id

    def spend(self, trigger_id: str) -> Trigger:
        """Exchange the trigger for its owner's attention, once and in time."""
        trigger = self._known.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.spent:
            raise SlackError("exchanged_trigger_id")
        if clock.elapsed() - trigger.born > self._lifetime:
            raise SlackError("expired_trigger_id")
        trigger.spent = True
        return trigger

    def _forget_old(self) -> None:
        """Keep old ones for a minute, so that a late use is told *expired* and not *invalid*."""
        since = clock.elapsed() - 60
        self._known = {key: one for key, one in self._known.items() if one.born > since}
