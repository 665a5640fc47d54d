"""What a week sums up to, and what it leaves out."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from kaizen.digests import weekly, working_days
from kaizen.ideas import moving
from message_templates import render
from storage import actions
from storage.actions import Action, ActionState
from storage.ideas import Idea, IdeaState
from storage.messages import Message
from storage.retros import Phase, Retro
from tests.builders import ANA, BEN, NOON, WORKSPACE, a_monitor, a_team, an_alert, an_idea, in_team, team

DAY = timedelta(days=1)


def the_week(session: Session, team_id: int, *, days: int = 7, late: timedelta = timedelta()):
    until = NOON + days * DAY
    return weekly.week(session, team(session, team_id), until=until, now=until + late)


def said(view) -> str:
    return render.message("digests/weekly", view).text


def test_a_week_without_ideas_says_so_in_one_line_and_shows_no_zero(session: Session):
    view = the_week(session, a_team(session))

    assert "Nothing needs you." in said(view)
    assert "a quiet week" in said(view)
    assert " 0" not in said(view).split(":")[-1]


def test_what_was_submitted_decided_and_done_is_counted_once(session: Session):
    team_id = a_team(session)
    idea, _ = an_idea(session, **in_team(team_id)), an_idea(session, **in_team(team_id))
    for to, hours in (("approved", 1), ("in_progress", 2), ("approved", 3), ("in_progress", 4), ("done", 5)):
        moving.move(session, ANA, idea, to=to, reason="So be it.", now=NOON + timedelta(hours=hours))

    flow = the_week(session, team_id).flow

    assert (flow.new, flow.decided, flow.done) == (2, 1, 1)
    assert (flow.finished, flow.unfinished) == (1, 1)


def test_the_age_of_open_ideas_stands_beside_the_lead_time_of_finished_ones(session: Session):
    team_id = a_team(session)
    quick, _ = an_idea(session, **in_team(team_id)), an_idea(session, **in_team(team_id))
    for to in ("approved", "in_progress", "done"):
        moving.move(session, ANA, quick, to=to, reason="Easy.", now=NOON + DAY)

    words = said(the_week(session, team_id))

    assert "Median lead time of finished ideas 1 d (1 idea); open ones: median age 7 d (1 idea)" in words


def test_ideas_without_a_name_are_counted_beside_the_people_who_gave_theirs(session: Session):
    team_id = a_team(session)
    an_idea(session, **in_team(team_id))
    unnamed = an_idea(session, **in_team(team_id))
    session.get_one(Idea, unnamed).author = None

    view = the_week(session, team_id)

    assert (view.contributors, view.unnamed) == (1, 1)
    assert "2 new ideas" in said(view)
    assert "From 1 person and 1 without a name." in said(view)


def test_ages_are_told_in_tenths_of_a_day_and_days_of_the_range_without_yesterday(session: Session):
    team_id = a_team(session)
    idea = an_idea(session, **in_team(team_id))
    session.get_one(Idea, idea).submitted_at = NOON + timedelta(days=0.39)

    words = said(the_week(session, team_id))

    assert "median age 6.6 d" in words
    assert "{date_short" not in words


def test_an_idea_needs_somebody_only_once_it_waits_longer_than_the_team_settled_on(session: Session):
    team_id = a_team(session)
    session.get_one(Idea, an_idea(session, **in_team(team_id))).state = IdeaState.TRIAGED

    on_time, too_long = the_week(session, team_id, days=21), the_week(session, team_id, days=22)

    assert on_time.needs == ()
    assert [(need.kind, need.days) for need in too_long.needs] == [("idea", 16)]


def test_one_vote_makes_no_idea_most_wanted(session: Session):
    team_id = a_team(session, members=[ANA, BEN])
    an_idea(session, votes=[ANA], **in_team(team_id))
    wanted = an_idea(session, votes=[ANA, BEN], **in_team(team_id))

    found = the_week(session, team_id).wanted

    assert [idea.number for idea in found] == [wanted]


def test_a_digest_that_comes_late_says_so(session: Session):
    team_id = a_team(session)

    assert "This digest is late" in said(the_week(session, team_id, late=DAY))
    assert "late" not in said(the_week(session, team_id, late=timedelta(minutes=5)))


def test_another_teams_ideas_are_not_counted(session: Session):
    team_id = a_team(session)
    an_idea(session, **in_team(a_team(session, channel="C0OTHER")))

    assert the_week(session, team_id).flow is None


def posted(session: Session, key: str, *, at: datetime = NOON + DAY, ts: str | None = "1.1", channel: str = "C0TEAM"):
    message = Message(
        workspace=WORKSPACE, key=key, channel=channel, ts=ts, text="", blocks=[], stamp=f"{key}{channel}", stored_at=at
    )
    session.add(message)
    session.flush()
    return message


def test_the_digest_ends_with_what_the_bot_really_posted_in_the_channel(session: Session):
    team_id = a_team(session)
    for key in ("ideas:1:card", "ideas:2:card", "digests:1:2026-11-23"):
        posted(session, key)
    posted(session, "ideas:3:card", ts=None)  # Slack has not taken it yet
    posted(session, "ideas:4:card", at=NOON - DAY)
    posted(session, "ideas:5:card", channel="C0OTHER")
    reply = Message(
        workspace=WORKSPACE,
        key="r",
        parent_id=1,
        channel="C0TEAM",
        ts="1.2",
        text="",
        blocks=[],
        stamp="r",
        stored_at=NOON + DAY,
    )
    session.add(reply)
    session.flush()

    words = said(the_week(session, team_id))

    assert words.endswith("I posted 3 messages here in these seven days, of a budget of 5: 2 ideas, 1 digest.")


def test_more_messages_than_the_budget_are_called_so(session: Session):
    team_id = a_team(session)
    for number in range(7):
        posted(session, f"ideas:{number}:card")

    assert "I posted 7 messages here in these seven days, 2 over the budget of 5: 7 ideas." in said(
        the_week(session, team_id)
    )


def test_alerts_of_severity_1_are_exempt_and_it_is_said(session: Session):
    team_id = a_team(session)
    urgent = an_alert(session, a_monitor(session, team_id, "Accuracy", severity=1))
    calm = an_alert(session, a_monitor(session, team_id, "Latency", severity=2))
    for case in (urgent, calm):
        posted(session, f"alerts:{case.id}:card")

    words = said(the_week(session, team_id))

    assert "I posted 1 message here in these seven days, of a budget of 5: 1 alert." in words
    assert "1 alert of severity 1 not counted." in words


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_working_days_are_those_between_that_are_no_weekend(start: date, length: int):
    counted = sum((start + timedelta(days=day)).weekday() < 5 for day in range(1, length + 1))

    assert working_days.between(start, start + timedelta(days=length)) == counted


def a_retro(session: Session, team_id: int, number: int, phase: Phase, *, due: datetime, wrote: int = 0) -> Retro:
    retro = Retro(
        workspace=WORKSPACE, team_id=team_id, number=number, channel="C0TEAM", members=8,
        wrote=wrote, voted=5, phase_began_at=NOON, phase_due_at=due, began_at=NOON,
    )  # fmt: skip
    session.add(retro)
    session.flush()
    retro.phase, retro.running = phase, None if phase in (Phase.CLOSED, Phase.CANCELLED) else True
    session.flush()
    return retro


def decided(session: Session, retro: Retro, *states: ActionState) -> None:
    for number, state in enumerate(states, start=1):
        action = Action(
            workspace=WORKSPACE, team_id=retro.team_id, retro_id=retro.id, retro_number=retro.number, number=number,
            text=f"Alert less, {number}", owner=ANA.user, proposer=ANA.user, due=NOON.date(), measure="m", state=state,
            proposed_at=NOON,
        )  # fmt: skip
        session.add(action)
    session.flush()


def test_an_action_that_came_back_and_was_proposed_again_is_counted_once(session: Session):
    team_id = a_team(session)
    closed = a_retro(session, team_id, 2, Phase.CLOSED, due=NOON + DAY, wrote=4)
    decided(session, closed, ActionState.HANDED_BACK, ActionState.ACCEPTED)
    back, again = actions.of_retro(session, WORKSPACE, closed.id)
    again.replaces = back.id

    assert "1 action agreed." in said(the_week(session, team_id))


def test_retros_that_ended_in_the_week_are_told_also_if_nobody_wrote_and_so_is_the_one_under_way(session: Session):
    team_id = a_team(session)
    a_retro(session, team_id, 1, Phase.CLOSED, due=NOON - DAY)
    closed = a_retro(session, team_id, 2, Phase.CLOSED, due=NOON + DAY, wrote=4)
    decided(session, closed, ActionState.ACCEPTED, ActionState.HANDED_BACK)
    a_retro(session, team_id, 3, Phase.CANCELLED, due=NOON + 2 * DAY)
    a_retro(session, team_id, 4, Phase.COLLECT, due=NOON + 9 * DAY)

    words = said(the_week(session, team_id))

    assert "Retro 1" not in words
    assert "Retro 2 closed: 4 of 8 wrote, 5 voted; 1 action agreed, 1 without an owner." in words
    assert "Retro 3 was cancelled: nobody wrote. Retro 4 is under way." in words
