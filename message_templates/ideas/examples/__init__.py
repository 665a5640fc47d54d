"""What each idea template looks like: as usual, with nothing, with too much, and with somebody's mischief."""

from typing import Final

from message_templates.ideas.examples import begun, owned, refused, shown

EXAMPLES: Final[dict[str, dict[str, object]]] = {
    **begun.EXAMPLES,
    **shown.EXAMPLES,
    **owned.EXAMPLES,
    **refused.EXAMPLES,
}
