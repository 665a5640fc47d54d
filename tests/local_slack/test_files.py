"""Files: upload, completion, and the moment in which Slack does not know them yet."""

import httpx
import pytest

from tests.local_slack.conftest import patiently
from tests.local_slack.test_web_api import AMARA, CARE, refusal

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 24


def chart(file_id: str) -> list[dict]:
    return [{"type": "image", "slack_file": {"id": file_id}, "alt_text": "A chart"}]


async def upload(client, content: bytes = PNG, name: str = "chart.png") -> str:
    """The id of a file whose bytes have been sent, but which is not completed."""
    address = await client.files_getUploadURLExternal(filename=name, length=len(content))
    async with httpx.AsyncClient() as http:
        (await http.post(address["upload_url"], content=content)).raise_for_status()
    return address["file_id"]


async def type_of(client, file_id: str) -> str:
    return (await client.files_info(file=file_id))["file"]["mimetype"]


async def test_a_file_is_shown_only_after_it_has_been_processed(slack, client):
    file_id = await upload(client)
    await client.files_completeUploadExternal(files=[{"id": file_id, "title": "A chart"}])

    at_once = await type_of(client, file_id)
    too_early = await refusal(client.chat_postMessage(channel=CARE, text="chart", blocks=chart(file_id)))
    await patiently(lambda: type_of(client, file_id))
    await client.chat_postMessage(channel=CARE, text="chart", blocks=chart(file_id))

    shown = (await slack.member(AMARA).messages(CARE))[-1]["blocks"][0]["local_url"]
    async with httpx.AsyncClient(headers={"Sec-Fetch-Site": "same-origin"}) as http:
        picture = await http.get(f"{slack.url}{shown}")
    assert (at_once, too_early) == ("", "invalid_blocks")
    assert (picture.content, picture.headers["Content-Type"]) == (PNG, "image/png")


async def test_a_message_says_how_large_its_pictures_are(slack, client):
    drawn = PNG[:8] + b"\x00\x00\x00\x0dIHDR" + (600).to_bytes(4) + (400).to_bytes(4) + PNG[24:]
    file_id = await upload(client, drawn)
    await client.files_completeUploadExternal(files=[{"id": file_id}], channel_id=CARE)
    await patiently(lambda: type_of(client, file_id))
    await client.chat_postMessage(channel=CARE, text="chart", blocks=chart(file_id))

    shared, posted = (await slack.member(AMARA).messages(CARE))[-2:]

    assert [shared["files"][0][side] for side in ("original_w", "original_h")] == [600, 400]
    assert [posted["blocks"][0][side] for side in ("local_width", "local_height")] == [600, 400]


async def test_the_sdks_own_upload_works_and_shares_into_the_channel(slack, client):
    await client.files_upload_v2(
        channel=CARE, content="a,b\n1,2\n", filename="readings.csv", initial_comment="The readings"
    )

    message = (await slack.member(AMARA).messages(CARE))[-1]

    assert message["text"] == "The readings"
    assert message["files"][0]["name"] == "readings.csv"


async def test_the_type_is_seen_in_the_content_and_not_in_the_name(client):
    file_id = await upload(client, PNG, "notes.txt")
    await client.files_completeUploadExternal(files=[{"id": file_id}])

    assert await patiently(lambda: type_of(client, file_id)) == "image/png"


async def test_a_web_page_is_never_served_as_one(slack, client):
    file_id = await upload(client, b"<script>alert(1)</script>", "chart.html")

    async with httpx.AsyncClient(headers={"Sec-Fetch-Site": "same-origin"}) as http:
        served = await http.get(f"{slack.url}/files/{file_id}/chart.html")

    assert served.headers["Content-Type"] == "application/octet-stream"
    assert served.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_program_reads_a_file_only_with_its_token(slack, client):
    file_id = await upload(client)
    address = f"{slack.url}/files/{file_id}/chart.png"

    async with httpx.AsyncClient() as http:
        without = await http.get(address)
        led_on = await http.get(address, follow_redirects=True)
        with_token = await http.get(address, headers={"Authorization": f"Bearer {slack.bot_token}"})

    assert (without.status_code, with_token.status_code) == (302, 200)
    assert (led_on.status_code, "Sign in" in led_on.text) == (200, True), "as on Slack: a page, and no error"


async def test_other_bytes_than_announced_are_refused(client):
    address = await client.files_getUploadURLExternal(filename="chart.png", length=10)

    async with httpx.AsyncClient() as http:
        answer = await http.post(address["upload_url"], content=b"short")

    assert answer.status_code == 400


async def test_what_was_not_uploaded_cannot_be_completed(client):
    address = await client.files_getUploadURLExternal(filename="chart.png", length=10)

    assert await refusal(client.files_completeUploadExternal(files=[{"id": address["file_id"]}])) == "file_not_found"
    assert await refusal(client.files_info(file=address["file_id"])) == "file_not_found"


@pytest.mark.parametrize("length", [0, "many"])
async def test_a_length_that_is_none_is_refused(client, length):
    assert await refusal(client.files_getUploadURLExternal(filename="x", length=length)) == "invalid_arguments"


async def test_what_the_app_reads_stands_in_the_timeline_and_can_be_made_slow_or_fail(slack):
    file = await slack.member(AMARA).give("readings.csv", b"at,value\n")
    address, headers = file["url_private_download"], {"Authorization": f"Bearer {slack.bot_token}"}
    await slack.visitor.fault("server_error", "url_private")
    await slack.visitor.fault("slow", "url_private", seconds=0.2)

    async with httpx.AsyncClient(headers=headers) as http:
        answers = [await http.get(address) for _ in range(2)]

    read = [entry for entry in await slack.visitor.timeline() if entry["what"] == "url_private"]
    assert [answer.status_code for answer in answers] == [503, 200]
    assert [entry["error"] for entry in read] == ["503", None]
    assert read[1]["ms"] >= 200
