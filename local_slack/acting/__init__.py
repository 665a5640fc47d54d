"""The member interface: everything that people do in the workspace, over HTTP, for pages, tests and scripts."""

from local_slack.acting import (
    arranging,
    clicking,
    clock_moving,
    commands,
    groups,
    misbehaving,
    reading,
    submitting,
    writing,
)
from local_slack.acting.wishes import DEEDS

__all__ = [
    "DEEDS",
    "arranging",
    "clicking",
    "clock_moving",
    "commands",
    "groups",
    "misbehaving",
    "reading",
    "submitting",
    "writing",
]
