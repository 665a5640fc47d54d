"""Digests by the clock: after an outage the monitors are looked at first, and what stays unread is named."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlmodel import select

from kaizen.people import Person
from kaizen.teams import planning
from scheduler import digests
from storage.messages import Message
from storage.monitors import Monitor
from tests.builders import WORKSPACE, a_monitor, a_team, team
from tests.scheduler.conftest import START, Bot, alive, lives_until, works

ANA = Person(WORKSPACE, "U0ANA", "Ana", "Europe/London")
DIGEST_AT = START + timedelta(days=6, hours=9)
"""The team's Monday."""


@pytest.fixture
async def bot(database) -> AsyncIterator[Bot]:
    async with alive(database, set_up) as running:
        yield running


def set_up(session) -> None:
    """A team of one with a monitor that nobody has looked at since it began."""
    found = team(session, a_team(session, members=(ANA,)))
    found.created_at = START
    session.add(found)
    a_monitor(session, found.id, "Latency", created_at=START, swept_at=START)
    planning.plan(session, found, now=START)


async def the_digests(bot: Bot) -> list[str]:
    posted = await bot.database.read(lambda session: session.exec(select(Message).order_by(Message.id)).all())
    return [message.text for message in posted if "The week of" in message.text]


async def looked_at(bot: Bot) -> None:
    def sweep(session) -> None:
        monitor = session.exec(select(Monitor)).one()
        monitor.swept_at = bot.now
        session.add(monitor)

    await bot.database.transact(sweep)


async def test_after_an_outage_a_digest_waits_for_the_sweeps_and_says_when_it_was_due(bot: Bot):
    bot.runtime.clock.move_to(DIGEST_AT + timedelta(hours=2))
    await works(bot)
    before = await the_digests(bot)
    await looked_at(bot)

    await lives_until(bot, bot.now + digests.FOR_THE_SWEEPS)

    assert before == []
    [digest] = await the_digests(bot)
    assert "not looked at" not in digest
    assert "1 monitor: no signal" in digest
    assert "This digest is late: it was due" in digest


async def test_what_is_still_unread_then_is_named_and_nothing_is_posted_twice(bot: Bot):
    bot.runtime.clock.move_to(DIGEST_AT)
    await works(bot)

    await lives_until(bot, DIGEST_AT + timedelta(hours=1))

    [digest] = await the_digests(bot)
    assert "1 not looked at after" in digest
    assert "(Latency)" in digest


async def test_a_digest_of_monitors_that_were_looked_at_does_not_wait(bot: Bot):
    bot.runtime.clock.move_to(DIGEST_AT - timedelta(hours=1))
    await works(bot)
    await looked_at(bot)

    bot.runtime.clock.move_to(DIGEST_AT)
    await works(bot)

    assert len(await the_digests(bot)) == 1
