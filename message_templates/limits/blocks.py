"""The blocks and their elements, as Slack's reference describes them (late 2026; of two numbers the smaller)."""

from message_templates.limits.shapes import (
    Among,
    Both,
    ByType,
    Flag,
    OneOf,
    Ordered,
    Several,
    Shape,
    Thing,
    Whole,
    Words,
)
from message_templates.limits.texts import either, plain

ACTION_ID = Words(255)
BLOCK_ID = Words(255)
USER = Words(255, like=r"[UW][A-Z0-9]+")
CONVERSATION = Words(255, like=r"[CGDU][A-Z0-9]+")
ADDRESS = Words(3000, like=r"https?://\S+")
PLACEHOLDER = plain(150)
STYLE = OneOf(("primary", "danger"))
DIGITS = Words(255, like=r"-?\d+(?:\.\d+)?")

CONFIRM = Thing(
    {"title": plain(100), "text": either(300), "confirm": plain(30), "deny": plain(30)},
    {"style": STYLE},
)
SLACK_FILE = Thing({}, {"id": Words(255, like=r"F[A-Z0-9]+"), "url": ADDRESS}, one_of=(("id", "url"),))
OPTION = Thing({"text": plain(75), "value": Words(75)}, {"description": plain(75)})
BOX = Thing({"text": either(75), "value": Words(75)}, {"description": either(75)})
BOXES: dict[str, Shape] = {"action_id": ACTION_ID, "options": Several(BOX, 10, distinct="value")}
OPTION_OF_OVERFLOW = Thing({"text": plain(75), "value": Words(75)}, {"description": plain(75), "url": ADDRESS})
GROUP = Thing({"label": plain(75), "options": Several(OPTION, 100, distinct="value")})
OPTIONS: dict[str, Shape] = {"options": Several(OPTION, 100, distinct="value"), "option_groups": Several(GROUP, 100)}
EITHER_OPTIONS = (("options", "option_groups"),)
MOST_SELECTED: dict[str, Shape] = {"max_selected_items": Whole(1, 100)}
SHARED: dict[str, Shape] = {"confirm": CONFIRM, "focus_on_load": Flag()}
SELECT: dict[str, Shape] = {**SHARED, "placeholder": PLACEHOLDER}
RESPONSE_URL: dict[str, Shape] = {"response_url_enabled": Flag(), "default_to_current_conversation": Flag()}
CONVERSATION_FILTER = Thing(
    {},
    {
        "include": Several(OneOf(("im", "mpim", "private", "public")), 4),
        "exclude_external_shared_channels": Flag(),
        "exclude_bot_users": Flag(),
    },
)
DISPATCH_CONFIG = Thing({"trigger_actions_on": Several(OneOf(("on_enter_pressed", "on_character_entered")), 2)})

BUTTON = Thing(
    {"text": plain(75), "action_id": ACTION_ID},
    {
        "value": Words(2000),
        "url": ADDRESS,
        "style": STYLE,
        "confirm": CONFIRM,
        "accessibility_label": Words(75),
    },
)

