"""What the app declares about itself in its manifest: commands, shortcuts, scopes, events."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from local_slack.workspace import Json


@dataclass(frozen=True)
class Command:
    command: str
    description: str
    usage_hint: str = ""
    should_escape: bool = False
    """Names in what is typed become ids: ``@amara`` becomes ``<@U…|amara>``."""


@dataclass(frozen=True)
class Shortcut:
    name: str
    callback_id: str
    description: str
    type: str


@dataclass(frozen=True)
class Manifest:
    app_name: str
    bot_name: str
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    scopes: frozenset[str]
    optional_scopes: frozenset[str]
    events: frozenset[str]
    home_tab: bool
    messages_tab: bool
    messages_tab_read_only: bool
    interactive: bool


def read(source: Path | str | Json) -> Manifest:
    """The manifest in a YAML or JSON file, or already parsed."""
    raw = source if isinstance(source, dict) else yaml.safe_load(Path(source).read_text(encoding="utf-8"))
    features = raw.get("features", {})
    settings = raw.get("settings", {})
    scopes = raw.get("oauth_config", {}).get("scopes", {})
    home = features.get("app_home", {})
    name = raw["display_information"]["name"]
    return Manifest(
        app_name=name,
        bot_name=features.get("bot_user", {}).get("display_name", name),
        commands=tuple(_command(one) for one in features.get("slash_commands", [])),
        shortcuts=tuple(_shortcut(one) for one in features.get("shortcuts", [])),
        scopes=frozenset(scopes.get("bot", [])) | frozenset(scopes.get("bot_optional", [])),
        optional_scopes=frozenset(scopes.get("bot_optional", [])),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
        home_tab=home.get("home_tab_enabled", False),
        messages_tab=home.get("messages_tab_enabled", True),
        messages_tab_read_only=home.get("messages_tab_read_only_enabled", False),
        interactive=settings.get("interactivity", {}).get("is_enabled", False),
    )


def _command(raw: dict[str, Any]) -> Command:
    return Command(
        raw["command"], raw.get("description", ""), raw.get("usage_hint", ""), raw.get("should_escape", False)
    )


def _shortcut(raw: dict[str, Any]) -> Shortcut:
    return Shortcut(raw["name"], raw["callback_id"], raw.get("description", ""), raw["type"])
