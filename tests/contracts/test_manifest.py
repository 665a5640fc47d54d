"""The app manifest is valid and says what the code does: each listener has its command, each call its scope."""

import ast
import inspect
import json
from pathlib import Path

import jsonschema
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot import app as bolt
from bot import doctor
from bot.settings import Settings
from kaizen.clock import Clock
from kaizen.runtime import Runtime
from kaizen.sealing import Seal
from message_templates import catalogue, render
from outbox import Outbox
from storage.database import Database

ROOT = Path(__file__).parents[2]
SCHEMA = Path(__file__).with_name("slack_manifest.schema.2.json")
CODE = ("bot", "handlers", "scheduler", "outbox")

SCOPES = {
    "apps_connections_open": set(),  # the app-level token's connections:write, which no manifest can ask for
    "auth_test": set(),
    "chat_postMessage": {"chat:write"},
    "chat_postEphemeral": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": {"channels:history", "groups:history", "im:history"},
    "conversations_info": {"channels:read", "groups:read"},
    "conversations_join": {"channels:join"},
    "conversations_members": {"channels:read", "groups:read"},
    "conversations_open": {"im:write"},
    "conversations_replies": {"channels:history", "groups:history", "im:history"},
    "files_completeUploadExternal": {"files:write"},
    "files_getUploadURLExternal": {"files:write"},
    "files_info": {"files:read"},
    "usergroups_list": {"usergroups:read"},
    "usergroups_users_list": {"usergroups:read"},
    "usergroups_users_update": {"usergroups:write"},
    "users_info": {"users:read"},
    "views_open": set(),
    "views_publish": set(),
    "views_push": set(),
    "views_update": set(),
}
"""What each Web API method needs, by Slack's method pages, for the kinds of conversation that we use it on."""

EVENT_SCOPES = {
    "app_home_opened": set(),
    "user_change": {"users:read"},
    "member_joined_channel": {"channels:read"},  # and groups:read for those of private channels
    "member_left_channel": {"channels:read", "groups:read"},
}


@pytest.fixture(scope="module")
def manifest():
    return doctor.manifest()


def called() -> set[str]:
    """Every Web API method that the code names as ``client.method_name``."""
    found = set()
    for path in (file for folder in CODE for file in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and "client" in ast.unparse(node.value).lower():
                found.add(node.attr)
    return {name for name in found if hasattr(AsyncWebClient, name) and "_" in name} - {"retry_handlers", "base_url"}


@pytest.fixture
async def app(tmp_path):
    settings = Settings(_env_file=None, SLACK_BOT_TOKEN="xoxb-not-used", data_dir=tmp_path)
    client = AsyncWebClient(token="xoxb-not-used")
    database = Database(settings.database)
    runtime = Runtime(database, Clock(), Seal(b"key"))
    yield bolt.build(settings, runtime, client, Outbox(database, client, clock=runtime.clock, render=render.message))
    await database.close()


def listened(app) -> set[tuple[str, str]]:
    """(kind, name) of everything that the app listens to, read from what Bolt's own matchers closed over."""
    matchers = (m.func for listener in app._async_listeners for m in listener.matchers if hasattr(m, "func"))
    return {found for matcher in matchers if (found := _closed_over(matcher))}


def _closed_over(matcher) -> tuple[str, str] | None:
    inner = inspect.getclosurevars(matcher).nonlocals.get("func")
    if inner is None:
        return None
    kept = inspect.getclosurevars(inner).nonlocals
    name = next(
        (kept[key] for key in ("command", "callback_id", "action_id", "event_type", "constraints") if key in kept), None
    )
    return inner.__qualname__.split(".")[0], name["type"] if isinstance(name, dict) else str(name)


def test_the_manifest_is_valid(manifest):
    jsonschema.validate(manifest, json.loads(SCHEMA.read_text()))


def test_every_call_to_slack_has_its_scope(manifest):
    granted = set(manifest["oauth_config"]["scopes"]["bot"])

    unknown = called() - SCOPES.keys()
    missing = {method: SCOPES[method] - granted for method in called() & SCOPES.keys() if SCOPES[method] - granted}

    assert not unknown, "say in SCOPES what these need"
    assert not missing


def test_no_scope_is_asked_for_in_vain(manifest):
    needed = {scope for method in called() for scope in SCOPES.get(method, ())}
    needed |= {
        scope for event in manifest["settings"]["event_subscriptions"]["bot_events"] for scope in EVENT_SCOPES[event]
    }
    needed |= {"commands"}

    assert set(manifest["oauth_config"]["scopes"]["bot"]) == needed


def test_what_a_workspace_may_refuse_is_optional(manifest):
    scopes = manifest["oauth_config"]["scopes"]

    assert set(scopes["bot_optional"]) <= set(scopes["bot"])
    refusable = {s for s in scopes["bot"] if s.startswith(("usergroups:", "groups:")) or s == "channels:join"}
    assert refusable == set(scopes["bot_optional"])


async def test_every_listener_has_its_command_shortcut_or_event_in_the_manifest(app, manifest):
    features = manifest["features"]
    declared = {command["command"] for command in features["slash_commands"]}
    declared |= {shortcut["callback_id"] for shortcut in features["shortcuts"]}
    declared |= set(manifest["settings"]["event_subscriptions"]["bot_events"])
    heard = {name for kind, name in listened(app) if kind in {"command", "shortcut", "event"}}

    assert heard == declared


async def test_every_button_menu_and_modal_of_the_templates_has_a_listener(app):
    heard = {name for kind, name in listened(app) if kind not in {"command", "shortcut", "event"}}
    modals, actions = set(), set()
    for shown in catalogue.all_shown():
        if shown.surface == "modal" and "submit" in shown.payload:
            modals.add(shown.payload["callback_id"])
        for block in shown.payload["blocks"]:
            within = [*block.get("elements", ()), block.get("accessory") or {}]
            actions |= {e["action_id"] for e in within if "action_id" in e and not e.get("url")}

    assert modals - heard == set()
    assert actions - heard == set()
