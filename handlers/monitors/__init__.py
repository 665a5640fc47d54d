"""Everything one can do with monitors."""

from slack_bolt.async_app import AsyncApp

from handlers import commands
from handlers.monitors import changing, giving, listing, stopping


def register(app: AsyncApp) -> None:
    """Everything one can do with monitors."""
    commands.verb(app, "monitor")(giving.open_new)
    commands.verb(app, "monitors")(listing.list_monitors)
    app.action("monitors.page")(listing.next_page)
    app.action("monitors.new")(giving.open_new)
    app.view("monitors.paste")(giving.take)
    app.action("monitors.more")(listing.choose)
    app.action("monitors.change")(changing.open_form)
    app.view("monitors.edit")(changing.change)
    app.view("monitors.stop")(stopping.stop)
    app.action("monitors.start")(stopping.start)
