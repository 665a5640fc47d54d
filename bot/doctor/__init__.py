"""``kaizen doctor``: one line for each thing that must be in place, with what to do where it is not."""

from bot.doctor.examining import examine
from bot.doctor.scopes import manifest, manifest_path

__all__ = ["examine", "manifest", "manifest_path"]
