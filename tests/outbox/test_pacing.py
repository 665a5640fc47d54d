import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

import local_slack
import storage.database
from kaizen.announcements import Announcement, InChannel, Outcome
from outbox import errands, pacing, storing
from outbox.pacing import TEMPI, WITHOUT_TIERS
from storage.messages import Delivery, State, Step
from storage.paces import Pace
from tests.outbox import voice
from tests.outbox.conftest import CHANNEL, QUICK

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LEASE = timedelta(seconds=40)


@pytest.fixture
async def slack():
    """A workspace that counts: too fast is refused, as Slack does it."""
    async with local_slack.running(manifest=voice.MANIFEST, **QUICK | {"rate_limits": True}) as running:
        yield running


def write(session: Session, count: int, channel: str = "C1") -> None:
    announcements = [Announcement("plain", f"{channel}{n}", InChannel(channel), f"{n}") for n in range(count)]
    storing.store(session, Outcome("T1", announcements), render=voice.render, now=NOON)
    session.flush()


def taken(session: Session, posts: int = 16, others: int = 16) -> list[str]:
    found = errands.take_up(session, lease=LEASE, posts=posts, others=others)
    session.flush()
    return [f"{errand.channel}:{errand.text}" for errand in found]


def let_pass(session: Session, seconds: float) -> None:
    """Move the pace into the past, as if the time had passed."""
    for pace in session.exec(select(Pace)):
        pace.ready_at -= timedelta(seconds=seconds)
        pace.spent_until -= timedelta(seconds=seconds)
    session.flush()


async def test_a_flood_is_posted_in_order_and_slack_never_refuses(desk, reader):
    await desk.say_all([Announcement("plain", str(n), InChannel(CHANNEL), f"post {n}") for n in range(6)])
    start = time.monotonic()

    assert await desk.outbox.drained()

    assert time.monotonic() - start > 2.5  # three at once, three more a second apart
    assert [post["error"] for post in await reader.calls("chat.postMessage")] == [None] * 6
    assert sorted(await reader.texts()) == [f"post {n}" for n in range(6)]


async def test_a_pause_that_slack_asks_for_is_kept(desk, reader, slack):
    await slack.visitor.fault("ratelimited", "chat.postMessage", retry_after=2)
    start = time.monotonic()

    await desk.say("one")
    await desk.outbox.drained()

    assert time.monotonic() - start > 2.0
    assert [post["error"] for post in await reader.calls("chat.postMessage")] == ["ratelimited", None]


async def test_a_pause_in_one_channel_holds_no_other_channel_up(desk, reader, slack):
    await slack.visitor.fault("ratelimited", "chat.postMessage", retry_after=60)
    await desk.say("one")
    await desk.say("elsewhere", to=InChannel("C05MLALERTS"))

    await reader.until(["elsewhere"], "C05MLALERTS")
    await desk.until(State.SENT)
    await desk.until(State.PENDING)

    assert await desk.states() == [State.PENDING, State.SENT]


def test_a_burst_leaves_at_once_and_the_rest_one_by_one(session: Session):
    write(session, 10)

    burst = taken(session)
    nothing = taken(session)
    let_pass(session, 1)
    one_more = taken(session)

    assert (burst, nothing, one_more) == (["C1:0", "C1:1", "C1:2"], [], ["C1:3"])


def test_a_quiet_hour_saves_up_no_more_than_a_burst(session: Session):
    write(session, 10)
    taken(session)
    let_pass(session, 3600)

    assert len(taken(session)) == TEMPI[Step.POST].burst


def test_one_full_channel_starves_no_other(session: Session):
    write(session, 120, "C1")
    write(session, 1, "C2")

    rounds = [taken(session), taken(session)]

    assert rounds[1] == ["C2:0"]


def test_an_edit_goes_before_posts_in_many_channels(session: Session):
    for number in range(60):
        write(session, 1, f"C{number}")
    last = session.exec(select(Delivery).order_by(col(Delivery.id).desc())).first()
    last.is_new = False  # an edit of a message that is there

    assert taken(session, posts=3) == ["C59:0", "C0:0", "C1:0", "C2:0"]


def test_where_posts_find_no_room_other_calls_still_do(session: Session):
    write(session, 2)
    session.exec(select(Delivery)).first().is_new = False  # an edit of a message that is there

    assert taken(session, posts=0) == ["C1:0"]
    assert taken(session, posts=1) == ["C1:1"]


def test_what_is_taken_up_is_leased_before_the_call(session: Session):
    write(session, 1)

    taken(session)

    [delivery] = session.exec(select(Delivery)).all()
    assert (delivery.state, delivery.attempt, delivery.version) == (State.SENDING, 1, 1)
    assert taken(session) == []


@pytest.mark.parametrize("step", [Step.UPDATE, Step.OPEN, Step.LOOK_UP])
def test_a_minute_holds_no_more_calls_than_slacks_third_tier(step):
    tempo = TEMPI[step]

    assert tempo.burst + timedelta(minutes=1) / tempo.interval <= 50


async def test_where_days_pass_in_a_moment_edits_have_no_tier_but_posts_keep_their_pace(database):
    def leave(session: Session) -> tuple[list[bool], list[bool]]:
        now = storage.database.moment(session)
        return tuple(
            [pacing.spend(session, "T1", step, "C1", now, tempi=WITHOUT_TIERS) for _ in range(60)]
            for step in (Step.UPDATE, Step.POST)
        )

    edits, posts = await database.transact(leave)

    assert all(edits)
    assert posts.count(True) == TEMPI[Step.POST].burst


async def test_a_pause_that_was_asked_for_is_kept_without_tiers_too(database):
    def leave(session: Session) -> bool:
        pacing.hold(session, "T1", Step.UPDATE, "", 5)
        return pacing.spend(session, "T1", Step.UPDATE, "", storage.database.moment(session), tempi=WITHOUT_TIERS)

    assert not await database.transact(leave)
