"""The Home tab as people find it."""

import asyncio
from typing import Any

from sqlmodel import Session, select, update

from storage import jobs
from tests.stage import Actor, Scene

AMARA, TOM, GRACE, KAIZEN = "U05AVAMBEKI", "U05B7KQTNZL", "U05C2PRYDWS", "app"
GUEST = "U05J3RBWYLC"


async def home(actor: Actor, *, until: str = "") -> str:
    """Every word of somebody's Home tab, opened anew; waits until it says *until*."""
    for _ in range(100):
        await actor.member.home(opening=True)
        await asyncio.sleep(0.05)
        words = " ".join(spoken(await actor.member.home()))
        if words and until in words:
            return words
    raise AssertionError(f"the Home tab does not say {until!r}")


async def shown_soon(actor: Actor, *, without: str) -> str:
    """The tab as it stands in front of somebody who does nothing, once it no longer says *without*."""
    for _ in range(100):
        words = " ".join(spoken(await actor.member.home()))
        if without not in words:
            return words
        await asyncio.sleep(0.05)
    return words


def spoken(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [part["text"]] if isinstance(part.get("text"), str) else []
        return own + [words for value in part.values() for words in spoken(value)]
    return [words for value in part for words in spoken(value)] if isinstance(part, list) else []


async def a_team(scene: Scene, actor: Actor, **typed):
    await actor.types("/kaizen team")
    for _ in range(200):
        stack = await actor.member.views()
        if stack and stack[-1]["callback_id"] == "teams.set_up":
            break
        await asyncio.sleep(0.02)
    answer = await actor.submits(**typed)
    assert answer["response_action"] == "clear", answer
    await scene.bot.outbox.drained()


async def an_idea(actor: Actor, pain: str):
    await actor.types("/kaizen idea")
    await actor.submits(pain=pain, areas=["latency"])
    await actor.submits(latency_low=60, latency_likely=90, latency_high=120)
    await actor.scene.bot.outbox.drained()


async def test_an_empty_home_offers_one_next_step_and_no_zeros(scene: Scene):
    words = await home(Actor(scene, AMARA))

    assert "You have not submitted an idea yet" in words
    assert "sets one up" in words
    assert "0" not in words


async def test_a_guest_is_offered_nothing_that_would_be_refused(scene: Scene):
    words = await home(Actor(scene, GUEST))

    assert "Whoever leads one can count you in" in words
    assert "/kaizen team" not in words
    assert "Submit an idea" not in words


async def test_a_guest_in_a_team_acts_as_a_teammate(scene: Scene):
    amara, guest = Actor(scene, AMARA), Actor(scene, GUEST)
    crafts = {craft: [AMARA] for craft in ("data_science", "mlops", "compliance")} | {"business": [GUEST]}
    await a_team(scene, amara, members=[AMARA, GUEST], facilitators=[AMARA], **crafts)

    words = await home(guest, until="My team")

    assert "Submit an idea" in words
    assert "My hours" in words


async def test_ones_own_ideas_stand_apart_from_those_that_wait_for_ones_vote(scene: Scene):
    amara, tom = Actor(scene, AMARA), Actor(scene, TOM)
    await a_team(scene, amara)
    await an_idea(amara, "Lookups are slow.")

    mine = await home(amara, until="Lookups are slow")
    theirs = await home(tom, until="Lookups are slow")

    assert "wait for votes" not in mine
    assert "wait for votes" in theirs
    assert "You have not submitted an idea yet" in theirs
    assert "09:00 to 17:00 in Europe/London" in theirs


async def test_a_vote_from_the_home_tab_counts_and_takes_the_idea_off_the_list(scene: Scene):
    amara, tom = Actor(scene, AMARA), Actor(scene, TOM)
    await a_team(scene, amara)
    await an_idea(amara, "Lookups are slow.")
    await home(tom, until="wait for votes")

    await tom.member.click("home.vote", home=True)

    assert "wait for votes" not in await shown_soon(tom, without="wait for votes"), "without opening it again"
    assert "1 vote" in await home(amara, until="1 vote")


async def shut_out(scene: Scene, admin: Actor):
    """The bot has to leave the team's channel, and is once not let in again."""
    await admin.member.kick(scene.channel("model-care"), KAIZEN)
    await scene.slack.visitor.fault("error", "conversations.join", error="restricted_action", times=1)


async def test_what_slack_refused_is_shown_to_admins_and_goes_out_once_mended(scene: Scene):
    amara, tom = Actor(scene, AMARA), Actor(scene, TOM)
    await a_team(scene, tom)
    await shut_out(scene, amara)
    await an_idea(tom, "Lookups are slow.")

    shown = await home(amara, until="Held back")
    assert "only some people may post in that channel" in shown
    assert "Held back" not in await home(tom, until="My ideas")
    await amara.member.click("outbox.retry", home=True)
    await scene.bot.outbox.drained()

    assert any("Lookups are slow" in message["text"] for message in await tom.reads())
    assert "Held back" not in await home(amara, until="My ideas")


async def test_a_job_that_failed_for_good_is_shown_to_admins_and_runs_when_one_retries_it(scene: Scene):
    amara = Actor(scene, AMARA)
    now = scene.bot.runtime.clock.now()

    def give_up(session: Session) -> None:
        jobs.enqueue(session, workspace="T05HARBOUR1", kind="digests.weekly", key="digest:9:9", run_at=now)
        session.execute(update(jobs.Job).values(state=jobs.State.PARKED, reason="OSError: no disk"))

    await scene.bot.runtime.database.transact(give_up)

    assert "OSError: no disk" in await home(amara, until="The weekly digest")
    await amara.member.click("outbox.retry", home=True)
    assert "Held back" not in await shown_soon(amara, without="Held back")
    [job] = await scene.bot.runtime.database.read(lambda session: session.exec(select(jobs.Job)).all())
    assert job.state in {jobs.State.WAITING, jobs.State.RUNNING, jobs.State.DONE}


async def test_only_an_admin_sends_a_held_message_again(scene: Scene):
    from kaizen import held
    from kaizen.people import Person
    from kaizen.refusals import Refusal

    amara, tom = Actor(scene, AMARA), Actor(scene, TOM)
    await a_team(scene, tom)
    await shut_out(scene, amara)
    await an_idea(tom, "Lookups are slow.")
    [(delivery, _)] = await scene.bot.outbox.parked("T05HARBOUR1")
    reference, now = held.Reference("delivery", delivery.id), scene.bot.runtime.clock.now()

    async def refused(person):
        try:
            await scene.bot.runtime.database.transact(lambda s: held.release(s, person, reference, now=now))
        except Refusal as refusal:
            return refusal.template
        return None

    assert await refused(Person("T05HARBOUR1", TOM)) == "refusals/not_allowed"
    assert await refused(Person("T0ELSEWHERE", "U1", admin=True)) == "refusals/too_late"
    assert await refused(Person("T05HARBOUR1", AMARA, admin=True)) is None


async def test_a_guest_is_not_offered_what_they_may_not_do(scene: Scene):
    words = await home(Actor(scene, GUEST))

    assert "Guests can read along" in words
    assert "Submit an idea" not in words