ELEMENTS: dict[str, Shape] = {
    "button": BUTTON,
    "overflow": Thing(
        {"action_id": ACTION_ID, "options": Several(OPTION_OF_OVERFLOW, 5, distinct="value")}, {"confirm": CONFIRM}
    ),
    "static_select": Both(
        (
            Thing({"action_id": ACTION_ID}, {**SELECT, **OPTIONS, "initial_option": OPTION}, one_of=EITHER_OPTIONS),
            Among(),
        )
    ),
    "multi_static_select": Both(
        (
            Thing(
                {"action_id": ACTION_ID},
                {**SELECT, **OPTIONS, **MOST_SELECTED, "initial_options": Several(OPTION, 100, distinct="value")},
                one_of=EITHER_OPTIONS,
            ),
            Among(),
        )
    ),
    "external_select": Thing(
        {"action_id": ACTION_ID}, {**SELECT, "initial_option": OPTION, "min_query_length": Whole(0, 3000)}
    ),
    "multi_external_select": Thing(
        {"action_id": ACTION_ID},
        {
            **SELECT,
            **MOST_SELECTED,
            "initial_options": Several(OPTION, 100, distinct="value"),
            "min_query_length": Whole(0, 3000),
        },
    ),
    "users_select": Thing({"action_id": ACTION_ID}, {**SELECT, "initial_user": USER}),
    "multi_users_select": Thing(
        {"action_id": ACTION_ID}, {**SELECT, **MOST_SELECTED, "initial_users": Several(USER, 1000)}
    ),
    "conversations_select": Thing(
        {"action_id": ACTION_ID},
        {**SELECT, **RESPONSE_URL, "initial_conversation": CONVERSATION, "filter": CONVERSATION_FILTER},
    ),
    "plain_text_input": Both(
        (
            Thing(
                {"action_id": ACTION_ID},
                {
                    "initial_value": Words(3000),
                    "multiline": Flag(),
                    "min_length": Whole(0, 3000),
                    "max_length": Whole(1, 3000),
                    "dispatch_action_config": DISPATCH_CONFIG,
                    "focus_on_load": Flag(),
                    "placeholder": PLACEHOLDER,
                },
            ),
            Ordered("min_length", "max_length"),
        )
    ),
    "number_input": Both(
        (
            Thing(
                {"action_id": ACTION_ID, "is_decimal_allowed": Flag()},
                {
                    "initial_value": DIGITS,
                    "min_value": DIGITS,
                    "max_value": DIGITS,
                    "dispatch_action_config": DISPATCH_CONFIG,
                    "focus_on_load": Flag(),
                    "placeholder": PLACEHOLDER,
                },
            ),
            Ordered("min_value", "max_value"),
        )
    ),
    "file_input": Thing({"action_id": ACTION_ID}, {"filetypes": Several(Words(255), 255), "max_files": Whole(1, 10)}),
    "checkboxes": Both((Thing(BOXES, {**SHARED, "initial_options": Several(BOX, 10, distinct="value")}), Among())),
    "radio_buttons": Both((Thing(BOXES, {**SHARED, "initial_option": BOX}), Among())),
    "datepicker": Thing({"action_id": ACTION_ID}, {**SELECT, "initial_date": Words(10, like=r"\d{4}-\d\d-\d\d")}),
    "timepicker": Thing(
        {"action_id": ACTION_ID},
        {**SELECT, "initial_time": Words(5, like=r"(?:[01]\d|2[0-3]):[0-5]\d"), "timezone": Words(255)},
    ),
}

ONLY_IN_INPUT = {"plain_text_input", "number_input", "file_input"}
IN_SECTION = {kind: shape for kind, shape in ELEMENTS.items() if kind not in ONLY_IN_INPUT}
IN_ACTIONS = {kind: shape for kind, shape in IN_SECTION.items() if not kind.startswith("multi_")}
IN_INPUT = {kind: shape for kind, shape in ELEMENTS.items() if kind not in {"button", "overflow"}}
PICTURE = Thing(
    {"alt_text": Words(2000)}, {"image_url": ADDRESS, "slack_file": SLACK_FILE}, one_of=(("image_url", "slack_file"),)
)

BLOCKS: dict[str, Shape] = {
    "header": Thing({"text": plain(150)}, {"block_id": BLOCK_ID}),
    "section": Thing(
        {},
        {
            "text": either(3000),
            "fields": Several(either(2000), 10),
            "accessory": ByType({**IN_SECTION, "image": PICTURE}),
            "block_id": BLOCK_ID,
            "expand": Flag(),
        },
        any_of=(("text", "fields"),),
    ),
    "divider": Thing({}, {"block_id": BLOCK_ID}),
    "context": Thing({"elements": Several(either(3000, image=PICTURE), 10)}, {"block_id": BLOCK_ID}),
    "actions": Thing(
        {"elements": Several(ByType(IN_ACTIONS), 25, distinct="action_id")},
        {"block_id": BLOCK_ID},
    ),
    "image": Thing(
        {"alt_text": Words(2000)},
        {"image_url": ADDRESS, "slack_file": SLACK_FILE, "title": plain(2000), "block_id": BLOCK_ID},
        one_of=(("image_url", "slack_file"),),
    ),
    "input": Thing(
        {"label": plain(2000), "element": ByType(IN_INPUT)},
        {"hint": plain(2000), "optional": Flag(), "dispatch_action": Flag(), "block_id": BLOCK_ID},
    ),
}
