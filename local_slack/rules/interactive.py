"""Interactive elements and the image element.

https://docs.slack.dev/reference/block-kit/block-elements
"""

from local_slack.rules.composition import (
    BOX_OPTION,
    CONFIRM,
    CONVERSATION_FILTER,
    DATE,
    DISPATCH_CONFIG,
    ID,
    INSTANT,
    OPTION,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    PLACEHOLDER,
    SLACK_FILE,
    TIME,
    URL,
    options_known,
    ordered,
    plain,
)
from local_slack.rules.shapes import Flag, Many, Shape, Text, Thing, Whole

ACTION: dict[str, Shape] = {"action_id": ID}
CONFIRMED: dict[str, Shape] = {**ACTION, "confirm": CONFIRM}
FOCUSED: dict[str, Shape] = {"focus_on_load": Flag()}
CHOICE: dict[str, Shape] = {**CONFIRMED, **FOCUSED, "placeholder": PLACEHOLDER}
SEVERAL: dict[str, Shape] = {**CHOICE, "max_selected_items": Whole(1)}
TYPED: dict[str, Shape] = {
    **ACTION,
    **FOCUSED,
    "placeholder": PLACEHOLDER,
    "dispatch_action_config": DISPATCH_CONFIG,
}
LISTED: dict[str, Shape] = {"options": Many(OPTION, 100, 1), "option_groups": Many(OPTION_GROUP, 100, 1)}
ONE_SOURCE = ("options", "option_groups")
CONVERSATION: dict[str, Shape] = {"default_to_current_conversation": Flag(), "filter": CONVERSATION_FILTER}
ANSWERABLE: dict[str, Shape] = {"response_url_enabled": Flag()}

BUTTON = Thing(
    {
        **CONFIRMED,
        "text": plain(75),
        "url": URL,
        "value": Text(2000, 0),
        "style": Text(words=("primary", "danger")),
        "accessibility_label": Text(75),
    },
    needs=("text",),
)

IMAGE = Thing(
    {"image_url": URL, "slack_file": SLACK_FILE, "alt_text": Text(2000)},
    needs=("alt_text",),
    one_of=("image_url", "slack_file"),
)

SELECTS: dict[str, Shape] = {
    "static_select": Thing({**CHOICE, **LISTED, "initial_option": OPTION}, one_of=ONE_SOURCE, also=(options_known,)),
    "external_select": Thing({**CHOICE, "initial_option": OPTION, "min_query_length": Whole(0)}),
    "users_select": Thing({**CHOICE, "initial_user": Text()}),
    "conversations_select": Thing({**CHOICE, **CONVERSATION, **ANSWERABLE, "initial_conversation": Text()}),
    "channels_select": Thing({**CHOICE, **ANSWERABLE, "initial_channel": Text()}),
}

MULTI_SELECTS: dict[str, Shape] = {
    "multi_static_select": Thing(
        {**SEVERAL, **LISTED, "initial_options": Many(OPTION, 100)}, one_of=ONE_SOURCE, also=(options_known,)
    ),
    "multi_external_select": Thing({**SEVERAL, "initial_options": Many(OPTION, 100), "min_query_length": Whole(0)}),
    "multi_users_select": Thing({**SEVERAL, "initial_users": Many(Text())}),
    "multi_conversations_select": Thing({**SEVERAL, **CONVERSATION, "initial_conversations": Many(Text())}),
    "multi_channels_select": Thing({**SEVERAL, "initial_channels": Many(Text())}),
}

BOXES: dict[str, Shape] = {
    "checkboxes": Thing(
        {**CONFIRMED, **FOCUSED, "options": Many(BOX_OPTION, 10, 1), "initial_options": Many(BOX_OPTION, 10, 1)},
        needs=("options",),
        also=(options_known,),
    ),
    "radio_buttons": Thing(
        {**CONFIRMED, **FOCUSED, "options": Many(BOX_OPTION, 10, 1), "initial_option": BOX_OPTION},
        needs=("options",),
        also=(options_known,),
    ),
}

PICKERS: dict[str, Shape] = {
    "datepicker": Thing({**CHOICE, "initial_date": DATE}),
    "timepicker": Thing({**CHOICE, "initial_time": TIME, "timezone": Text()}),
    "datetimepicker": Thing({**CONFIRMED, **FOCUSED, "initial_date_time": INSTANT}),
}

FIELDS: dict[str, Shape] = {
    "plain_text_input": Thing(
        {
            **TYPED,
            "initial_value": Text(3000, 0),
            "multiline": Flag(),
            "min_length": Whole(0, 3000),
            "max_length": Whole(1, 3000),
        },
        also=(ordered("min_length", "max_length"),),
    ),
    "number_input": Thing(
        {
            **TYPED,
            "is_decimal_allowed": Flag(),
            "initial_value": Text(pattern=r"-?\d+(\.\d+)?"),
            "min_value": Text(pattern=r"-?\d+(\.\d+)?"),
            "max_value": Text(pattern=r"-?\d+(\.\d+)?"),
        },
        needs=("is_decimal_allowed",),
        also=(ordered("min_value", "max_value"),),
    ),
    "email_text_input": Thing({**TYPED, "initial_value": Text()}),
    "url_text_input": Thing({**TYPED, "initial_value": Text()}),
    "file_input": Thing({**ACTION, "filetypes": Many(Text(), least=1), "max_files": Whole(1, 10)}),
}

OVERFLOW = Thing({**CONFIRMED, "options": Many(OVERFLOW_OPTION, 5, 1)}, needs=("options",))

ELEMENTS: dict[str, Shape] = {
    "button": BUTTON,
    "image": IMAGE,
    "overflow": OVERFLOW,
    **SELECTS,
    **MULTI_SELECTS,
    **BOXES,
    **PICKERS,
    **FIELDS,
}
