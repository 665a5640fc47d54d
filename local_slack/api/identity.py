"""Who is calling, and from where: ``auth.test``, ``team.info``, ``bots.info``."""

from local_slack import wire
from local_slack.api.calls import Call
from local_slack.api.registry import method
from local_slack.rates import Tier
from local_slack.refusals import SlackError
from local_slack.workspace import Json


@method("auth.test", tier=Tier.SPECIAL)
def test_token(call: Call) -> Json:
    slack = call.slack
    return {
        "url": f"{slack.url}/",
        "team": slack.workspace.name,
        "user": slack.bot.name,
        "team_id": slack.workspace.id,
        "user_id": slack.bot.id,
        "bot_id": slack.app.credentials.bot_id,
        "is_enterprise_install": False,
    }


@method("api.test", tier=Tier.SPECIAL)
def test_api(call: Call) -> Json:
    if error := call.text("error"):
        raise SlackError(error)
    return {"args": {key: value for key, value in call.arguments.items() if key != "token"}}


@method("team.info", "team:read")
def team(call: Call) -> Json:
    workspace = call.slack.workspace
    return {
        "team": {
            "id": workspace.id,
            "name": workspace.name,
            "domain": workspace.domain,
            "email_domain": "",
            "icon": {"image_default": True},
            "url": f"{call.slack.url}/",
            "plan": "std" if workspace.paid else "",
        }
    }


@method("bots.info", "users:read")
def bot(call: Call) -> Json:
    if call.text("bot") not in ("", call.slack.app.credentials.bot_id):
        raise SlackError("bot_not_found")
    return {"bot": wire.bot(call.slack)}
