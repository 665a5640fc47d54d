"""What each refusal looks like: as usual, with nothing, with too much, and with somebody's mischief."""

from typing import Final

from message_templates.catalogue import HOSTILE, same
from message_templates.refusals import views

_VERBS: Final = ("idea", "ideas", "team", "settings", "model", "models", "help")

EXAMPLES: Final[dict[str, dict[str, object]]] = {
    "refusals/apology": {
        "typical": views.Apology(reference="7F3A-91"),
        "empty": views.Apology(reference="1"),
        "maximal": views.Apology(reference="7F3A-91" * 20),
        "hostile": views.Apology(reference=HOSTILE),
    },
    "refusals/broken_seal": same({}),
    "refusals/guest": same({}),
    "refusals/missing_scope": {
        "typical": views.MissingScope(needed="channels:join"),
        "empty": views.MissingScope(needed="chat:write"),
        "maximal": views.MissingScope(needed="channels:join, groups:read, groups:history, usergroups:write"),
        "hostile": views.MissingScope(needed=HOSTILE),
    },
    "refusals/not_a_member": same(views.NotAMember(channel="C0FRAUD")),
    "refusals/not_a_number": {
        "typical": views.NotANumber(typed="about 90"),
        "empty": views.NotANumber(typed="-"),
        "maximal": views.NotANumber(typed="ninety, perhaps a hundred " * 120),
        "hostile": views.NotANumber(typed=HOSTILE),
    },
    "refusals/number_too_large": same({"largest": 1e12}),
    "refusals/not_allowed": {
        "typical": views.NotAllowed(action="teams.change", allowed=["admin", "facilitator", "lead"]),
        "empty": views.NotAllowed(action="ideas.withdraw", allowed=["author"]),
        "maximal": views.NotAllowed(
            action="ideas.move",
            allowed=["admin", "author", "colleague", "facilitator", "guest", "lead", "teammate"],
        ),
        "hostile": views.NotAllowed(action=HOSTILE, allowed=[HOSTILE]),
    },
    "refusals/not_a_guests": same({"what": "idea"}),
    "refusals/not_found": {
        "typical": views.NotFound(what="idea"),
        "empty": views.NotFound(what="team"),
        "maximal": views.NotFound(what="model or dataset of the register"),
        "hostile": views.NotFound(what=HOSTILE),
    },
    "refusals/other_workspace": same({}),
    "refusals/refused": {
        "typical": views.Refused(sentence="I cannot find that idea. It may be gone."),
        "empty": views.Refused(sentence="No."),
        "maximal": views.Refused(sentence="I cannot find that idea. " * 150),
        "hostile": views.Refused(sentence=HOSTILE),
    },
    "refusals/too_late": same({}),
    "refusals/unknown_command": {
        "typical": views.UnknownCommand(typed="idae", meant="idea", verbs=_VERBS),
        "empty": views.UnknownCommand(typed="coffee", meant="", verbs=_VERBS),
        "maximal": views.UnknownCommand(typed="please tell everybody that " * 100, meant="", verbs=_VERBS * 40),
        "hostile": views.UnknownCommand(typed=HOSTILE, meant="", verbs=_VERBS),
    },
}
