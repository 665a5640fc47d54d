"""What stands for an entry, or for the channel in which it is made, in a button's value and in a modal."""

from kaizen.refusals import Refusal


def of_channel(channel: str) -> str:
    """The channel in which an entry is made, as it travels; empty if it is none."""
    return f"channel:{channel}"


def channel(reference: str) -> str:
    """The channel that travelled.

    >>> channel(of_channel("C1"))
    'C1'
    """
    kind, _, found = reference.partition(":")
    if kind != "channel":
        raise Refusal("refusals/broken_seal")
    return found


def of_model(model_id: int) -> str:
    """An entry, as it travels."""
    return f"model:{model_id}"


def is_model(reference: str) -> bool:
    """Whether an entry travelled, or only the channel for a new one."""
    return reference.startswith("model:")


def model(reference: str) -> int:
    """The entry that travelled.

    >>> model(of_model(3))
    3
    """
    kind, _, number = reference.partition(":")
    if kind != "model" or not number.isdecimal():
        raise Refusal("refusals/broken_seal")
    return int(number)
