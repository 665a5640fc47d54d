"""What stands for a team, or for the place of one, in a button's value and in a modal; sealed before it leaves us."""

from kaizen.refusals import Refusal
from kaizen.teams.setting_up import Place


def of_team(team_id: int) -> str:
    """A team, as it travels."""
    return f"team:{team_id}"


def team(reference: str) -> int:
    """The team that travelled.

    >>> team(of_team(3))
    3
    """
    kind, _, number = reference.partition(":")
    if kind != "team" or not number.isdecimal():
        raise Refusal("refusals/broken_seal")
    return int(number)


def of_place(place: Place) -> str:
    """A channel without a team, as it travels."""
    return f"channel:{place.channel}:{int(place.private)}"


def place(reference: str) -> Place:
    """The channel that travelled.

    >>> place(of_place(Place("C1", private=True)))
    Place(channel='C1', name='', private=True, joined=True)
    """
    kind, _, rest = reference.partition(":")
    channel, _, private = rest.partition(":")
    if kind != "channel" or not channel:
        raise Refusal("refusals/broken_seal")
    return Place(channel, private=private == "1")
