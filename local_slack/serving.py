"""The workspace on a port: routes, start and stop."""

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from aiohttp import web

from local_slack import assembling, filing, responding, streaming
from local_slack.acting import DEEDS
from local_slack.acting.wishes import Deed, Wish
from local_slack.api import dispatching
from local_slack.assembling import DEMONSTRATION, Origin
from local_slack.delivery.sockets import Sockets
from local_slack.members import Member, Visitor
from local_slack.refusals import MemberRefusedError
from local_slack.slack import Options, Slack
from local_slack.workspace import Json

PAGE = Path(__file__).parent / "page"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
LARGEST_REQUEST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Running:
    """A workspace that listens: where it is, what opens it, and a way to act in it."""

    slack: Slack
    visitor: Visitor

    @property
    def url(self) -> str:
        return self.slack.url

    @property
    def api_url(self) -> str:
        return f"{self.slack.url}/api/"

    @property
    def bot_token(self) -> str:
        return self.slack.app.credentials.bot_token

    @property
    def app_token(self) -> str:
        return self.slack.app.credentials.app_token

    @property
    def signing_secret(self) -> str:
        return self.slack.app.credentials.signing_secret

    def member(self, member_id: str) -> Member:
        """Somebody to act as; speaks to the workspace only through HTTP."""
        return Member(self.visitor, member_id)


@asynccontextmanager
async def running(
    *,
    manifest: Path | str | Json,
    workspace: Path | str | Json = DEMONSTRATION,
    state: Path | None = None,
    port: int = 0,
    now: datetime | None = None,
    **options: Any,
) -> AsyncIterator[Running]:
    """A workspace on a loopback *port* (0 chooses one) for as long as the block lasts.

    With *state* the workspace continues where that file left it and is kept there; *now* is the team's time at the
    very first start; *options* are the fields of :class:`Options`, as in ``running(manifest=…, rate_limits=False)``.
    """
    with tempfile.TemporaryDirectory(prefix="local-slack-") as scratch:
        origin = Origin(manifest, workspace, state, Path(scratch), now)
        slack = assembling.assembled(origin, Options(**options))
        async with _listening(slack, port) as url, Visitor(url) as visitor:
            yield Running(slack, visitor)


@asynccontextmanager
async def _listening(slack: Slack, port: int) -> AsyncIterator[str]:
    """Answer on *port* until the block ends; then let everybody go and write the state a last time."""
    runner = web.AppRunner(routed(slack), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        slack.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        filing.process_what_waits(slack)
        yield slack.url
    finally:
        await slack.close()
        await runner.cleanup()


def routed(slack: Slack) -> web.Application:
    """The application with all its doors."""
    app = web.Application(middlewares=[only_from_here], client_max_size=LARGEST_REQUEST_BYTES)
    app.router.add_route("*", "/api/{method}", partial(dispatching.answer, slack))
    app.router.add_post("/response/{secret}", partial(responding.receive, slack))
    app.router.add_route("*", "/upload/{file}", partial(filing.receive, slack))
    app.router.add_get("/files/{file}/{name}", partial(filing.serve, slack))
    app.router.add_get(filing.SIGNING_IN, filing.sign_in)
    app.router.add_post("/local/file", partial(filing.take, slack))
    app.router.add_get("/local/changes", partial(streaming.stream, slack))
    for (verb, path), deed in DEEDS.items():
        app.router.add_route(verb, path, partial(_done, slack, deed))
    app.router.add_route("*", "/local/{path:.*}", _unknown)
    if isinstance(slack.courier, Sockets):
        app.router.add_get("/socket", slack.courier.serve)
    app.router.add_get("/", _page)
    app.router.add_get("/archives/{channel}/{message}", _page)
    app.router.add_static("/page", PAGE)
    app.on_response_prepare.append(_asked_anew)
    return app


async def _done(slack: Slack, deed: Deed, request: web.Request) -> web.Response:
    """Do what the request wishes; a refusal carries its code and a sentence."""
    try:
        answer = await deed(Wish(slack, await _fields(request)))
    except MemberRefusedError as refusal:
        body = {"error": refusal.code, "detail": refusal.detail}
        return web.json_response(body, status=refusal.status)
    accepted = isinstance(answer, dict) and answer.get("accepted") is True
    return web.json_response(answer, status=202 if accepted else 200)


async def _fields(request: web.Request) -> Json:
    if request.method in ("GET", "DELETE"):
        return dict(request.query)
    try:
        fields = await request.json()
    except ValueError as error:
        raise MemberRefusedError("invalid_json", "The body must be a JSON object.") from error
    if not isinstance(fields, dict):
        raise MemberRefusedError("invalid_json", "The body must be a JSON object.")
    return fields


async def _unknown(request: web.Request) -> web.Response:
    """A path that does nothing, or not by this verb: answered as every other refusal of this interface."""
    verbs = sorted(verb for verb, path in DEEDS if path == request.path)
    if verbs:
        body = {"error": "unknown_verb", "detail": f"{request.path} is asked with {', '.join(verbs)}."}
        return web.json_response(body, status=405, headers={"Allow": ", ".join(verbs)})
    known = ", ".join(sorted({path for _, path in DEEDS}))
    body = {"error": "unknown_path", "detail": f"There is no {request.path}; there are {known}."}
    return web.json_response(body, status=404)


async def _asked_anew(_request: web.Request, response: web.StreamResponse) -> None:
    """Let browsers ask whether a file of the page changed: after an upgrade, old ones beside new ones would not fit."""
    response.headers.setdefault("Cache-Control", "no-cache")


async def _page(_request: web.Request) -> web.StreamResponse:
    return web.FileResponse(PAGE / "index.html")


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def only_from_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse pages from elsewhere that try to act here through somebody's browser (DNS rebinding, cross-site posts)."""
    host = request.host.rsplit(":", 1)[0].strip("[]")
    origin = request.headers.get("Origin")
    if host not in LOOPBACK or origin not in (None, f"http://{request.host}"):
        raise web.HTTPForbidden(text="The workspace answers only to its own page and to programs on this machine.")
    return await handler(request)
