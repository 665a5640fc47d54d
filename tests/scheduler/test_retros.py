"""Retros by the clock: begun once, moved on once, said in time or not at all."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import select

from kaizen.people import Person
from kaizen.retros import stepping, telling
from kaizen.teams import planning
from scheduler import timetable
from storage import facilitators, jobs, people, retros, teams
from storage.facilitators import Turn
from storage.jobs import Job
from storage.messages import Message
from storage.retros import Phase, Retro
from tests.builders import WORKSPACE, a_team, team
from tests.scheduler.conftest import START, Bot, alive, lives_until, works

ANA, BEN, CAI = (
    Person(WORKSPACE, f"U0{name.upper()}", name, zone)
    for name, zone in (("Ana", "Europe/London"), ("Ben", "Asia/Tokyo"), ("Cai", "America/Los_Angeles"))
)
HOUR = timedelta(hours=1)
RETRO_AT = START + timedelta(days=7)
"""Tuesday, a week after the team began."""


@pytest.fixture
async def bot(database) -> AsyncIterator[Bot]:
    async with alive(database, set_up) as running:
        yield running


def set_up(session) -> None:
    """A team of three, all of whom facilitate, with its schedules."""
    found = team(session, a_team(session, members=(ANA, BEN, CAI)))
    found.created_at = START
    for person in (ANA, BEN, CAI):
        described = {"workspace": WORKSPACE, "user": person.user, "name": person.name, "zone": person.zone}
        people.remember(session, people.SlackPerson(**described, seen_at=START))
        member = teams.membership(session, WORKSPACE, found.id, person.user)
        member.facilitates = True
        session.add(member)
    session.add(found)
    session.flush()
    planning.plan(session, found, now=START)


async def every(bot: Bot, table):
    return await bot.database.read(lambda session: session.exec(select(table).order_by(table.id)).all())


async def said_to(bot: Bot, person: Person) -> list[Message]:
    return [message for message in await every(bot, Message) if message.person == person.user]


async def test_a_retro_begins_once_however_often_its_job_is_given(bot):
    await lives_until(bot, RETRO_AT)
    [job] = [job for job in await every(bot, Job) if job.kind == planning.RETRO]

    again = partial(jobs.enqueue, workspace=WORKSPACE, kind=job.kind, run_at=bot.now, payload=job.payload)
    await bot.database.transact(partial(again, key=f"{job.key}:again"))
    await works(bot)

    [retro] = await every(bot, Retro)
    assert (retro.number, retro.phase, retro.facilitator) == (1, Phase.COLLECT, BEN.user)


async def test_a_retro_that_still_runs_is_let_finish(bot):
    await lives_until(bot, RETRO_AT)

    def dawdle(session) -> None:
        retro = retros.running(session, WORKSPACE, 1)
        retro.step, retro.phase_due_at = 99, RETRO_AT + timedelta(days=60)
        session.add(retro)

    await bot.database.transact(dawdle)
    await lives_until(bot, RETRO_AT + timedelta(days=29))

    assert len(await every(bot, Retro)) == 1


async def test_the_thread_of_a_retro_that_still_runs_says_which_one_is_skipped_and_nobody_has_served_it(bot):
    await lives_until(bot, RETRO_AT)

    def dawdle(session) -> None:
        retro = retros.running(session, WORKSPACE, 1)
        retro.step, retro.phase_due_at = 99, RETRO_AT + timedelta(days=60)

    await bot.database.transact(dawdle)
    await lives_until(bot, RETRO_AT + timedelta(days=14, hours=12))

    [skipped] = [message for message in await every(bot, Message) if ":skipped:" in message.key]
    assert "does not open, because this one still runs. The next one opens" in skipped.text
    assert [turn.facilitator for turn in await every(bot, Turn)] == [BEN.user], "the turn of the first one alone"
    told = [message.text for person in (ANA, CAI) for message in await said_to(bot, person)]
    assert any("nobody had to facilitate it, and whoever was to keeps their place in the rota" in text for text in told)


async def test_left_alone_a_retro_without_cards_ends_by_itself_and_the_next_one_comes(bot):
    await lives_until(bot, RETRO_AT + timedelta(days=14))

    assert [(retro.number, retro.phase) for retro in await every(bot, Retro)] == [
        (1, Phase.CANCELLED),
        (2, Phase.COLLECT),
    ]


async def test_a_bot_that_was_away_over_a_morning_does_not_write_in_the_afternoon(bot):
    await lives_until(bot, RETRO_AT + 8 * HOUR)

    bot.runtime.clock.move_to(RETRO_AT + 12.5 * HOUR)  # London's nine o'clock was long ago
    await works(bot)

    assert not [message for message in await said_to(bot, ANA) if "four minutes" in message.text]
    dropped = [job.key for job in await every(bot, Job) if job.state == "dropped"]
    assert [key for key in dropped if key.endswith(f":begin:{ANA.user}")]


async def test_whoever_is_away_is_not_written_to(bot):
    away = partial(facilitators.be_away, workspace=WORKSPACE, user=BEN.user)
    first, last = RETRO_AT.date(), RETRO_AT.date() + timedelta(days=9)
    await bot.database.transact(lambda session: away(session, first=first, last=last))

    await lives_until(bot, RETRO_AT + timedelta(days=2))

    assert await said_to(bot, BEN) == []
    assert await said_to(bot, CAI) != []
    [retro] = await every(bot, Retro)
    assert retro.members == 2


async def test_the_kinds_that_retros_plan_are_all_known():
    known = set(timetable.complete())

    assert {planning.RETRO, planning.NOTICE, stepping.COME_DUE, stepping.COUNT, telling.KIND} <= known


async def test_whose_turn_it_is_hears_of_it_three_working_days_before_in_their_morning(bot):
    await lives_until(bot, RETRO_AT - timedelta(days=4))

    [turn] = await every(bot, Turn)
    [told] = await said_to(bot, ANA)
    assert turn.day == RETRO_AT.date()
    assert "It is your turn to facilitate" in told.text
    assert f"{told.stored_at:%a %H:%M}" == "Thu 09:00"


async def test_silence_passes_the_turn_on_a_day_before_and_the_retro_is_led_by_the_next(bot):
    await lives_until(bot, RETRO_AT)

    [retro] = await every(bot, Retro)
    [turn] = await every(bot, Turn)
    assert (turn.passed, retro.facilitator) == ([ANA.user], BEN.user)


async def test_a_question_that_comes_late_waits_for_the_next_morning(bot):
    await lives_until(bot, RETRO_AT - timedelta(days=5) + HOUR)

    bot.runtime.clock.move_to(RETRO_AT - timedelta(days=5) + 20 * HOUR)  # eight in the evening in London
    await works(bot)
    assert await said_to(bot, ANA) == []
    await lives_until(bot, RETRO_AT - timedelta(days=4) + 10 * HOUR)

    [told] = await said_to(bot, ANA)
    assert f"{told.stored_at:%a %H:%M}" == "Fri 09:00"
