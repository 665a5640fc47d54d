"""A real Bolt app for the tests: it counts things, through every entrance that Slack offers."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from local_slack import Running

Json = dict[str, Any]


def form(asked: str = "") -> Json:
    return {
        "type": "modal",
        "callback_id": "count.form",
        "private_metadata": asked,
        "title": {"type": "plain_text", "text": "Count"},
        "submit": {"type": "plain_text", "text": "Count it"},
        "notify_on_close": True,
        "blocks": [
            {
                "type": "input",
                "block_id": "what",
                "label": {"type": "plain_text", "text": "What"},
                "element": {"type": "plain_text_input", "action_id": "text", "max_length": 20},
            },
            {
                "type": "input",
                "block_id": "size",
                "optional": True,
                "label": {"type": "plain_text", "text": "Size"},
                "element": {"type": "external_select", "action_id": "size", "min_query_length": 0},
            },
            {
                "type": "actions",
                "block_id": "more",
                "elements": [button("help", "Help")],
            },
        ],
    }


def button(action_id: str, text: str, value: str = "1") -> Json:
    return {"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": text}, "value": value}


def card(what: str, count: int) -> list[Json]:
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": f"*{what}* counted {count} times"}},
        {"type": "actions", "block_id": "card", "elements": [button("again", "Again", f"{what}:{count}")]},
    ]


def counting_house(slack: Running) -> tuple[AsyncApp, list[Json]]:
    """The app, and everything it was told."""
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    app = AsyncApp(
        client=client, signing_secret=slack.signing_secret, process_before_response=True, url_verification_enabled=False
    )
    told: list[Json] = []
    for listen in (to_what_needs_no_answer, to_commands, to_modals, to_buttons, to_events):
        listen(app, told)
    return app, told


def to_what_needs_no_answer(app: AsyncApp, told: list[Json]) -> None:
    async def heard(ack, body):
        told.append(body)
        await ack()

    app.shortcut("count.message")(heard)
    app.action("size")(heard)
    app.view_closed("count.form")(heard)


def to_commands(app: AsyncApp, told: list[Json]) -> None:
    @app.command("/count")
    async def command(ack, body, client, respond):
        told.append(body)
        if body["text"] == "aloud":
            await ack({"response_type": "in_channel", "text": "one, two, three"})
            return
        if body["text"] == "respond":
            await ack()
            await respond("a whisper")
            return
        await client.views_open(trigger_id=body["trigger_id"], view=form(body["channel_id"]))
        await ack()

    @app.shortcut("count.anything")
    async def anywhere(ack, body, client):
        told.append(body)
        await client.views_open(trigger_id=body["trigger_id"], view=form())
        await ack()


def to_modals(app: AsyncApp, told: list[Json]) -> None:
    @app.options("size")
    async def sizes(ack, body):
        told.append(body)
        sizes = [size for size in ("small", "middling", "large") if body["value"] in size]
        await ack(options=[{"text": {"type": "plain_text", "text": size}, "value": size} for size in sizes])

    @app.view("count.form")
    async def counted(ack, body, client):
        told.append(body)
        what = body["view"]["state"]["values"]["what"]["text"]["value"]
        if what == "stars":
            await ack(response_action="errors", errors={"what": "Nobody can count the stars."})
            return
        await client.chat_postMessage(
            channel=body["view"]["private_metadata"], text=f"{what} counted once", blocks=card(what, 1)
        )
        await ack()


def to_buttons(app: AsyncApp, told: list[Json]) -> None:
    @app.action("help")
    async def help_wanted(ack, body, client):
        told.append(body)
        await client.views_push(trigger_id=body["trigger_id"], view=form() | {"callback_id": "count.help"})
        await ack()

    @app.action("again")
    async def again(ack, body, client):
        told.append(body)
        what, count = body["actions"][0]["value"].rsplit(":", 1)
        await client.chat_update(
            channel=body["channel"]["id"],
            ts=body["message"]["ts"],
            text=f"{what} counted {int(count) + 1} times",
            blocks=card(what, int(count) + 1),
        )
        await ack()


def to_events(app: AsyncApp, told: list[Json]) -> None:
    @app.event("app_home_opened")
    async def home(event, client):
        told.append(event)
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": card("visits", 1)})

    async def anything(body):
        told.append(body)

    for name in (
        "app_mention",
        "message",
        "member_joined_channel",
        "member_left_channel",
        "reaction_added",
        "user_change",
    ):
        app.event(name)(anything)
