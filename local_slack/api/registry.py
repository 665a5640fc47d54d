"""The table of methods that answer, filled by a decorator."""

from collections.abc import Callable
from dataclasses import dataclass

from local_slack.api.calls import Call
from local_slack.rates import Tier
from local_slack.workspace import Json

Answer = Callable[[Call], Json]


@dataclass(frozen=True)
class Method:
    name: str
    answer: Answer
    scopes: tuple[str, ...]
    """Any one of these lets the app call the method; empty for methods that need no scope."""
    tier: Tier
    caller: str
    """``bot`` or ``app``: whose token the method wants."""


METHODS: dict[str, Method] = {}


def method(name: str, *scopes: str, tier: Tier = Tier.THREE, caller: str = "bot") -> Callable[[Answer], Answer]:
    """Let the decorated function answer the method *name*."""

    def register(answer: Answer) -> Answer:
        METHODS[name] = Method(name, answer, scopes, tier, caller)
        return answer

    return register
