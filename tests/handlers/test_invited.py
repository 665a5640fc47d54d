"""Who comes into a channel and who is not in it any more, as the bot hears of it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from storage import jobs, teams
from storage.audit import AuditEvent
from tests import stage
from tests.handlers.test_teams import AMARA, CRAFTS, GRACE, KAIZEN, TOM, a_team, eventually, private, public
from tests.stage import Actor, Scene

WORKSPACE = "T05HARBOUR1"
NOON = datetime(2026, 12, 2, 12, tzinfo=UTC)
"""A Wednesday on which London works, and California not yet."""


@pytest.fixture
async def scene(database_url: str, tmp_path: Path) -> AsyncIterator[Scene]:
    async with stage.open(database_url, tmp_path, now=NOON) as found:
        yield found


async def an_audit_team(scene: Scene, **typed) -> Actor:
    """A team in a private channel, led by Amara."""
    amara = Actor(scene, AMARA)
    channel = scene.channel("audit-room")
    for user in (KAIZEN, TOM, GRACE):
        await amara.member.invite(channel, user)
    form = {"name": "Audit", "members": [AMARA, TOM, GRACE], "facilitators": [AMARA, GRACE], **CRAFTS, **typed}
    await a_team(scene, amara, channel="audit-room", **form)
    return amara


async def roster(scene: Scene, channel: str = "audit-room") -> set[str]:
    def look(session):
        team = teams.of_channel(session, WORKSPACE, scene.channel(channel))
        return {member.user for member in teams.members(session, WORKSPACE, team.id)}

    return await scene.bot.runtime.database.read(look)


async def left(scene: Scene, user: str, channel: str = "audit-room") -> None:
    async def look():
        return user not in await roster(scene, channel)

    await eventually(look)


async def told_privately(actor: Actor, words: str) -> list[str]:
    return [message["text"] for message in await actor.reads_privately() if words in message["text"]]


async def test_who_is_taken_out_of_a_private_channel_sees_nothing_of_its_team_any_more(scene: Scene):
    amara, tom = await an_audit_team(scene), Actor(scene, TOM)
    await amara.types("/kaizen idea", channel="audit-room")
    await amara.submits(pain="The Quagga ledger is late.", proposal="Send it earlier.", areas=["time"])
    await amara.submits()
    await tom.types("/kaizen ideas Quagga", channel="model-care")
    before = (await private(tom, "model-care"))[-1]

    await amara.member.kick(scene.channel("audit-room"), TOM)
    await left(scene, TOM)
    await tom.types("/kaizen ideas Quagga", channel="model-care")

    assert "Send it earlier" in before
    assert "Send it earlier" not in (await private(tom, "model-care"))[-1]
    assert "Send it earlier" not in str(await tom.member.home(opening=True))
    assert "Send it earlier" in str(await amara.member.home(opening=True))


async def test_who_is_taken_out_of_a_private_channel_is_asked_nothing_by_its_team(scene: Scene):
    amara, tom = await an_audit_team(scene, facilitators=[AMARA, TOM]), Actor(scene, TOM)
    await amara.member.kick(scene.channel("audit-room"), TOM)
    await left(scene, TOM)

    await amara.types("/kaizen rota", channel="audit-room")
    await amara.types("/kaizen retro now", channel="audit-room")

    def planned(session):
        return {str(job.payload.get("user")) for job in session.exec(select(jobs.Job)).all()}

    asked = await scene.bot.runtime.database.read(planned)
    assert AMARA in asked
    assert TOM not in asked
    assert f"<@{TOM}>" not in (await private(amara, "audit-room"))[-1]
    assert await tom.reads_privately() == []


async def test_the_lead_is_told_once_that_somebody_is_not_in_the_private_channel_any_more(scene: Scene):
    amara, channel = await an_audit_team(scene), scene.channel("audit-room")
    await scene.slack.visitor.fault("duplicate_event")

    await amara.member.kick(channel, TOM)
    await left(scene, TOM)
    await asyncio.sleep(0.5)  # the same event again would come as late as that

    heard = [entry for entry in await scene.slack.visitor.timeline() if entry["what"] == "member_left_channel"]
    assert len(heard) == 2
    [told] = await told_privately(amara, "no longer in")
    assert f"<@{TOM}> is no longer in <#{channel}>, which is private." in told
    assert "invite them to the channel and add them under /kaizen team" in told
    [deed] = await deeds(scene, "teams.left_channel")
    assert (deed.actor, deed.details) == (TOM, {"members": 2, "led": False})
    assert any("Welcome, Audit: 2 people" in text for text in await public(amara, "audit-room"))


async def deeds(scene: Scene, action: str) -> list[AuditEvent]:
    wanted = select(AuditEvent).where(AuditEvent.action == action)
    return await scene.bot.runtime.database.read(lambda session: list(session.exec(wanted).all()))


async def test_that_the_lead_is_not_in_the_private_channel_any_more_is_told_to_the_deputy(scene: Scene):
    await an_audit_team(scene, **{**CRAFTS, "mlops": [GRACE]})
    tom, grace = Actor(scene, TOM), Actor(scene, GRACE)
    await scene.bot.runtime.database.transact(lambda session: _deputise(session, scene.channel("audit-room"), GRACE))

    await tom.member.kick(scene.channel("audit-room"), AMARA)
    await left(scene, AMARA)
    too_early = await told_privately(grace, "no longer in")
    await scene.moves_to(NOON + timedelta(hours=6))
    await grace.types("/kaizen team", channel="audit-room")
    await grace.clicks("teams.change", (await grace.reads("audit-room"))[-1], channel="audit-room")
    named = await grace.submits(
        lead=GRACE, deputy="", members=[TOM, GRACE], data_science=[GRACE], mlops=[GRACE], facilitators=[GRACE]
    )

    [told] = await told_privately(grace, "no longer in")
    assert f"<@{AMARA}>, who leads Audit, is no longer in" in told
    assert "The team needs another lead" in told
    assert too_early == [], "it is four in the morning in California"
    assert await told_privately(Actor(scene, AMARA), "no longer in") == []
    assert named["errors"] == {}


def _deputise(session, channel: str, user: str) -> None:
    team = teams.of_channel(session, WORKSPACE, channel)
    team.deputy = user
    session.add(team)


async def test_who_leaves_a_public_channel_stays_in_its_team(scene: Scene):
    amara = Actor(scene, AMARA)
    await a_team(scene, amara)
    before = await roster(scene, "model-care")

    await amara.member.kick(scene.channel("model-care"), GRACE)
    await amara.types("/kaizen team")
    await asyncio.sleep(0.3)

    assert GRACE in before
    assert await roster(scene, "model-care") == before
    assert await told_privately(amara, "no longer in") == []
