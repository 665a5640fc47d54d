"""What an older version of the bot left in Slack: buttons and modals that nothing listens to any more."""

import re
from typing import Final

from slack_bolt.async_app import AsyncApp

from kaizen.refusals import Refusal

ANYTHING: Final = re.compile(r".+")


def register(app: AsyncApp) -> None:
    """Answer what no feature took; registered last."""
    app.action(ANYTHING)(refuse)
    app.view(ANYTHING)(refuse)


async def refuse() -> None:
    """Say so; Bolt would answer with an error that Slack shows as a warning triangle."""
    raise Refusal("refusals/too_late")
