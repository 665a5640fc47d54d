"""What stands for a monitor in a button's value and in a modal: its number, and the version that a person saw."""

from dataclasses import dataclass

from kaizen.refusals import Refusal
from storage.monitors import Monitor


@dataclass(frozen=True)
class Reference:
    """A monitor as somebody saw it; without a *version* it is taken as it is now."""

    monitor: int
    version: int | None = None
    channel: str = ""
    """Where they were when they asked for it, and hear the answer."""

    def __str__(self) -> str:
        """As it travels."""
        return f"monitor:{self.monitor}:{self.version or ''}:{self.channel}"


def of(monitor: Monitor, *, channel: str = "") -> Reference:
    """A monitor as it is now."""
    return Reference(monitor.id or 0, monitor.version, channel)


def opened(reference: str) -> Reference:
    """What travelled.

    >>> opened("monitor:7::")
    Reference(monitor=7, version=None, channel='')
    >>> opened("monitor:7")
    Reference(monitor=7, version=None, channel='')
    >>> opened(str(Reference(7, 3, "C1")))
    Reference(monitor=7, version=3, channel='C1')
    """
    kind, number, version, channel = [*reference.split(":"), "", "", ""][:4]
    if kind != "monitor" or not number.isdecimal():
        raise Refusal("refusals/broken_seal")
    return Reference(int(number), int(version) if version.isdecimal() else None, channel)
