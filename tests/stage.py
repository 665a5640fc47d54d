"""The whole bot on a stage: real Bolt, a real database, the local workspace, and people who act in it.

async with stage.open(database_url, tmp_path) as scene:
    ana = scene.somebody(0)
    await ana.types("/kaizen idea")
    await ana.submits(pain="p95 is 410 ms", areas=["latency"])
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr

import local_slack
from bot import running
from bot.settings import Settings
from bot.wiring import Bot
from local_slack import Running

ROOT = Path(__file__).parents[1]
MANIFEST = ROOT / "app_manifest.yaml"
CHANNEL = "model-care"

UNHURRIED = {"answer_seconds": 20.0, "trigger_seconds": 20.0}
"""Slack's three seconds are a matter of benchmarks; here a busy machine would decide whether a story is true."""


@dataclass(frozen=True)
class Actor:
    """A member of the workspace who does things as people do: types, fills in, clicks, reads."""

    scene: "Scene"
    id: str

    @property
    def member(self) -> local_slack.Member:
        return self.scene.slack.member(self.id)

    async def types(self, text: str, *, channel: str = CHANNEL) -> dict[str, Any]:
        command, _, rest = text.partition(" ")
        return await self.member.command(self.scene.channel(channel), command, rest)

    async def view(self) -> dict[str, Any]:
        """The modal on top, once it is filled."""
        async with asyncio.timeout(10):
            while (top := (await self.member.views())[-1])["callback_id"] == "commands.loading":
                await asyncio.sleep(0.02)
        return top

    async def submits(self, **typed: Any) -> dict[str, Any]:
        """Fill in fields of the modal on top, by the block's id, and submit it; a file is a name and its bytes."""
        view = await self.view()
        blocks = {block.get("block_id"): block for block in view["blocks"]}
        values = {
            name: {_action(blocks[name]): await self._state(blocks[name]["element"], given)}
            for name, given in typed.items()
        }
        return await self.member.submit(view["id"], values)

    async def _state(self, element: Mapping[str, Any], given: Any) -> dict[str, Any]:
        if element["type"] != "file_input":
            return _state(element, given)
        files = [await self.member.give(*given)] if given else []
        return {"type": "file_input", "files": [{"id": file["id"]} for file in files]}

    async def clicks(self, action: str, message: Mapping[str, Any], *, channel: str = CHANNEL, **more: Any) -> Any:
        where = {"channel": self.scene.channel(channel), "ts": message["ts"]}
        return await self.member.click(action, message=where, **more)

    async def reads(self, channel: str = CHANNEL, *, thread: str | None = None) -> list[dict[str, Any]]:
        """The messages that they see once the bot has said everything."""
        await self.scene.bot.outbox.drained()
        return await self.member.messages(self.scene.channel(channel), thread=thread)

    async def reads_privately(self) -> list[dict[str, Any]]:
        """Their direct messages from the bot."""
        await self.scene.bot.outbox.drained()
        return await self.member.messages(await self.member.direct())


@dataclass(frozen=True)
class Scene:
    """A running bot and the workspace it lives in."""

    slack: Running
    bot: Bot
    channels: Mapping[str, str]
    members: Mapping[str, str]

    async def moves_to(self, moment: datetime) -> list[dict[str, str]]:
        """Move the team's clock as the page does; where it stopped on its way, and for what."""
        await self.slack.visitor.post("clock/move", to=moment.isoformat())
        async with asyncio.timeout(300):
            while (clock := await self.slack.visitor.get("clock"))["moving"]:
                await asyncio.sleep(0.02)
        return list(clock["last_move"])

    def channel(self, name: str) -> str:
        return self.channels.get(name, name)

    def actor(self, name: str) -> Actor:
        return Actor(self, self.members[name])

    def somebody(self, number: int) -> Actor:
        """One of the full members of the team's channel."""
        return Actor(self, list(self.members.values())[number])


def settings(slack: Running, database_url: str, folder: Path, **more: Any) -> Settings:
    """What the bot needs to work in *slack*."""
    return Settings(
        _env_file=None,
        SLACK_BOT_TOKEN=slack.bot_token,
        SLACK_APP_TOKEN=slack.app_token,
        SLACK_SIGNING_SECRET=slack.signing_secret,
        slack_api_url=slack.api_url,
        database_url=SecretStr(database_url),
        data_dir=folder,
        **more,
    )


@asynccontextmanager
async def open(  # noqa: A001
    database_url: str,
    folder: Path,
    *,
    slack_options: Mapping[str, Any] | None = None,
    now: datetime | None = None,
    **more: Any,
) -> AsyncIterator[Scene]:
    """Raise the curtain; with *now* the team's clock stands there, and follows the page. *more* are settings."""
    chosen = {"rate_limits": False, **UNHURRIED, **(slack_options or {})}
    async with AsyncExitStack() as props:
        slack = await props.enter_async_context(local_slack.running(manifest=MANIFEST, now=now, **chosen))
        clock = {"team_clock_url": slack.url} if now else {}
        bot = await props.enter_async_context(running.at_work(settings(slack, database_url, folder, **clock, **more)))
        known = await slack.visitor.workspace()
        channels = {channel["name"]: channel["id"] for channel in known["channels"]}
        in_team = next(channel["members"] for channel in known["channels"] if channel["name"] == CHANNEL)
        people = {m["name"]: m["id"] for m in known["members"] if m["id"] in in_team and not m["is_restricted"]}
        yield Scene(slack, bot, channels, people)


def _action(block: Mapping[str, Any]) -> str:
    return str(block["element"]["action_id"])


def _state(element: Mapping[str, Any], given: Any) -> dict[str, Any]:
    """What Slack would report for an element in which somebody entered *given*."""
    kind = element["type"]
    if kind in {"plain_text_input", "number_input"}:
        return {"type": kind, "value": str(given)}
    if kind in {"static_select", "radio_buttons"}:
        return {"type": kind, "selected_option": _option(element, given)}
    if kind == "external_select":
        return {"type": kind, "selected_option": given}
    if kind in {"multi_static_select", "checkboxes"}:
        return {"type": kind, "selected_options": [_option(element, one) for one in given]}
    if kind == "multi_users_select":
        return {"type": kind, "selected_users": list(given)}
    if kind == "users_select":
        return {"type": kind, "selected_user": given}
    if kind == "timepicker":
        return {"type": kind, "selected_time": given}
    if kind == "datepicker":
        return {"type": kind, "selected_date": given}
    raise NotImplementedError(f"nobody has filled in a {kind} on this stage yet")


def _option(element: Mapping[str, Any], wanted: str) -> dict[str, Any]:
    """The option with that value or those words; sealed values begin with what is sealed."""
    for option in element["options"]:
        if wanted in {option["value"], option["text"]["text"]} or option["value"].startswith(f"{wanted}~"):
            return dict(option)
    raise LookupError(f"{wanted!r} is not among {[option['text']['text'] for option in element['options']]}")
