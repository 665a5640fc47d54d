"""What the answers to bare commands look like."""

from dataclasses import replace
from typing import Final

from message_templates.catalogue import HOSTILE
from message_templates.commands import views

_HELP: Final = views.Help(
    (
        views.Verb("idea", "Submit an idea: what hurts, what you would try, what it would gain"),
        views.Verb("ideas", "List ideas; add words to filter, such as open, mine or area:latency"),
        views.Verb("team", "Set up this channel's team, or see who plays which role"),
        views.Verb("settings", "See every default with its reason, and change it"),
        views.Verb("model", "Register a model or dataset: owner, steward, tier"),
        views.Verb("help", "What I can do"),
    )
)

EXAMPLES: Final[dict[str, dict[str, object]]] = {
    "commands/help": {
        "typical": _HELP,
        "empty": replace(_HELP, has_team=False),
        "maximal": views.Help(tuple(replace(verb, line=verb.line * 10) for verb in _HELP.verbs * 5)),
        "hostile": views.Help((views.Verb(HOSTILE, HOSTILE),)),
    },
    "commands/loading": {
        "typical": views.Loading("Set up a team", "who is in this channel"),
        "empty": views.Loading("Kaizen", "what is known"),
        "maximal": views.Loading("Everything about this team", "who is in this channel, in which zone " * 100),
        "hostile": views.Loading(HOSTILE, HOSTILE),
    },
}
