"""Everything one can do with an idea."""

from slack_bolt.async_app import AsyncApp

from handlers import commands
from handlers.ideas import choosing, editing, leaving, listing, moving, scoring, submitting, voting


def register(app: AsyncApp) -> None:
    """Everything one can do with an idea."""
    # Bolt asks one listener after the other, so what people do most comes first.
    app.view("ideas.submit")(submitting.keep)
    app.view("ideas.estimate")(submitting.submit)
    app.action("ideas.vote")(voting.vote)
    commands.verb(app, "idea")(submitting.new_here)
    commands.verb(app, "ideas")(listing.list_ideas)
    app.action("ideas.page")(listing.next_page)
    app.shortcut("ideas.new")(submitting.new_anywhere)
    app.shortcut("ideas.from_message")(submitting.new_from_message)
    app.action("ideas.new")(submitting.new_anywhere)
    app.action("areas")(leaving.keep_as_typed)
    app.view_closed("ideas.submit")(leaving.offer_to_go_on)
    app.action("ideas.go_on")(leaving.go_on)
    app.action("ideas.drop")(leaving.drop)
    app.action("ideas.open")(choosing.open_whole)
    app.action("ideas.join")(choosing.join)
    app.view("ideas.joined")(choosing.done)
    app.action("ideas.take_back")(voting.take_back)
    app.action("ideas.move")(moving.choose_move)
    app.view("ideas.move")(moving.move)
    app.action("ideas.score")(scoring.ask)
    app.view("ideas.score")(scoring.keep)
    app.action("ideas.withdraw")(moving.ask_to_withdraw)
    app.action("ideas.withdraw_unnamed")(moving.ask_to_withdraw)
    app.view("ideas.withdraw")(moving.withdraw)
    app.action("ideas.edit")(editing.open_words)
    app.view("ideas.edit")(editing.keep_words)
    app.view("ideas.reestimate")(editing.change)
    app.action("ideas.add_evidence")(editing.open_evidence)
    app.view("ideas.evidence")(editing.add_evidence)
