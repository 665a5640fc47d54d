"""One seat in a user group: filled once, left to people otherwise, and never lost, whoever is killed or refused."""

import asyncio
import signal
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from kaizen.announcements import Outcome, Seat
from outbox import pacing, seats
from outbox.fates import NotSaid, Refused, TooFast
from outbox.seating import Visit
from storage import database as databases
from storage import user_groups
from storage.paces import Pace
from storage.user_groups import Stage, UserGroup
from tests.outbox.conftest import Desk, a_process

GROUP = "S05FACILITA"
TOM, AMARA, GRACE, KENJI = "U05B7KQTNZL", "U05AVAMBEKI", "U05C2PRYDWS", "U05H8NVDJSM"

LIST, UPDATE = "usergroups.users.list", "usergroups.users.update"


def named(session: Session, workspace: str = "T1") -> UserGroup:
    """A group that some team named for its facilitator."""
    group = UserGroup(workspace=workspace, slack_id=GROUP, handle="kaizen-facilitator")
    session.add(group)
    session.flush()
    return group


async def kept(database) -> UserGroup:
    return await database.read(lambda session: session.exec(select(UserGroup)).one())


@pytest.fixture
async def begun(database, slack) -> None:
    """The demonstration's group, in which Tom sits, is named for a team."""
    await database.transact(lambda session: named(session, slack.slack.workspace.id).id)


async def want(desk: Desk, user: str) -> None:
    outcome = Outcome(desk.workspace, seats=[Seat(GROUP, user)])
    await desk.database.transact(lambda session: desk.outbox.store(session, outcome))
    desk.outbox.wake()


def members(slack) -> list[str]:
    return list(slack.slack.workspace.groups[GROUP].users)


async def seated(desk: Desk, slack, user: str) -> list[str]:
    await want(desk, user)
    assert await desk.outbox.drained()
    return members(slack)


@pytest.mark.usefixtures("begun")
async def test_the_next_one_takes_the_seat_and_whom_people_put_there_stays(desk, slack):
    one_after_another = [await seated(desk, slack, user) for user in (AMARA, GRACE, AMARA)]

    assert one_after_another == [[TOM, AMARA], [TOM, GRACE], [TOM, AMARA]]


@pytest.mark.usefixtures("begun")
async def test_whoever_was_let_in_by_people_stays_when_their_turn_is_over(desk, slack):
    await seated(desk, slack, AMARA)

    after_tom = [await seated(desk, slack, user) for user in (TOM, GRACE)]

    assert after_tom == [[TOM], [TOM, GRACE]]


@pytest.mark.usefixtures("begun")
async def test_whom_people_let_in_meanwhile_stays(desk, slack):
    await seated(desk, slack, AMARA)
    await slack.visitor.post("group", **{"as": TOM}, id=GROUP, users=[TOM, AMARA, KENJI])

    assert await seated(desk, slack, GRACE) == [TOM, KENJI, GRACE]


@pytest.mark.usefixtures("begun")
async def test_whom_people_took_out_and_let_in_again_is_theirs(desk, slack):
    await seated(desk, slack, AMARA)
    await slack.visitor.post("group", **{"as": TOM}, id=GROUP, users=[TOM])
    await seated(desk, slack, GRACE)
    await slack.visitor.post("group", **{"as": TOM}, id=GROUP, users=[TOM, GRACE, AMARA])

    assert await seated(desk, slack, KENJI) == [TOM, AMARA, KENJI]


@pytest.mark.usefixtures("begun")
async def test_nobody_is_wanted_and_the_seat_is_free(desk, slack):
    await seated(desk, slack, AMARA)

    assert await seated(desk, slack, "") == [TOM]


@pytest.mark.usefixtures("begun")
async def test_the_last_one_stays_for_slack_leaves_no_group_empty_and_goes_when_the_next_comes(desk, slack, database):
    await seated(desk, slack, AMARA)
    await slack.visitor.post("group", **{"as": TOM}, id=GROUP, users=[AMARA])

    alone = await seated(desk, slack, "")

    assert (await kept(database)).stage == Stage.SETTLED
    assert (alone, await seated(desk, slack, GRACE)) == ([AMARA], [GRACE])


