"""The bot's threads share their memory, and what it never calls is not loaded."""

import platform
import subprocess
import sys

import pytest

COUNTED = """
import ctypes, threading
from bot import memory

if {shared}:
    memory.share_one_arena()

def take():
    held.append(ctypes.create_string_buffer(100_000))
    done.wait()

held, done = [], threading.Barrier(9)
threads = [threading.Thread(target=take) for _ in range(8)]
for thread in threads:
    thread.start()
done.wait()
libc = ctypes.CDLL(None)
libc.malloc_stats()
"""


def arenas(*, shared: bool) -> int:
    """How many arenas eight threads that hold memory have made, as glibc itself counts them."""
    script = COUNTED.format(shared=shared)
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stderr
    return told.count("Arena ")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc gives threads arenas of their own")
def test_eight_threads_take_their_memory_from_one_place():
    assert arenas(shared=False) > 1
    assert arenas(shared=True) == 1


def test_a_bot_does_without_the_packages_of_terminals_that_a_developer_has():
    """Asked of `kaizen run` itself: it imports all it needs, and stops because no token is set."""
    asked = "print([name for name in ('httpx', 'structlog', 'click', 'rich') if sys.modules.get(name)])"
    script = f"import sys; from bot.cli import main; main(['run']); {asked}"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, env={}).stdout
    assert told == "['httpx', 'structlog']\n"
