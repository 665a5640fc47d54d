"""Files: an address to upload to, completion, and a little processing.

https://docs.slack.dev/messaging/working-with-files
"""

from typing import Any

from local_slack import filing, identities, posting, wire
from local_slack.api.calls import Call
from local_slack.api.registry import method
from local_slack.rates import Tier
from local_slack.refusals import SlackError
from local_slack.workspace import Channel, File, Json, Message


@method("files.getUploadURLExternal", "files:write", tier=Tier.FOUR)
def upload_address(call: Call) -> Json:
    name = call.required("filename")
    size = call.number("length", 0, most=1_000_000_000)
    if not size:
        raise SlackError("invalid_arguments", "[ERROR] must be greater than 0 [json-pointer:/length]")
    file = File(identities.new("F"), name, size, call.slack.bot.id, call.slack.now(), alt_text=call.text("alt_txt"))
    call.slack.workspace.files[file.id] = file
    return {"upload_url": f"{call.slack.url}/upload/{file.id}", "file_id": file.id}


@method("files.completeUploadExternal", "files:write", tier=Tier.FOUR)
def complete(call: Call) -> Json:
    given = call.structure("files")
    if not isinstance(given, list) or not given:
        raise SlackError("invalid_arguments", "[ERROR] missing required field: files")
    files = [_uploaded(call, one) for one in given]
    where = _shared_to(call)
    for file in files:
        filing.complete(call.slack, file)
    if where is not None:
        _share(call, where, files)
    return {"files": [wire.file(call.slack, file) for file in files]}


@method("files.info", "files:read", tier=Tier.FOUR)
def one(call: Call) -> Json:
    file = call.slack.workspace.files.get(call.required("file"))
    if file is None or not file.completed:
        raise SlackError("file_not_found")
    return {"file": wire.file(call.slack, file), "comments": [], "response_metadata": {"next_cursor": ""}}


@method("files.delete", "files:write")
def delete(call: Call) -> Json:
    file = call.slack.workspace.files.pop(call.required("file"), None)
    if file is None:
        raise SlackError("file_not_found")
    filing.forget(call.slack, file)
    return {}


def _uploaded(call: Call, given: Any) -> File:
    file = call.slack.workspace.files.get(str(given.get("id"))) if isinstance(given, dict) else None
    if file is None or not file.uploaded:
        raise SlackError("file_not_found")
    file.title = str(given.get("title") or file.name)
    return file


def _shared_to(call: Call) -> Channel | None:
    if not call.given("channel_id"):
        return None
    where = call.channel("channel_id")
    if call.slack.bot.id not in where.members:
        raise SlackError("not_in_channel")
    return where


def _share(call: Call, where: Channel, files: list[File]) -> None:
    """Post the files themselves, as Slack does when a channel is named."""
    message = Message(
        ts="",
        user=call.slack.bot.id,
        text=call.text("initial_comment"),
        bot=True,
        username=call.slack.bot.real_name,
        thread_ts=call.text("thread_ts") or None,
        files=[file.id for file in files],
    )
    for file in files:
        file.channels.append(where.id)
    posting.post(call.slack, where, message)