@pytest.mark.usefixtures("begun")
async def test_what_is_so_already_is_only_looked_at(desk, slack, reader):
    await seated(desk, slack, AMARA)

    await seated(desk, slack, AMARA)

    assert len(await reader.calls(UPDATE)) == 1


@pytest.mark.usefixtures("begun")
async def test_of_several_wishes_the_newest_holds(desk, slack):
    await slack.visitor.fault("slow", LIST, seconds=0.5)
    for user in (AMARA, GRACE, KENJI):
        await want(desk, user)

    assert await desk.outbox.drained()
    assert members(slack) == [TOM, KENJI]


@pytest.mark.usefixtures("begun")
async def test_a_wish_while_the_one_before_is_on_its_way_takes_its_place(desk, slack, database):
    await slack.visitor.fault("slow", UPDATE, seconds=0.5)
    await want(desk, AMARA)
    async with asyncio.timeout(10):
        while (await kept(database)).stage != Stage.REPLACE:
            await asyncio.sleep(0.01)

    assert await seated(desk, slack, GRACE) == [TOM, GRACE]


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize("method", [LIST, UPDATE])
@pytest.mark.parametrize("kind", ["lost_reply", "server_error", "ratelimited"])
async def test_whatever_call_fails_they_sit_there_in_the_end_and_leave_it_again(desk, slack, method, kind):
    await slack.visitor.fault(kind, method, retry_after=1)

    first = await seated(desk, slack, AMARA)

    assert (first, await seated(desk, slack, GRACE)) == ([TOM, AMARA], [TOM, GRACE])


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize("killed_at", [(LIST, "before"), (LIST, "between"), (UPDATE, "before"), (UPDATE, "between")])
async def test_killed_around_a_call_they_sit_there_once_and_leave_it_again(
    open_desk, database_url, slack, reader, killed_at
):
    method, moment = killed_at
    async with open_desk(api_url="http://127.0.0.1:9/api/") as cut_off:
        await want(cut_off, AMARA)
    async with a_process(database_url, slack, moment, method) as mortal:
        await asyncio.wait_for(mortal.wait(), 30)
    killed = mortal.returncode

    async with open_desk() as desk:
        assert await desk.outbox.drained()
        after = members(slack)
        left = await seated(desk, slack, GRACE)

    assert (killed, after, left) == (-signal.SIGKILL, [TOM, AMARA], [TOM, GRACE])
    assert len(await reader.calls(UPDATE)) == 2


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize("code", ["permission_denied", "missing_scope", "no_such_subteam", "invalid_users"])
async def test_what_slack_refuses_is_kept_with_its_reason_and_not_tried_for_ever(desk, slack, reader, database, code):
    await slack.visitor.fault("error", UPDATE, error=code, times=9)

    await seated(desk, slack, AMARA)
    await asyncio.sleep(0.5)

    group = await kept(database)
    assert (group.stage, group.reason, members(slack)) == (Stage.REFUSED, code, [TOM])
    assert len(await reader.calls(UPDATE)) == 1


@pytest.mark.usefixtures("begun")
async def test_a_free_plan_is_refused_at_the_first_look(desk, slack, reader, database):
    await slack.visitor.post("workspace/plan", paid=False)

    await seated(desk, slack, AMARA)

    assert (await kept(database)).reason == "plan_upgrade_required"
    assert await reader.calls(UPDATE) == []


@pytest.mark.usefixtures("begun")
async def test_the_next_wish_is_tried_once_more_and_succeeds_where_slack_allows_it_now(desk, slack, database):
    await slack.visitor.post("workspace/plan", groups_by_everyone=False)
    await seated(desk, slack, AMARA)
    await slack.visitor.post("workspace/plan", groups_by_everyone=True)

    assert await seated(desk, slack, GRACE) == [TOM, GRACE]
    assert (await kept(database)).reason is None


