"""Composition objects: texts, options, confirmation dialogs.

https://docs.slack.dev/reference/block-kit/composition-objects
"""

from local_slack.rules.shapes import Also, Complaints, Flag, Kinds, Many, Text, Thing, Whole, error
from local_slack.workspace import Json

WEB_ADDRESS = r"(?s)(https?|mailto|slack):.+"

ID = Text(255)
URL = Text(3000, pattern=WEB_ADDRESS)


def plain(most: int, least: int = 1) -> Kinds:
    """A ``plain_text`` object, and nothing else."""
    return Kinds({"plain_text": Thing({"text": Text(most, least), "emoji": Flag()}, needs=("text",))})


def text(most: int, least: int = 1) -> Kinds:
    """A text object, plain or mrkdwn."""
    mrkdwn = Thing({"text": Text(most, least), "verbatim": Flag()}, needs=("text",))
    return Kinds({"mrkdwn": mrkdwn, **plain(most, least).shapes})


PLACEHOLDER = plain(150)

CONFIRM = Thing(
    {
        "title": plain(100),
        "text": text(300),
        "confirm": plain(30),
        "deny": plain(30),
        "style": Text(words=("primary", "danger")),
    },
    needs=("title", "text", "confirm", "deny"),
)

OPTION = Thing({"text": plain(75), "value": Text(150), "description": plain(75)}, needs=("text", "value"))

BOX_OPTION = Thing({"text": text(75), "value": Text(150), "description": text(75)}, needs=("text", "value"))
"""Checkboxes and radio buttons also take mrkdwn."""

OVERFLOW_OPTION = Thing(
    {"text": plain(75), "value": Text(150), "description": plain(75), "url": URL}, needs=("text", "value")
)

OPTION_GROUP = Thing({"label": plain(75), "options": Many(OPTION, 100, 1)}, needs=("label", "options"))

CONVERSATION_FILTER = Thing(
    {
        "include": Many(Text(words=("im", "mpim", "private", "public")), least=1),
        "exclude_external_shared_channels": Flag(),
        "exclude_bot_users": Flag(),
    },
    some_of=("include", "exclude_external_shared_channels", "exclude_bot_users"),
)

DISPATCH_CONFIG = Thing({"trigger_actions_on": Many(Text(words=("on_enter_pressed", "on_character_entered")), 2, 1)})

SLACK_FILE = Thing({"id": Text(), "url": Text(pattern=WEB_ADDRESS)}, one_of=("id", "url"))

DATE = Text(pattern=r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
TIME = Text(pattern=r"([01]\d|2[0-3]):[0-5]\d")
INSTANT = Whole(10**9, 10**10 - 1)


def options_known(element: Json, at: str) -> Complaints:
    """What is chosen at first must be among the options."""
    grouped = [
        one for group in element.get("option_groups", []) if isinstance(group, dict) for one in group.get("options", [])
    ]
    values = [one.get("value") for one in [*element.get("options", []), *grouped] if isinstance(one, dict)]
    chosen = element.get("initial_options", [element["initial_option"]] if "initial_option" in element else [])
    for one in chosen if isinstance(chosen, list) else []:
        if isinstance(one, dict) and one.get("value") not in values:
            where = "initial_options" if "initial_options" in element else "initial_option"
            yield error("must be one of the provided options", f"{at}/{where}")


def ordered(low: str, high: str) -> Also:
    """A rule: the field *low* is not above the field *high*."""

    def rule(element: Json, at: str) -> Complaints:
        try:
            wrong = low in element and high in element and float(element[low]) > float(element[high])
        except (TypeError, ValueError):
            return
        if wrong:
            yield error(f"{low} must be less than or equal to {high}", at)

    return rule
