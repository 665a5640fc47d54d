"""The bytes of files: received, kept beside the state, processed a moment after completion."""

import asyncio
import mimetypes
import struct
from pathlib import Path
from typing import Any

from aiohttp import web

from local_slack import clock, identities, wire
from local_slack.faults import OF_FILES
from local_slack.slack import Slack
from local_slack.workspace import File, Json

SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": ("image/png", "png"),
    b"\xff\xd8\xff": ("image/jpeg", "jpg"),
    b"GIF8": ("image/gif", "gif"),
    b"%PDF": ("application/pdf", "pdf"),
}
"""Slack looks into the file and does not trust its name."""

OF_PNG = struct.Struct(">16x2I")
"""Where a PNG says how wide and how high it is."""

READING = "url_private"
"""How the timeline and faults name the reading of a file by the app, which is no method of the Web API."""

SIGNING_IN = "/signin"


def place(slack: Slack, file: File) -> Path:
    return slack.files_folder / file.id


async def receive(slack: Slack, request: web.Request) -> web.Response:
    """Take the bytes that the app promised; their number must be the promised one."""
    file = slack.workspace.files.get(request.match_info["file"])
    if file is None or file.uploaded:
        raise web.HTTPNotFound(text="There is no upload waiting under this address.")
    content = await _content(request)
    if len(content) != file.size:
        raise web.HTTPBadRequest(text=f"{file.size} bytes were announced, {len(content)} came.")
    await asyncio.to_thread(_write, place(slack, file), content)
    file.uploaded = True
    slack.keeper.touch()
    return web.Response(text=f"OK - {len(content)}")


async def take(slack: Slack, request: web.Request) -> web.Response:
    """A member gives a file to the workspace (``POST /local/file?as=…&name=…``, the bytes as the body)."""
    member = slack.workspace.members.get(request.query.get("as", ""))
    name = Path(request.query.get("name", "")).name
    content = await request.read()
    if member is None or not name or not content:
        refusal = {"error": "invalid_file", "detail": "Say who gives it (as), its name, and send its bytes."}
        return web.json_response(refusal, status=400)
    file = File(identities.new("F"), name, len(content), member.id, slack.now(), uploaded=True, completed=True)
    file.elsewhere = request.query.get("elsewhere") == "1"
    slack.workspace.files[file.id] = file
    await asyncio.to_thread(_write, place(slack, file), content)
    _recognise(file, content)
    slack.keeper.touch()
    return web.json_response({"ok": True, "file": wire.file(slack, file)})


async def _content(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    for value in (await request.post()).values():
        if isinstance(value, web.FileField):
            return value.file.read()
    return b""


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def complete(slack: Slack, file: File) -> None:
    """Accept the file now, and know its type only after a while."""
    if not file.completed:
        file.completed = True
        slack.in_background(_process(slack, file))


async def _process(slack: Slack, file: File) -> None:
    await asyncio.sleep(slack.options.file_processing_seconds)
    _recognise(file, await asyncio.to_thread(_head, place(slack, file)))
    slack.changed("message")


def _recognise(file: File, head: bytes) -> None:
    """Give *file* its type, by its content or else by its name."""
    guessed = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    by_name = (guessed, file.name.rpartition(".")[2].lower() or "binary")
    file.mimetype, file.filetype = next((kind for mark, kind in SIGNATURES.items() if head.startswith(mark)), by_name)
    if file.filetype == "png" and len(head) >= OF_PNG.size:
        file.width, file.height = OF_PNG.unpack_from(head)


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(OF_PNG.size)


def process_what_waits(slack: Slack) -> None:
    """After a restart: finish what was completed but not processed."""
    for file in slack.workspace.files.values():
        if file.completed and not file.mimetype:
            slack.in_background(_process(slack, file))


def forget(slack: Slack, file: File) -> None:
    place(slack, file).unlink(missing_ok=True)


async def serve(slack: Slack, request: web.Request) -> web.StreamResponse:
    """Give the bytes to the page and to an app that shows its token; never as something that a browser would run."""
    if _is_the_page(request):
        return _bytes(slack, request)
    began, error = clock.elapsed(), None
    try:
        fault = slack.faults.take(OF_FILES, READING)
        if fault and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        if fault and fault.kind == "server_error":
            raise web.HTTPServiceUnavailable
        return _for_the_app(slack, request)
    except web.HTTPException as refusal:
        error = str(refusal.status)
        raise
    finally:
        ms, at = (clock.elapsed() - began) * 1000, slack.clock.now().isoformat()
        slack.timeline.add("app→slack", READING, at=at, ms=ms, error=error, summary=request.path)


def _for_the_app(slack: Slack, request: web.Request) -> web.StreamResponse:
    if not _may_read(slack, request):
        # Slack does not refuse here: it leads to a page, which naive programs then keep as if it were the file.
        raise web.HTTPFound(SIGNING_IN)
    return _bytes(slack, request)


def _bytes(slack: Slack, request: web.Request) -> web.StreamResponse:
    file = slack.workspace.files.get(request.match_info["file"])
    if file is None or not file.uploaded:
        raise web.HTTPNotFound(text="There is no such file.")
    safe = file.mimetype if file.mimetype.startswith(("image/png", "image/jpeg", "image/gif")) else ""
    headers = {"Content-Type": safe or "application/octet-stream", "X-Content-Type-Options": "nosniff"}
    return web.FileResponse(place(slack, file), headers=headers)


async def sign_in(_request: web.Request) -> web.Response:
    """The page that Slack shows instead of a file to whoever may not read it."""
    words = "<!DOCTYPE html><title>Sign in</title><p>Files are given to the bot token, with the scope files:read."
    return web.Response(text=words, content_type="text/html")


def _is_the_page(request: web.Request) -> bool:
    """Whether a person's browser asks, from the page or from the address line; browsers say so, programs do not."""
    return request.headers.get("Sec-Fetch-Site") in ("same-origin", "none")


def _may_read(slack: Slack, request: web.Request) -> bool:
    shown = request.headers.get("Authorization", "") == f"Bearer {slack.app.credentials.bot_token}"
    return shown and "files:read" in slack.app.scopes


def with_local_urls(slack: Slack, value: Any) -> Any:
    """Blocks in which every ``slack_file`` picture says where the page finds it, and how large it is if we know."""
    if isinstance(value, list):
        return [with_local_urls(slack, one) for one in value]
    if not isinstance(value, dict):
        return value
    answer = {key: with_local_urls(slack, one) for key, one in value.items()}
    if isinstance(value.get("slack_file"), dict):
        answer |= _seen(slack, value["slack_file"])
    return answer


def _seen(slack: Slack, reference: Json) -> Json:
    file = slack.workspace.files.get(reference.get("id", ""))
    if file is None:
        return {"local_url": str(reference.get("url", "")).removeprefix(slack.url)}
    size = {"local_width": file.width, "local_height": file.height} if file.width and file.height else {}
    return {"local_url": f"/files/{file.id}/{file.name}", **size}
