"""The house is kept in order, by the machine's clock."""

import asyncio
from datetime import timedelta
from pathlib import Path

from sqlmodel import func, select

from kaizen import audit
from scheduler import housekeeping
from scheduler.housekeeping import Housekeeping
from storage import database as doors
from storage import jobs
from storage.ideas import Draft
from storage.jobs import Job
from storage.messages import Delivery, Message, State
from storage.receipts import KeptReceipt
from storage.schedules import Occurrence, Schedule
from storage.teams import TeamDraft
from tests.scheduler.conftest import START

DAY = timedelta(days=1)


async def count(bot, table) -> int:
    return await bot.database.read(lambda session: session.exec(select(func.count()).select_from(table)).one())


def length_of_the_journal(url: str) -> int:
    return Path(f"{url.removeprefix('sqlite:///')}-wal").stat().st_size


async def test_what_was_recorded_is_sealed_in_every_workspace(bot):
    def record(session) -> None:
        for workspace in ("T1", "T2"):
            audit.record(session, workspace=workspace, actor="U1", action="ideas.moved", subject="idea:1", now=START)

    await bot.database.transact(record)

    await Housekeeping(bot.runtime).do_due()

    for workspace in ("T1", "T2"):
        found = await bot.database.read(lambda session, of=workspace: audit.verify(session, of))
        assert (found.holds, found.sealed, found.unsealed) == (True, 1, 0)


async def test_receipts_are_forgotten_after_a_week_of_the_machine(bot):
    def keep(session) -> None:
        now = doors.moment(session)
        for age in (6, 8):
            session.add(KeptReceipt(workspace="T1", kind="click", key=f"{age} days old", at=now - age * DAY))

    await bot.database.transact(keep)

    await housekeeping.forget(bot.runtime)

    left = await bot.database.read(lambda session: session.exec(select(KeptReceipt.key)).all())
    assert left == ["6 days old"]


async def test_drafts_are_forgotten_after_a_month_of_the_team(bot):
    def keep(session) -> None:
        for age in (29, 31):
            draft = Draft(workspace="T1", author=f"{age} days old", content={}, saved_at=START - age * DAY)
            session.add(draft)

    await bot.database.transact(keep)

    await housekeeping.forget(bot.runtime)

    left = await bot.database.read(lambda session: session.exec(select(Draft.author)).all())
    assert left == ["29 days old"]


async def test_what_was_entered_for_a_team_is_forgotten_like_other_drafts(bot):
    def keep(session) -> None:
        for age in (29, 31):
            saved_at = START - age * DAY
            session.add(TeamDraft(workspace="T1", channel="C1", user=f"{age} days old", saved_at=saved_at))

    await bot.database.transact(keep)

    await housekeeping.forget(bot.runtime)

    left = await bot.database.read(lambda session: session.exec(select(TeamDraft.user)).all())
    assert left == ["29 days old"]


async def test_old_jobs_are_forgotten_but_not_those_that_wait_or_were_parked(bot):
    def keep(session) -> None:
        for state in jobs.State:
            for age in (59, 61):
                key = f"{state} {age}"
                lease = START if state is jobs.State.RUNNING else None
                at = START - age * DAY
                row = Job(workspace="T1", kind="x", key=key, run_at=at, payload={}, state=state, not_before=lease)
                session.add(row)

    await bot.database.transact(keep)

    await housekeeping.forget(bot.runtime)

    left = set(await bot.database.read(lambda session: session.exec(select(Job.key)).all()))
    forgotten = {f"{state} {age}" for state in jobs.State for age in (59, 61)} - left
    assert forgotten == {"done 61", "dropped 61"}


async def test_arrived_deliveries_are_forgotten_after_a_month_and_their_messages_are_kept(bot):
    moment = await bot.database.read(doors.moment)

    def keep(session) -> None:
        message = Message(workspace="T1", key="k", channel="C1", text="Hello", blocks=[], stamp="s", stored_at=START)
        session.add(message)
        session.flush()
        for age in (29, 31):
            arrived = {"state": State.SENT, "sent_at": moment - age * DAY, "reason": f"{age} days ago"}
            session.add(Delivery(workspace="T1", message_id=message.id, is_new=False, due_at=moment, **arrived))
        parked = {"state": State.PARKED, "reason": "parked long ago"}
        session.add(Delivery(workspace="T1", message_id=message.id, is_new=False, due_at=moment - 90 * DAY, **parked))

    await bot.database.transact(keep)

    await housekeeping.forget(bot.runtime)

    left = set(await bot.database.read(lambda session: session.exec(select(Delivery.reason)).all()))
    assert left == {"29 days ago", "parked long ago"}
    assert await bot.database.read(lambda session: session.exec(select(Message.key)).all()) == ["k"]


async def test_the_traces_of_old_occurrences_are_forgotten(bot):
    def keep(session) -> None:
        schedule = Schedule(
            workspace="T1", kind="x", subject="y", every_seconds=60, since=START, next_at=START + timedelta(minutes=1)
        )
        session.add(schedule)
        session.flush()
        for age in (59, 61):
            for name in ((START - age * DAY).isoformat(), (START - age * DAY).date().isoformat()):
                session.add(Occurrence(schedule_id=schedule.id, occurrence=name))

    await bot.database.transact(keep)

    await housekeeping.forget(bot.runtime)

    assert await count(bot, Occurrence) == 2


async def test_the_journal_of_sqlite_becomes_short_again(sqlite, watched):
    from storage.database import Database
    from tests.scheduler.conftest import Bot

    url = sqlite.make()
    bot = Bot(Database(url), watched)
    await bot.database.transact(lambda session: session.add(KeptReceipt(workspace="T", kind="k", key="x" * 10_000)))
    before = length_of_the_journal(url)

    await housekeeping.shorten_the_journal(bot.runtime)

    assert before > 10_000
    assert length_of_the_journal(url) == 0
    await bot.database.close()


async def test_a_chore_is_done_when_its_time_has_come_and_not_before(bot):
    keeper = Housekeeping(bot.runtime)
    await keeper.do_due()
    await bot.database.transact(
        lambda session: audit.record(session, workspace="T1", actor=None, action="a", subject="s", now=START)
    )

    bot.runtime.clock.move_to(START + 30 * DAY)
    await keeper.do_due()

    found = await bot.database.read(lambda session: audit.verify(session, "T1"))
    assert found.unsealed == 1, "the team's clock must not hurry the machine's"


async def test_the_pulse_keeps_the_house_too(bot):
    await bot.database.transact(
        lambda session: audit.record(session, workspace="T1", actor=None, action="a", subject="s", now=START)
    )

    async with bot.ticker.running():
        for _ in range(200):
            await asyncio.sleep(0.05)
            found = await bot.database.read(lambda session: audit.verify(session, "T1"))
            if found.sealed:
                break

    assert (found.sealed, found.unsealed) == (1, 0)


async def test_a_chore_that_fails_is_said_and_stops_nobody(database_url, watched, told):
    from sqlalchemy import text

    from storage.database import Database
    from tests.scheduler.conftest import Bot

    bot = Bot(Database(database_url), watched)
    await bot.database.transact(lambda session: session.execute(text("DROP TABLE drafts")) and None)

    await Housekeeping(bot.runtime).do_due()

    assert [entry["chore"] for entry in told if entry["event"] == "housekeeping.failed"] == ["forget"]
    await bot.database.close()
