"""Setting up, showing and changing teams, their settings and one's own hours."""

from slack_bolt.async_app import AsyncApp

from handlers import commands
from handlers.teams import beginning, changing


def register(app: AsyncApp) -> None:
    """Everything one can do with a team."""
    app.command(commands.COMMAND, matchers=[beginning.nothing_typed])(beginning.begin)
    commands.verb(app, "team")(beginning.show)
    commands.verb(app, "settings")(changing.open_settings_here)
    app.action("teams.new")(beginning.open_set_up)
    app.action("teams.preview")(beginning.show_preview)
    app.action("teams.change")(changing.open_change)
    app.action("teams.hours")(changing.open_hours)
    app.action("teams.settings")(changing.open_settings)
    app.view("teams.set_up")(beginning.set_up)
    app.view("teams.change")(changing.change)
    app.view("teams.members_zones")(changing.settle_hours)
    app.view("teams.settings")(changing.settle)
