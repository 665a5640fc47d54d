"""The modal about one monitor: it remembers which version it shows, and where it was asked for."""

from handlers.doing import Doing
from kaizen.monitors.references import Reference
from message_templates.monitors import views


async def form(doing: Doing, template: str, shown: views.Form | views.Stop) -> None:
    await doing.open(template, shown, refers_to=Reference(shown.id, shown.version, doing.channel))
