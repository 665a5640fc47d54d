"""What the app may do in the workspace, held against its manifest."""

from pathlib import Path
from typing import Any

import yaml

from bot.doctor.findings import Finding


def examined(granted: str) -> Finding:
    """What Slack's header says, scopes with commas between them, against what the manifest asks for."""
    if not granted:
        return Finding("scopes", well=False, words="Slack did not say which ones we have", must=False)
    wanted = manifest()["oauth_config"]["scopes"]
    optional = set(wanted.get("bot_optional", ()))
    missing = set(wanted["bot"]) - {scope.strip() for scope in granted.split(",")}
    if needed := sorted(missing - optional):
        return Finding("scopes", well=False, words=f"missing {', '.join(needed)}; reinstall from app_manifest.yaml")
    if missing:
        return Finding("scopes", well=True, words=f"all that are needed; left out: {', '.join(sorted(missing))}")
    return Finding("scopes", well=True, words="all of the manifest's")


def manifest() -> dict[str, Any]:
    """The app manifest as data."""
    found: dict[str, Any] = yaml.safe_load(manifest_path().read_text())
    return found


def manifest_path() -> Path:
    """Where the app manifest is: in a wheel in the package ``bot``, in a checkout at its root."""
    package = Path(__file__).parents[1]
    packed = package / "app_manifest.yaml"
    return packed if packed.is_file() else package.parent / "app_manifest.yaml"
