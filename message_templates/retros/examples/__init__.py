"""What each retro template looks like: as usual, with nothing, with too much, and with somebody's mischief."""

from typing import Final

from message_templates.retros.examples import decided, refused, running, written

EXAMPLES: Final[dict[str, dict[str, object]]] = {
    **running.EXAMPLES,
    **written.EXAMPLES,
    **decided.EXAMPLES,
    **refused.EXAMPLES,
}
