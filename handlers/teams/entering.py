"""What people entered about a team, from Slack's state of a modal into ours."""

from collections.abc import Mapping
from typing import Any

from handlers.forms import Form
from kaizen.runtime import Runtime
from kaizen.teams import defaults, references
from kaizen.teams.forms import TeamForm
from storage.teams import Craft


def form(view: Mapping[str, Any], *, lead: str, deputy: str = "") -> TeamForm:
    """A team as entered."""
    entered = Form(view)
    return TeamForm(
        name=entered.text("name"),
        zone=entered.option("zone"),
        lead=lead,
        deputy=deputy,
        members=frozenset(entered.users("members")),
        crafts={craft: frozenset(entered.users(craft)) for craft in Craft},
        facilitators=frozenset(entered.users("facilitators")),
        day_starts=entered.time("day_starts"),
        day_ends=entered.time("day_ends"),
    )


def settings(view: Mapping[str, Any]) -> dict[str, str]:
    """The settings that the modal asked for, by name; each kind of input keeps its value elsewhere."""
    entered = Form(view)
    return {
        name: entered.text(name) or entered.time(name) or entered.option(name)
        for name in defaults.ALL
        if name in entered
    }


def team(runtime: Runtime, sealed: str) -> int:
    """The team that a button or a modal carries."""
    return references.team(runtime.seal.open(sealed))
