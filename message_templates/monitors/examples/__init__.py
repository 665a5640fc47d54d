"""What each monitor template looks like: as usual, with nothing, with too much, and with somebody's mischief."""

from typing import Final

from message_templates.monitors.examples import changed, given, listed, refused

EXAMPLES: Final[dict[str, dict[str, object]]] = {
    **given.EXAMPLES,
    **listed.EXAMPLES,
    **changed.EXAMPLES,
    **refused.EXAMPLES,
}
