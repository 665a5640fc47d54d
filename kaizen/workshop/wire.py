"""How the bot and its child write to each other: a length of four bytes, then a pickle."""

import pickle
import struct
from typing import Any

_FORMAT = struct.Struct(">I")
LENGTH = _FORMAT.size


def packed(thing: Any) -> bytes:
    """A thing as it travels."""
    content = pickle.dumps(thing)
    return _FORMAT.pack(len(content)) + content


def length(head: bytes) -> int:
    """How many bytes follow."""
    size: int = _FORMAT.unpack(head)[0]
    return size
