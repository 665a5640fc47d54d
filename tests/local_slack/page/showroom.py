"""A real Bolt app that shows every block and asks with every element; what it was told gathers in ``told``."""

import asyncio
import re
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from local_slack import Running

Json = dict[str, Any]

MODELS = ("fraud-scorer", "claims-router", "limit-setter")


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def words(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(name: str) -> Json:
    return {"text": plain(name), "value": name.lower()}


AREAS = [option("Latency"), option("Accuracy"), option("Cost")]


def section(text: str, block_id: str = "said", **more: Any) -> Json:
    return {"type": "section", "block_id": block_id, "text": words(text), **more}


def button(text: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(text), "value": "1", **more}


def asks(block_id: str, label: str, kind: str, action_id: str = "it", **element: Any) -> Json:
    """An input block; what belongs to the block and not to the element is told apart by name."""
    block = {key: element.pop(key) for key in ("optional", "dispatch_action", "hint") if key in element}
    held = {"type": kind, "action_id": action_id, **element}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": held, **block}


def modal(title: str, blocks: list[Json], callback_id: str, submit: str | None = "Send") -> Json:
    view = {"type": "modal", "callback_id": callback_id, "title": plain(title), "blocks": blocks}
    return view | ({"submit": plain(submit)} if submit else {})


def short_form(chosen: str | None = None) -> Json:
    said = [section(f"You chose *{chosen}*", f"chosen-{chosen}")] if chosen else []
    fields = [
        asks("problem", "What hurts?", "plain_text_input", max_length=40, hint=plain("In a sentence.")),
        asks("high", "High", "number_input", is_decimal_allowed=False, optional=True),
        asks("area", "Area", "static_select", options=AREAS, optional=True, dispatch_action=True),
        {"type": "actions", "block_id": "more", "elements": [button("Details", "push")]},
    ]
    return modal("Short form", [*said, *fields], "short")


def whole_form() -> Json:
    """Every element that can be asked with."""
    return modal(
        "Everything",
        [
            asks("text", "Text", "plain_text_input"),
            asks("long", "Long text", "plain_text_input", multiline=True),
            asks("number", "Number", "number_input", is_decimal_allowed=True),
            asks("email", "E-mail", "email_text_input"),
            asks("url", "Address", "url_text_input"),
            asks("one", "One area", "static_select", options=AREAS),
            asks("some", "Some areas", "multi_static_select", options=AREAS),
            asks("model", "Model", "external_select", "model", min_query_length=2),
            asks("models", "Models", "multi_external_select", "model", min_query_length=0),
            asks("person", "Person", "users_select"),
            asks("people", "People", "multi_users_select"),
            asks("channel", "Channel", "channels_select"),
            asks("talk", "Conversation", "conversations_select"),
            asks("boxes", "Boxes", "checkboxes", options=AREAS),
            asks("radio", "Radio", "radio_buttons", options=AREAS),
            asks("date", "Date", "datepicker"),
            asks("time", "Time", "timepicker"),
            asks("at", "Moment", "datetimepicker"),
            asks("files", "Files", "file_input"),
        ],
        "whole",
    )


def card(votes: int = 0) -> list[Json]:
    counted = "1 vote" if votes == 1 else f"{votes} votes"
    confirm = {
        "title": plain("Decline?"),
        "text": words("*Everybody* is told."),
        "confirm": plain("Decline it"),
        "deny": plain("Keep"),
    }
    return [
        {"type": "header", "block_id": "title", "text": plain("Cache the look-ups")},
        section("*Today* it is _slow_, see <https://example.com/trace|the trace>", "pain"),
        {"type": "context", "block_id": "count", "elements": [words(counted)]},
        {
            "type": "actions",
            "block_id": "do",
            "elements": [
                button("Vote", "vote", style="primary"),
                button("Decline", "decline", style="danger", confirm=confirm),
                {"type": "overflow", "action_id": "menu", "options": [option("Duplicate"), option("Assign")]},
            ],
        },
    ]


class Showroom:
    """The app; its listeners are methods, so that each says in its name what it answers."""

    def __init__(self, slack: Running) -> None:
        self.slack = slack
        self.client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        self.bolt = AsyncApp(client=self.client, signing_secret=slack.signing_secret, process_before_response=True)
        self.told: list[Json] = []
        self._something = asyncio.Event()
        self.votes = 0
        self.bolt.command("/count")(self.command)
        self.bolt.shortcut(re.compile("count"))(self.shortcut)
        self.bolt.options("model")(self.models)
        self.bolt.view(re.compile("."))(self.submitted)
        self.bolt.action("push")(self.push)
        self.bolt.action("it")(self.area_chosen)
        self.bolt.action("vote")(self.vote)
        self.bolt.action(re.compile("."))(self.anything)
        self.bolt.event("app_home_opened")(self.home)
        self.bolt.event(re.compile("."))(self.event)

    def hear(self, body: Json) -> None:
        self.told.append(body)
        self._something.set()

    async def heard(self) -> None:
        """Wait until the app has been told something."""
        async with asyncio.timeout(5):
            await self._something.wait()

    async def post(self, text: str, channel: str = "#model-care", **more: Any) -> str:
        names = {one["name"]: one["id"] for one in (await self.slack.visitor.workspace())["channels"]}
        answer = await self.client.chat_postMessage(channel=names[channel.removeprefix("#")], text=text, **more)
        return str(answer["ts"])

    async def command(self, ack: Any, body: Json, client: AsyncWebClient) -> None:
        self.hear(body)
        if body["text"] == "whisper":
            await ack("Nobody else sees *this*.")
            return
        view = whole_form() if body["text"] == "everything" else short_form()
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    async def shortcut(self, ack: Any, body: Json, client: AsyncWebClient) -> None:
        self.hear(body)
        await client.views_open(trigger_id=body["trigger_id"], view=short_form())
        await ack()

    async def models(self, ack: Any, payload: Json) -> None:
        await ack(options=[option(name) for name in MODELS if payload["value"] in name])

    async def submitted(self, ack: Any, body: Json) -> None:
        self.hear(body)
        values = body["view"]["state"]["values"]
        problem = values.get("problem", {}).get("it", {}).get("value")
        if problem == "slow":
            await asyncio.sleep(1.0)
        if problem == "broken":
            await ack(response_action="errors", errors={"nowhere": "There is no such field."})
        elif values.get("high", {}).get("it", {}).get("value") == "3":
            await ack(response_action="errors", errors={"high": "High must be at least 5."})
        else:
            await ack()

    async def push(self, ack: Any, body: Json, client: AsyncWebClient) -> None:
        details = modal("Details", [asks("detail", "Detail", "plain_text_input")], "details", "Save")
        await client.views_push(trigger_id=body["trigger_id"], view=details)
        await ack()

    async def area_chosen(self, ack: Any, body: Json, client: AsyncWebClient) -> None:
        self.hear(body)
        chosen, view = body["actions"][0]["selected_option"], body["view"]
        form = short_form(chosen["text"]["text"] if chosen else None)
        await client.views_update(view_id=view["id"], hash=view["hash"], view=form)
        await ack()

    async def vote(self, ack: Any, body: Json, client: AsyncWebClient) -> None:
        self.votes += 1
        where = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
        await client.chat_update(**where, text="Cache the look-ups", blocks=card(self.votes))
        await ack()

    async def anything(self, ack: Any, body: Json) -> None:
        self.hear(body)
        await ack()

    async def home(self, event: Json, client: AsyncWebClient) -> None:
        blocks = [section("Hello <@" + event["user"] + ">", accessory=button("Open", "open"))]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    async def event(self, body: Json) -> None:
        self.hear(body)
