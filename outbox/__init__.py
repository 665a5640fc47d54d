"""Says each thing once, in order, at Slack's pace."""

from outbox.files import Shown
from outbox.running import Outbox
from outbox.storing import NoSuchMessage, Rendered

__all__ = ["NoSuchMessage", "Outbox", "Rendered", "Shown"]
