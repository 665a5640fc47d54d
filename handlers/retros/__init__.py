"""Everything one can do with a retro: steer it, write cards, give dots, decide."""

from slack_bolt.async_app import AsyncApp

from handlers import commands
from handlers.retros import afterwards, deciding, steering, voting, writing
from kaizen.retros import rating


def register(app: AsyncApp) -> None:
    """Everything one can do with a retro."""
    commands.verb(app, "retro")(steering.show_or_start)
    app.action("retros.move_on")(steering.end_phase)
    app.action("retros.extend")(steering.extend)
    app.action("retros.cancel")(steering.cancel)
    app.action("retros.review")(steering.open_review)
    app.view("retros.review")(steering.review)
    app.action("retros.write")(writing.open_card)
    app.action("retros.mine")(writing.open_mine)
    app.action("retros.rewrite")(writing.open_change)
    app.action("retros.names")(writing.open_names)
    app.view("retros.card")(writing.keep)
    app.action("retros.vote")(voting.open_vote)
    app.view("retros.vote")(voting.vote)
    app.action("retros.propose")(deciding.open_proposal)
    app.action("retros.propose_again")(deciding.open_again)
    app.view("retros.propose")(deciding.propose)
    app.action("retros.accept")(deciding.accept)
    app.action("retros.hand_back")(deciding.hand_back)
    app.action("retros.take_back")(deciding.take_back)
    app.action("retros.take_over")(deciding.take_over)
    app.action("retros.finish")(deciding.open_finish)
    app.view("retros.finish")(deciding.finish)
    for given in rating.GIVEN:
        app.action(f"{afterwards.RATE}{given}")(afterwards.rate)
    app.action("retros.export")(afterwards.export)
    app.action("retros.hand_over")(afterwards.open_handover)
    app.view("retros.handover")(afterwards.hand_over)