@pytest.mark.usefixtures("begun")
async def test_whom_people_let_in_because_slack_refused_the_bot_stays(desk, slack):
    await slack.visitor.post("workspace/plan", groups_by_everyone=False)
    await seated(desk, slack, AMARA)
    await slack.visitor.post("group", **{"as": TOM}, id=GROUP, users=[TOM, AMARA])
    await slack.visitor.post("workspace/plan", groups_by_everyone=True)

    assert await seated(desk, slack, GRACE) == [TOM, AMARA, GRACE]


async def test_a_seat_in_a_group_that_no_team_named_is_refused(desk):
    with pytest.raises(seats.NoSuchGroup, match="No team named"):
        await want(desk, AMARA)


def test_a_minute_holds_no_more_visits_than_slacks_second_tier():
    tempo = pacing.TEMPI[pacing.GROUPS]

    assert tempo.burst + timedelta(minutes=1) / tempo.interval <= 20


def test_of_many_groups_a_burst_is_visited_at_once_and_the_others_wait(session: Session):
    for number in range(12):
        session.add(UserGroup(workspace="T1", slack_id=f"S{number}", handle=f"group-{number}"))
    session.flush()
    for number in range(12):
        seats.want(session, "T1", Seat(f"S{number}", AMARA))
    session.flush()

    rounds = [len(seats.take_up(session, lease=timedelta(seconds=40))) for _ in range(4)]

    assert rounds == [seats.AT_ONCE, seats.AT_ONCE, 0, 0]


def taken(session: Session, user: str = AMARA) -> Visit:
    seats.want(session, "T1", Seat(GROUP, user))
    session.flush()
    [visit] = seats.take_up(session, lease=timedelta(seconds=40))
    session.flush()
    return visit


def test_a_visit_is_leased_and_nobody_else_makes_it(session: Session):
    named(session)
    visit = taken(session)

    assert (visit.stage, visit.wanted, visit.attempt) == (Stage.LOOK, AMARA, 1)
    assert seats.take_up(session, lease=timedelta(seconds=40)) == []


def test_whom_the_bot_is_about_to_put_in_is_written_down_before_it_does(session: Session):
    group = named(session)

    seats.record(session, taken(session), [TOM])

    assert (group.stage, group.placing, group.placed) == (Stage.REPLACE, AMARA, [])


def test_an_answer_to_an_old_wish_changes_nothing_of_the_new_one(session: Session):
    group = named(session)
    visit = taken(session)
    seats.want(session, "T1", Seat(GROUP, GRACE))

    seats.record(session, visit, [TOM, AMARA])

    assert (group.stage, group.wanted, group.placing) == (Stage.LOOK, GRACE, "")


def test_a_refusal_of_an_old_wish_does_not_stop_the_new_one(session: Session):
    group = named(session)
    visit = taken(session)
    seats.want(session, "T1", Seat(GROUP, GRACE))

    seats.stumble(session, visit, Refused("invalid_users"))

    assert (group.stage, group.reason) == (Stage.LOOK, None)


def test_while_slack_is_away_the_pauses_grow_to_five_minutes(session: Session):
    group = named(session)
    seats.want(session, "T1", Seat(GROUP, AMARA))
    pauses = []
    for _ in range(12):
        group.due_at = databases.moment(session)
        session.flush()
        [visit] = seats.take_up(session, lease=timedelta(seconds=40))
        seats.stumble(session, visit, NotSaid("away"))
        pauses.append((group.due_at - databases.moment(session)).total_seconds())
        for pace in session.exec(select(Pace)):
            pace.ready_at -= timedelta(seconds=60)
            pace.spent_until -= timedelta(seconds=60)

    assert 1 < pauses[0] < 3
    assert 290 < pauses[-1] <= 300
    assert group.reason == "away"


def test_who_was_overtaken_records_nothing(session: Session):
    group = named(session)
    visit = taken(session)
    group.attempt += 1
    session.flush()

    seats.record(session, visit, [TOM, AMARA])
    seats.stumble(session, visit, TooFast(9))

    assert group.stage == Stage.LOOK
    assert user_groups.locked(session, "T1", GROUP) is group
