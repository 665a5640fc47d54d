"""What Slack makes of what people type."""

import asyncio
import json
import subprocess
import sys

import pytest

import local_slack
from local_slack import MemberInterfaceError, keeping
from local_slack.acting import typed
from local_slack.manifest import read
from tests.local_slack.conftest import MANIFEST, QUICK
from tests.local_slack.sockets import told
from tests.local_slack.test_web_api import AMARA, CARE, refusal

WORKSPACE = keeping.restored(json.loads(local_slack.DEMONSTRATION.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
        ("<!channel> look", "&lt;!channel&gt; look"),
        ("hello @grace.liu.", "hello <@U05C2PRYDWS>."),
        ("hello <@U05C2PRYDWS>!", "hello <@U05C2PRYDWS>!"),
        ("see #model-care", "see <#C05MODELCAR|>"),
        ("mail me@grace.liu", "mail me@grace.liu"),
        ("hello @nobody", "hello @nobody"),
        ("ask @kaizen-facilitator.", "ask <!subteam^S05FACILITA|@kaizen-facilitator>."),
        ("ask <!subteam^S05FACILITA>", "ask <!subteam^S05FACILITA>"),
        ("not #audit-room", "not #audit-room"),
    ],
)
def test_a_message_is_escaped_and_its_names_become_ids(text, sent):
    assert typed.as_message(WORKSPACE, text) == sent


def test_a_command_that_wants_ids_gets_them_with_the_names():
    text = typed.as_command(WORKSPACE, "swap @grace.liu in #model-care")

    assert text == "swap <@U05C2PRYDWS|grace.liu> in <#C05MODELCAR|model-care>"


async def test_a_command_that_does_not_want_ids_gets_what_was_typed(slack, app):
    payload, _ = await told(app, slack.member(AMARA).command(CARE, "/count", "<b> @grace.liu"))

    assert payload["text"] == "<b> @grace.liu"


def declared(**app_home: bool) -> dict:
    """The tests' manifest, with another Home tab."""
    raw = local_slack.manifest.yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    raw["features"]["app_home"] |= app_home
    return raw


async def test_an_app_that_does_not_read_is_not_written_to():
    manifest = declared(messages_tab_read_only_enabled=True)
    async with local_slack.running(manifest=manifest, **QUICK) as slack:
        direct = await slack.member(AMARA).direct("app")

        with pytest.raises(MemberInterfaceError, match="messages_tab_read_only"):
            await slack.member(AMARA).write(direct, "hello?")


async def test_a_command_is_not_for_threads(slack, client):
    ts = (await client.chat_postMessage(channel=CARE, text="A card"))["ts"]

    with pytest.raises(MemberInterfaceError, match="not_in_threads"):
        await slack.visitor.post("command", **{"as": AMARA}, channel=CARE, command="/count", thread_ts=ts)


async def test_without_a_messages_tab_the_app_cannot_write_to_people(client):
    async with local_slack.running(manifest=declared(messages_tab_enabled=False), **QUICK) as slack:
        client.base_url, client.token = slack.api_url, slack.bot_token

        assert await refusal(client.chat_postMessage(channel=AMARA, text="hello")) == "messages_tab_disabled"


def test_the_projects_own_manifest_is_understood():
    manifest = read(MANIFEST.parents[2] / "app_manifest.yaml")

    assert "/kaizen" in [known.command for known in manifest.commands]
    assert "chat:write" in manifest.scopes


async def run(*arguments: str) -> tuple[int, str]:
    """``python -m local_slack``, when it cannot stand."""
    command = [sys.executable, "-m", "local_slack", "--manifest", str(MANIFEST), *arguments]
    done = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stderr


async def test_a_taken_port_a_missing_file_and_an_unreadable_state_are_said_in_a_sentence(slack, tmp_path):
    strange = tmp_path / "state.json"
    strange.write_text(json.dumps({"workspace": {"id": "T1", "colour": "red"}}), encoding="utf-8")

    taken, missing, unreadable = await asyncio.gather(
        run("--port", slack.url.rsplit(":", 1)[1]),
        run("--port", "0", "--manifest", str(tmp_path / "none.yaml")),
        run("--port", "0", "--state", str(strange)),
    )

    assert taken[0] == missing[0] == unreadable[0] == 1
    assert "cannot listen" in taken[1]
    assert "There is no file" in missing[1]
    assert "no workspace of this version" in unreadable[1]
    assert "Traceback" not in taken[1] + missing[1] + unreadable[1]
