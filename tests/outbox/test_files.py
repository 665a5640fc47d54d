import asyncio
import struct
import time
import zlib

import pytest
import yaml
from sqlmodel import Session

import local_slack
from kaizen.announcements import Announcement, InChannel, Outcome
from outbox import NoSuchMessage, Shown, files
from storage import pictures
from storage.pictures import Stage
from tests.outbox import voice
from tests.outbox.conftest import CHANNEL, PERSON, QUICK, Desk, a_process


def a_png(shade: int = 0) -> bytes:
    """A picture of one grey pixel."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixel = zlib.compress(bytes([0, shade]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


@pytest.fixture
async def slack():
    """A workspace that lets the bot bring files."""
    manifest = yaml.safe_load(voice.MANIFEST.read_text(encoding="utf-8"))
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    scopes += sorted({"files:read", "files:write"} - set(scopes))
    async with local_slack.running(manifest=manifest, **QUICK) as running:
        yield running


async def alert(desk: Desk, text: str, content: bytes) -> None:
    """Announce words with a chart under them."""

    def work(session: Session) -> None:
        desk.outbox.store(session, Outcome(desk.workspace, [Announcement("chart", "alert", InChannel(CHANNEL), text)]))
        desk.outbox.attach(session, picture(content), workspace=desk.workspace, key="alert", block_id="chart")

    await desk.database.transact(work)
    desk.outbox.wake()


def picture(content: bytes) -> Shown:
    return Shown("accuracy.png", content, voice.ALT)


async def shown(slack) -> tuple[str, list[str]]:
    """The words of the only message, and the files that its image blocks show."""
    [message] = await slack.member(PERSON).messages(CHANNEL)
    return message["text"], [block["slack_file"]["id"] for block in message["blocks"] if block["type"] == "image"]


async def test_a_message_waits_for_its_picture_and_is_posted_once_with_it(desk, reader, slack):
    await alert(desk, "Accuracy", a_png())

    assert await desk.outbox.drained()
    text, [file] = await shown(slack)
    assert (text, slack.slack.workspace.files[file].mimetype) == ("Accuracy", "image/png")
    assert (len(await reader.calls("chat.postMessage")), await reader.calls("chat.update")) == (1, [])


async def test_when_slack_is_slow_the_words_go_first_and_the_picture_is_edited_in(open_desk, reader, slack):
    await slack.visitor.fault("slow", "files.getUploadURLExternal", seconds=4)

    async with open_desk(patience=0.5) as desk:
        await alert(desk, "Accuracy", a_png())
        await reader.until(["Accuracy"])
        early = await shown(slack)
        assert await desk.outbox.drained()

    assert early == ("Accuracy", [])
    assert len((await shown(slack))[1]) == 1


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal", "files.info"])
@pytest.mark.parametrize("kind", ["lost_reply", "server_error", "ratelimited"])
async def test_whatever_step_fails_the_picture_is_there_in_the_end(desk, slack, method, kind):
    await slack.visitor.fault(kind, method, retry_after=1)

    await alert(desk, "Accuracy", a_png())

    assert await desk.outbox.drained()
    assert len((await shown(slack))[1]) == 1


async def test_a_picture_that_slack_refuses_does_not_keep_the_words(desk, slack):
    await slack.visitor.fault("error", "files.getUploadURLExternal", error="missing_scope")
    start = time.monotonic()

    await alert(desk, "Accuracy", a_png())

    assert await desk.outbox.drained()
    assert await shown(slack) == ("Accuracy", [])
    assert time.monotonic() - start < files.PATIENCE.total_seconds()
    [found] = await desk.database.read(lambda session: pictures.parked(session, desk.workspace))
    assert (found.stage, found.reason) == (Stage.PARKED, "missing_scope")


async def test_a_parked_picture_is_edited_in_when_it_is_tried_again(desk, slack):
    await slack.visitor.fault("error", "files.getUploadURLExternal", error="missing_scope")
    await alert(desk, "Accuracy", a_png())
    await desk.outbox.drained()
    [found] = await desk.database.read(lambda session: pictures.parked(session, desk.workspace))

    await desk.database.transact(lambda session: files.retry_parked(session, found.id))
    desk.outbox.wake()

    assert await desk.outbox.drained()
    assert len((await shown(slack))[1]) == 1
    assert await desk.database.read(lambda session: pictures.parked(session, desk.workspace)) == []


async def test_the_same_picture_again_is_not_uploaded_again(desk, reader, slack):
    await alert(desk, "Accuracy", a_png())
    await desk.outbox.drained()
    before = await shown(slack)

    await alert(desk, "Accuracy, acknowledged", a_png())

    assert await desk.outbox.drained()
    assert await shown(slack) == ("Accuracy, acknowledged", before[1])
    assert len(await reader.calls("files.getUploadURLExternal")) == 1


async def test_a_new_picture_replaces_the_old_one_which_stays_until_then(desk, reader, slack):
    await alert(desk, "Accuracy", a_png(0))
    await desk.outbox.drained()
    _, before = await shown(slack)
    await slack.visitor.fault("slow", "files.getUploadURLExternal", seconds=3)

    await alert(desk, "Accuracy today", a_png(255))
    await reader.until(["Accuracy today"])
    between = await shown(slack)

    assert await desk.outbox.drained()
    _, after = await shown(slack)
    assert between == ("Accuracy today", before)
    assert (len(after), after != before) == (1, True)


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal", "files.info"])
async def test_what_a_killed_sender_left_halfway_is_finished(open_desk, database_url, slack, method):
    async with open_desk(api_url="http://127.0.0.1:9/api/") as cut_off:
        await alert(cut_off, "Accuracy", a_png())
    async with a_process(database_url, slack, "between", method) as mortal:
        await asyncio.wait_for(mortal.wait(), 20)

    async with open_desk() as desk:
        assert await desk.outbox.drained()

    assert len((await shown(slack))[1]) == 1


async def test_the_bytes_are_forgotten_once_slack_has_them(desk):
    await alert(desk, "Accuracy", a_png())
    await desk.outbox.drained()

    [found] = await desk.database.read(lambda session: pictures.of_message(session, 1))

    assert (found.stage, found.content, found.upload_url) == (Stage.READY, None, None)


async def test_a_picture_for_a_message_that_nobody_announced_is_refused(desk):
    with pytest.raises(NoSuchMessage, match="never announced"):
        await desk.database.transact(
            lambda session: desk.outbox.attach(session, picture(a_png()), workspace="T1", key="nothing", block_id="b")
        )
