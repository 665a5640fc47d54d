"""Rich text, the block in which people's own messages are written."""

from local_slack.rules.composition import ID, URL
from local_slack.rules.shapes import Flag, Kinds, Many, Shape, Text, Thing, Whole

STYLE = Thing(
    {name: Flag() for name in ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight")}
)
STYLED: dict[str, Shape] = {"style": STYLE}

INLINE = Kinds(
    {
        "text": Thing({**STYLED, "text": Text()}, needs=("text",)),
        "link": Thing({**STYLED, "url": URL, "text": Text(), "unsafe": Flag()}, needs=("url",)),
        "emoji": Thing({**STYLED, "name": Text(), "unicode": Text(), "skin_tone": Whole(1, 6)}, needs=("name",)),
        "user": Thing({**STYLED, "user_id": Text()}, needs=("user_id",)),
        "channel": Thing({**STYLED, "channel_id": Text()}, needs=("channel_id",)),
        "usergroup": Thing({**STYLED, "usergroup_id": Text()}, needs=("usergroup_id",)),
        "broadcast": Thing({**STYLED, "range": Text(words=("here", "channel", "everyone"))}, needs=("range",)),
        "color": Thing({**STYLED, "value": Text(pattern="#[0-9a-fA-F]{6}")}, needs=("value",)),
        "date": Thing(
            {**STYLED, "timestamp": Whole(0), "format": Text(), "url": URL, "fallback": Text()},
            needs=("timestamp", "format"),
        ),
    }
)

SECTION = Thing({"elements": Many(INLINE)}, needs=("elements",))
BORDER = Whole(0, 1)

RICH_TEXT = Thing(
    {
        "block_id": ID,
        "elements": Many(
            Kinds(
                {
                    "rich_text_section": SECTION,
                    "rich_text_list": Thing(
                        {
                            "style": Text(words=("bullet", "ordered")),
                            "elements": Many(Kinds({"rich_text_section": SECTION})),
                            "indent": Whole(0, 8),
                            "offset": Whole(0),
                            "border": BORDER,
                        },
                        needs=("style", "elements"),
                    ),
                    "rich_text_preformatted": Thing(
                        {"elements": Many(INLINE), "border": BORDER, "language": Text()}, needs=("elements",)
                    ),
                    "rich_text_quote": Thing({"elements": Many(INLINE), "border": BORDER}, needs=("elements",)),
                }
            ),
            least=1,
        ),
    },
    needs=("elements",),
)
