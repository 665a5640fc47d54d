"""Bring a user group of Slack to what is wanted of it, call by call."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from storage.user_groups import Stage


@dataclass(frozen=True)
class Visit:
    """One look at a user group, and perhaps the change, that this process, and no other, makes now."""

    stage: Stage
    group: int
    attempt: int
    version: int
    workspace: str
    slack_id: str
    wanted: str
    placed: tuple[str, ...]


async def seat(client: AsyncWebClient, visit: Visit) -> list[str]:
    """Who was in the group.

    Slack only replaces all members at once. They are read again just before that, so that nobody is lost whom
    somebody has let in meanwhile.
    """
    async with asyncio.timeout(client.timeout):
        present: list[str] = (await client.usergroups_users_list(usergroup=visit.slack_id))["users"]
        if visit.stage is Stage.REPLACE and differs(present, wanted=visit.wanted, placed=visit.placed):
            users = wished(present, wanted=visit.wanted, placed=visit.placed)
            await client.usergroups_users_update(usergroup=visit.slack_id, users=users)
    return present


def wished(present: Sequence[str], *, wanted: str, placed: Collection[str]) -> list[str]:
    """Who shall be in the group: whom people put there, and the one who is wanted, if anybody is.

    >>> wished(["UTOM", "UANA"], wanted="UBEN", placed={"UANA"})
    ['UTOM', 'UBEN']
    >>> wished(["UTOM", "UANA"], wanted="", placed={"UANA"})
    ['UTOM']
    """
    staying = [user for user in present if user == wanted or user not in placed]
    return staying if not wanted or wanted in staying else [*staying, wanted]


def differs(present: Sequence[str], *, wanted: str, placed: Collection[str]) -> bool:
    """Whether something has to be changed, and Slack can: it leaves no group empty.

    >>> differs(["UANA"], wanted="", placed={"UANA"})
    False
    """
    users = wished(present, wanted=wanted, placed=placed)
    return bool(users) and set(users) != set(present)
