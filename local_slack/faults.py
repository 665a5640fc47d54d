"""Misbehaviour by request: answers lost, late, refused; events twice."""

from dataclasses import asdict, dataclass

from local_slack.refusals import MemberRefusedError
from local_slack.workspace import Json

OF_METHODS = frozenset({"lost_reply", "ratelimited", "server_error", "slow", "error"})
OF_FILES = frozenset({"server_error", "slow"})
OF_EVENTS = frozenset({"duplicate_event"})


@dataclass
class Fault:
    kind: str
    method: str = "*"
    times: int = 1
    seconds: float = 10.0
    error: str = "internal_error"
    retry_after: int = 3


class Faults:
    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def wish(self, wish: Json) -> None:
        """Remember a fault; it happens the next *times* that it fits."""
        if str(wish.get("kind")) not in OF_METHODS | OF_EVENTS:
            known = ", ".join(sorted(OF_METHODS | OF_EVENTS | {"disconnect"}))
            raise MemberRefusedError("unknown_fault", f"There is no such fault; choose one of {known}.")
        try:
            fault = Fault(
                kind=wish["kind"],
                method=str(wish.get("method", Fault.method)),
                times=int(wish.get("times", Fault.times)),
                seconds=float(wish.get("seconds", Fault.seconds)),
                error=str(wish.get("error", Fault.error)),
                retry_after=int(wish.get("retry_after", Fault.retry_after)),
            )
        except (TypeError, ValueError) as error:
            raise MemberRefusedError("invalid_field", "times, seconds and retry_after are numbers.") from error
        self._waiting.append(fault)

    def take(self, kinds: frozenset[str], method: str = "*") -> Fault | None:
        """The first waiting fault of these kinds for this method, counted down."""
        for fault in self._waiting:
            if fault.kind in kinds and fault.method in ("*", method):
                fault.times -= 1
                if fault.times < 1:
                    self._waiting.remove(fault)
                return fault
        return None

    def listed(self) -> list[Json]:
        return [asdict(fault) for fault in self._waiting]

    def clear(self) -> None:
        self._waiting.clear()
