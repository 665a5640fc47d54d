"""Acting as a member from a program: a thin asynchronous client of the member interface."""

import io
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import aiohttp

Json = dict[str, Any]


class MemberInterfaceError(Exception):
    """The workspace refused: *code* in Slack's manner, *detail* in a sentence."""

    def __init__(self, code: str, detail: str, status: int) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.status = status


class Visitor:
    """Speaks to one workspace for as long as the block lasts."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def get(self, path: str, **query: str) -> Any:
        """Read what stands at ``/local/<path>``."""
        return await self._ask("GET", path, params=query)

    async def post(self, path: str, **fields: Any) -> Any:
        """Do what ``/local/<path>`` does."""
        return await self._ask("POST", path, json=fields)

    async def send(self, path: str, content: bytes, **query: str) -> Any:
        """Send bytes to ``/local/<path>``."""
        return await self._ask("POST", path, data=io.BytesIO(content), params=query)

    async def put(self, path: str, **fields: Any) -> Any:
        return await self._ask("PUT", path, json=fields)

    async def delete(self, path: str) -> Any:
        return await self._ask("DELETE", path)

    async def _ask(self, verb: str, path: str, **how: Any) -> Any:
        if self._session is None:
            raise RuntimeError("Use 'async with Visitor(url) as visitor'.")
        async with self._session.request(verb, f"{self.url}/local/{path}", **how) as answer:
            body = await answer.json()
            if answer.status >= 400:
                raise MemberInterfaceError(body["error"], body["detail"], answer.status)
            return body

    async def fault(self, kind: str, method: str = "*", **more: Any) -> Json:
        """Let the workspace misbehave: ``fault("lost_reply", "chat.postMessage")``."""
        answer: Json = await self.post("faults", kind=kind, method=method, **more)
        return answer

    async def timeline(self, after: int = 0) -> list[Json]:
        """What the app and the workspace said to each other."""
        entries: list[Json] = (await self.get("timeline", after=str(after)))["entries"]
        return entries

    async def workspace(self) -> Json:
        answer: Json = await self.get("workspace")
        return answer


@dataclass(frozen=True)
class Member:
    """One member; every method is one request in that member's name."""

    visitor: Visitor
    id: str

    async def command(self, channel: str, command: str, text: str = "") -> Json:
        """Type a slash command in a channel (an id or ``#name``)."""
        return await self._do("command", channel=channel, command=command, text=text)

    async def shortcut(self, callback_id: str, *, channel: str | None = None, ts: str | None = None) -> Json:
        """Choose a global shortcut, or one of a message's menu."""
        on = {} if ts is None else {"channel": channel, "ts": ts}
        return await self._do("shortcut", callback_id=callback_id, **on)

    async def click(self, action_id: str, *, block_id: str | None = None, **where: Any) -> Json:
        """Act on an element: ``click("vote", message={"channel": …, "ts": …}, selected={"value": …})``."""
        named = {} if block_id is None else {"block_id": block_id}
        return await self._do("click", action_id=action_id, **named, **where)

    async def options(self, action_id: str, query: str = "", **where: str) -> Json:
        """What an external select offers: ``options("model", "fr", view="V…")``."""
        answer: Json = await self._read("options", action=action_id, query=query, **where)
        return answer

    async def submit(self, view: str, values: Json | None = None) -> Json:
        """Send a modal with ``{block_id: {action_id: state}}``."""
        return await self._do("submit", view=view, values=values or {})

    async def close(self, view: str) -> Json:
        return await self._do("close", view=view)

    async def give(self, name: str, content: bytes, **more: str) -> Json:
        """Give a file to the workspace; its ``id`` then goes into a ``file_input``."""
        file: Json = (await self.visitor.send("file", content, **{"as": self.id}, name=name, **more))["file"]
        return file

    async def write(self, channel: str, text: str, *, thread_ts: str | None = None) -> Json:
        thread = {} if thread_ts is None else {"thread_ts": thread_ts}
        return await self._do("write", channel=channel, text=text, **thread)

    async def react(self, channel: str, ts: str, name: str) -> Json:
        return await self._do("react", channel=channel, ts=ts, name=name)

    async def direct(self, other: str = "app") -> str:
        """The id of the direct conversation with somebody, or with the app."""
        return str((await self._do("direct", **{"with": other}))["channel"])

    async def invite(self, channel: str, user: str = "app") -> Json:
        return await self._do("invite", channel=channel, user=user)

    async def kick(self, channel: str, user: str = "app") -> Json:
        return await self._do("kick", channel=channel, user=user)

    async def make_channel(self, name: str, *, private: bool = False) -> str:
        return str((await self._do("channel", name=name, private=private))["channel"])

    async def archive(self, channel: str) -> Json:
        return await self._do("archive", channel=channel)

    async def views(self) -> list[Json]:
        """The member's open modals, the bottom one first."""
        stack: list[Json] = (await self._read("views"))["stack"]
        return stack

    async def messages(self, channel: str, *, thread: str | None = None) -> list[Json]:
        """What the member sees in a channel or a thread, oldest first."""
        of_thread = {} if thread is None else {"thread": thread}
        found: list[Json] = (await self._read("messages", channel=channel, **of_thread))["messages"]
        return found

    async def conversations(self) -> list[Json]:
        found: list[Json] = await self._read("conversations")
        return found

    async def home(self, *, opening: bool = False) -> Json | None:
        """The Home tab as it stands; *opening* it tells the app."""
        view: Json | None = (await self._read("home", **({"open": "1"} if opening else {})))["view"]
        return view

    async def _do(self, path: str, **fields: Any) -> Json:
        answer: Json = await self.visitor.post(path, **{"as": self.id}, **fields)
        return answer

    async def _read(self, path: str, **query: str) -> Any:
        return await self.visitor.get(path, **{"as": self.id}, **query)
