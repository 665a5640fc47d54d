"""What a retro begins with: what happened since the last one, frozen as it was then."""

from datetime import timedelta

from sqlmodel import Session

from kaizen.digests import since
from kaizen.ideas import moving
from kaizen.retros import phases, showing
from message_templates import render
from storage import actions, numbers, retros
from storage.actions import Action, ActionState
from storage.alerts import AlertState
from storage.monitors import Finding
from storage.retros import Phase, Retro
from tests.builders import ANA, NOON, WORKSPACE, a_monitor, a_team, an_alert, an_idea, in_team, team

DAY, WEEK = timedelta(days=1), timedelta(days=7)
NOW = NOON + 2 * WEEK


def a_closed_retro(session: Session, team_id: int, *, phase: Phase = Phase.CLOSED) -> Retro:
    number = numbers.next_number(session, WORKSPACE, f"retro:{team_id}")
    retro = Retro(
        workspace=WORKSPACE, team_id=team_id, number=number, channel="C0TEAM", members=3, phase_began_at=NOON,
        phase_due_at=NOON, began_at=NOON,
    )  # fmt: skip
    session.add(retro)
    session.flush()
    retro.phase, retro.running = phase, None
    session.add(retro)
    session.flush()
    return retro


def an_action(session: Session, retro: Retro, number: int, state: ActionState) -> Action:
    action = Action(
        workspace=WORKSPACE, team_id=retro.team_id, retro_id=retro.id, retro_number=retro.number, number=number,
        text="Alert less", owner=ANA.user, proposer=ANA.user, due=NOON.date(), measure="m", state=state,
        evidence="seen" if state == ActionState.DONE else "", proposed_at=NOON,
    )  # fmt: skip
    session.add(action)
    session.flush()
    return action


def looked_back(session: Session, team_id: int):
    return since.last_retro(session, team(session, team_id), now=NOW)


def test_the_first_retro_looks_back_on_nothing(session: Session):
    team_id = a_team(session)
    a_monitor(session, team_id)

    assert looked_back(session, team_id) is None


def test_a_team_in_which_nothing_happened_is_told_nothing(session: Session):
    team_id = a_team(session)
    a_closed_retro(session, team_id)

    assert looked_back(session, team_id) is None


def test_actions_are_those_of_the_last_retro_that_nobody_handed_back(session: Session):
    retro = a_closed_retro(session, a_team(session))
    states = (ActionState.DONE, ActionState.ACCEPTED, ActionState.HANDED_BACK)
    for number, state in enumerate(states, start=1):
        an_action(session, retro, number, state)

    found = looked_back(session, retro.team_id)

    assert (found.done, found.decided) == (1, 2)
    assert len(actions.of_retro(session, WORKSPACE, retro.id)) == 3


def test_signals_stand_beside_those_that_chance_brings(session: Session):
    team_id = a_team(session)
    a_closed_retro(session, team_id)
    loud = a_monitor(session, team_id, "Latency", created_at=NOON - DAY)
    a_monitor(session, team_id, "Accuracy", created_at=NOON + WEEK)
    a_monitor(session, team_id, "Volume", standing="unstable", expected_a_month=None)
    for rule, days in (("limits", 1), ("nelson-2", 1), ("limits", 20), ("no-data", 2)):
        at = NOON + days * DAY
        session.add(Finding(workspace=WORKSPACE, monitor_id=loud.id, rule=rule, at=at, found_at=at, value=1.0))
    session.flush()

    found = looked_back(session, team_id)

    assert found.signals == 1
    assert round(found.expected, 3) == round(0.3 * (14 + 7 + 3) / 30, 3), "a new one looks back on three intervals"


def test_a_run_that_goes_on_is_one_signal_and_points_beyond_the_limits_are_one_each(session: Session):
    team_id = a_team(session)
    a_closed_retro(session, team_id)
    running, beyond = a_monitor(session, team_id, "Latency"), a_monitor(session, team_id, "Accuracy")
    for days in (1, 2, 3, 7):
        for monitor, rule in ((running, "nelson-2"), (beyond, "limits")):
            at = NOON + days * DAY
            session.add(Finding(workspace=WORKSPACE, monitor_id=monitor.id, rule=rule, at=at, found_at=at, value=1.0))
    session.flush()

    assert looked_back(session, team_id).signals == 2 + 4


def test_a_signal_before_data_went_missing_is_told(session: Session):
    team_id = a_team(session)
    a_closed_retro(session, team_id)
    monitor = a_monitor(session, team_id, newest_at=NOON + DAY)
    at = NOON + DAY
    session.add(Finding(workspace=WORKSPACE, monitor_id=monitor.id, rule="limits", at=at, found_at=at, value=1.0))
    an_alert(session, monitor, rule="no-data")

    assert looked_back(session, team_id).signals == 1


def test_a_team_whose_monitors_cannot_be_judged_hears_nothing_of_signals(session: Session):
    retro = a_closed_retro(session, a_team(session))
    a_monitor(session, retro.team_id, standing="unstable")
    an_action(session, retro, 1, ActionState.DONE)

    assert looked_back(session, retro.team_id).signals is None


def test_alerts_count_as_opened_closed_and_false_in_their_own_weeks(session: Session):
    team_id = a_team(session)
    a_closed_retro(session, team_id)
    monitor = a_monitor(session, team_id)
    done = {"state": AlertState.RESOLVED, "open_key": None, "resolved_at": NOON + 2 * DAY}
    an_alert(session, monitor, outcome="false_limit", **done)
    an_alert(session, monitor, outcome="real_fixed", opened_at=NOON - WEEK, **done)
    an_alert(session, monitor)

    found = looked_back(session, team_id)

    assert (found.opened, found.closed, found.false) == (2, 2, 1)


def test_ideas_count_once_when_they_are_done(session: Session):
    team_id = a_team(session)
    a_closed_retro(session, team_id)
    idea = an_idea(session, **in_team(team_id))
    for to in ("approved", "in_progress", "done"):
        moving.move(session, ANA, idea, to=to, reason="So be it.", now=NOON + DAY)

    assert looked_back(session, team_id).finished == 1


def test_a_cancelled_retro_is_no_last_time(session: Session):
    team_id = a_team(session)
    first = a_closed_retro(session, team_id)
    a_closed_retro(session, team_id, phase=Phase.CANCELLED)

    assert retros.latest(session, WORKSPACE, team_id).id == first.id


def test_where_each_was_cancelled_everything_since_the_first_is_told(session: Session):
    team_id = a_team(session)
    first = a_closed_retro(session, team_id, phase=Phase.CANCELLED)
    a_closed_retro(session, team_id, phase=Phase.CANCELLED)

    assert retros.latest(session, WORKSPACE, team_id).id == first.id


def test_what_had_happened_stays_as_it_was_when_the_retro_began(session: Session):
    team_id = a_team(session)
    a_closed_retro(session, team_id)
    case = an_alert(session, a_monitor(session, team_id, created_at=NOON - DAY))
    found, happened = team(session, team_id), looked_back(session, team_id)
    phases.start(session, found, facilitator=ANA.user, now=NOW, happened=happened)
    retro = retros.running(session, WORKSPACE, team_id)

    case.state, case.open_key, case.outcome, case.resolved_at = AlertState.RESOLVED, None, "unclear", NOW
    session.add(case)
    session.flush()
    words = render.message("retros/kick_off", showing.kick_off(session, retro, now=NOW + DAY)).text

    assert "Since last time, Mon 23 Nov 2026: No signal, about 0.14 expected by chance. 1 alert opened." in words
    assert "closed" not in words
