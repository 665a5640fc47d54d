"""The demonstration's files: what is entered into a fresh local workspace, and the data that its monitors read.

``python -m bot.demonstration`` enters it. This module stays light, because `kaizen local` only waits most of its life.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

SCENE: Final = "scene.json"


def folder() -> Path:
    """Where the files are: in a wheel beside this one, in a checkout at its root."""
    packed = Path(__file__).with_name("files")
    return packed if packed.is_dir() else Path(__file__).parents[2] / "demonstration"


def data() -> Path:
    """The folder of files that the monitors read."""
    return folder() / "data"


def described() -> dict[str, Any]:
    """Who enters what, and when it begins."""
    found: dict[str, Any] = json.loads((folder() / SCENE).read_text(encoding="utf-8"))
    return found


def begins() -> datetime:
    """The team's time in a fresh workspace."""
    return datetime.fromisoformat(described()["begins"])
