"""Slack's Web API, one module for each family of methods.

A module registers its methods by decorator; importing it here is what makes them answer.
"""

from local_slack.api import (
    apps,
    chat,
    conversations,
    files,
    history,
    identity,
    pins,
    reactions,
    usergroups,
    users,
    views,
)
from local_slack.api.registry import METHODS

__all__ = [
    "METHODS",
    "apps",
    "chat",
    "conversations",
    "files",
    "history",
    "identity",
    "pins",
    "reactions",
    "usergroups",
    "users",
    "views",
]
