"""What needs somebody is named in its order and counted beyond; every monitor of a team stands in one place."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from kaizen.digests import behind, reasons, weekly
from message_templates import render
from storage import monitors
from storage.actions import Action, ActionState
from storage.ideas import Idea
from storage.monitors import Finding, Monitor
from storage.retros import Retro
from tests.builders import ANA, BEN, NOON, WORKSPACE, a_monitor, a_team, an_alert, an_idea, in_team, team

DAY = timedelta(days=1)


def the_week(session: Session, team_id: int):
    until = NOON + 30 * DAY
    return weekly.week(session, team(session, team_id), until=until, now=until)


def said(view) -> str:
    return render.message("digests/weekly", view).text


def buttons(view) -> list[str]:
    blocks = render.message("digests/weekly", view).blocks
    return [block["accessory"]["text"]["text"] for block in blocks if block.get("accessory")]


def a_late_action(session: Session, team_id: int) -> None:
    retro = Retro(
        workspace=WORKSPACE, team_id=team_id, number=1, channel="C0TEAM", salt="salt", members=2, phase_began_at=NOON,
        phase_due_at=NOON, began_at=NOON,
    )  # fmt: skip
    session.add(retro)
    session.flush()
    action = Action(
        workspace=WORKSPACE, team_id=team_id, retro_id=retro.id, retro_number=1, number=1, text="Check the hand-off",
        owner=BEN.user, proposer=ANA.user, due=(NOON + DAY).date(), measure="m", proposed_at=NOON,
        state=ActionState.ACCEPTED,
    )  # fmt: skip
    session.add(action)
    session.flush()


def test_an_idea_that_waits_hides_no_alert_and_no_late_action(session: Session):
    team_id = a_team(session, members=(ANA, BEN))
    an_idea(session, **in_team(team_id))
    a_late_action(session, team_id)
    minor = an_alert(session, a_monitor(session, team_id, "Volume", severity=3))
    severe = an_alert(session, a_monitor(session, team_id, "Latency", severity=2))
    acked = {"state": "acknowledged", "acked_by": BEN.user, "acked_at": NOON + 2 * DAY}
    an_alert(session, a_monitor(session, team_id, "Recall"), **acked)
    view = the_week(session, team_id)

    assert [need.kind for need in view.needs] == ["alert", "alert", "action", "idea", "lasting"]
    assert [need.number for need in view.needs[:2]] == [severe.number, minor.number], "the most severe first"
    assert "Check the hand-off: <@U0BEN>'s action is late" in said(view)
    assert "<@U0BEN> has had it for 28 days" in said(view)
    assert buttons(view) == ["Open", "Open", "Decide", "Open"]


def test_an_alert_that_somebody_just_took_up_or_that_rests_needs_nobody(session: Session):
    team_id = a_team(session)
    now = NOON + 29 * DAY
    an_alert(session, a_monitor(session, team_id, "A"), state="acknowledged", acked_by=ANA.user, acked_at=now)
    an_alert(session, a_monitor(session, team_id, "B"), state="snoozed", snoozed_until=now + 3 * DAY)

    assert the_week(session, team_id).needs == ()


def test_an_alert_that_a_second_person_may_close_needs_somebody(session: Session):
    team_id = a_team(session)
    proposed = {"proposed_by": ANA.user, "proposed_at": NOON, "proposed_outcome": "expected", "proposed_sentence": "."}
    an_alert(session, a_monitor(session, team_id), state="acknowledged", acked_by=ANA.user, acked_at=NOON, **proposed)

    assert "<@U0ANA> would close it, and a second person has to agree" in said(the_week(session, team_id))


def test_an_action_without_an_owner_was_due_once_its_day_is_over(session: Session):
    team_id = a_team(session, members=(ANA,))
    a_late_action(session, team_id)

    view = the_week(session, team_id)

    assert [need.kind for need in view.needs] == ["left"]
    assert "so nobody does it; it was due" in said(view)


def test_ideas_that_nobody_triaged_as_promised_need_somebody_together(session: Session):
    team_id = a_team(session)
    for day in (19, 18, 28):
        session.get_one(Idea, an_idea(session, **in_team(team_id))).submitted_at = NOON + day * DAY

    view = the_week(session, team_id)

    [need] = view.needs
    assert (need.kind, need.numbers) == ("triage", (2, 1)), "not the third, which came yesterday"
    assert "1 thing needs you: 2 ideas were to be triaged by now and are still new: K-2 and K-1" in said(view)


def test_past_five_the_rest_is_counted_with_where_to_find_it(session: Session):
    team_id = a_team(session)
    for number in range(4):
        an_alert(session, a_monitor(session, team_id, f"Metric {number}"))
    for number in range(3):
        idea = session.get_one(Idea, an_idea(session, **in_team(team_id)))
        idea.submitted_at = NOON - number * DAY

    view = the_week(session, team_id)

    assert "7 things need you" in said(view)
    assert "And 2 more: 2 ideas (/kaizen ideas)." in said(view).replace("`", "")


def test_every_monitor_stands_in_one_place_and_they_add_up(session: Session):
    team_id = a_team(session)
    a_monitor(session, team_id, "Quiet")
    loud = a_monitor(session, team_id, "Loud")
    at = NOON + 29 * DAY
    monitors.keep_finding(
        session, loud.id, Finding(workspace=WORKSPACE, monitor_id=loud.id, rule="limits", at=at, found_at=at)
    )
    for name in ("Restless", "Unruly", "Wild"):
        a_monitor(session, team_id, name, standing="unstable", verdict="no stable baseline: neighbours are alike")
    drift = {"chart": "drift", "baseline_points": None, "baseline_first": NOON - DAY, "baseline_last": NOON}
    a_monitor(session, team_id, "Inputs", **drift)
    a_monitor(session, team_id, "Hurried", standing="too often")
    a_monitor(session, team_id, "Young", standing="too few")
    a_monitor(session, team_id, "Cut off", failing_since=NOON, failure="It cannot be reached")
    silent = a_monitor(session, team_id, "Silent")
    an_alert(session, silent, rule="no-data")
    a_monitor(session, team_id, "Overlooked", swept_at=NOON + 27 * DAY)
    a_monitor(session, team_id, "Given up", stopped_at=NOON)

    words = said(the_week(session, team_id))

    assert (
        "Of 11 monitors: 1 no signal; 1 with a signal (Loud); 1 without drift (Inputs); 3 without a stable baseline, "
        "so no alerts (Restless, Unruly and Wild); 1 whose readings come more often than said, so not judged "
        "(Hurried); 1 without data (Silent); 1 whose source fails (Cut off: It cannot be reached); 1 not looked at "
        "after "
    ) in words
    assert "(Overlooked); 1 still learning." in words
    assert "Stopped, and not counted: Given up." in words


def a_signal(session: Session, monitor: Monitor, at: datetime) -> None:
    found = Finding(workspace=WORKSPACE, monitor_id=monitor.id or 0, rule="limits", at=at, found_at=at + DAY)
    monitors.keep_finding(session, monitor.id or 0, found)


def test_a_signal_counts_also_if_data_are_missing_at_the_end_of_the_week_and_the_monitor_is_not_called_quiet(
    session: Session,
):
    team_id = a_team(session)
    a_monitor(session, team_id, "Quiet")
    cut_short = a_monitor(session, team_id, "Cut short", newest_at=NOON + 26 * DAY)
    a_signal(session, cut_short, NOON + 26 * DAY)
    missing = an_alert(session, cut_short, rule="no-data")

    view = the_week(session, team_id)

    assert (view.models.signals, view.models.quiet, view.models.silent) == (1, 1, ("Cut short",))
    assert view.models.expected == pytest.approx(0.3 * (7 + 4) / 30), "of the second up to where its data end"
    assert "1 signal (1 before data went missing), about 0.11 expected by chance. Of 2 monitors: 1 no" in said(view)

    missing.state, missing.outcome, missing.open_key = "resolved", "data_back", None
    session.add(missing)
    session.flush()

    assert the_week(session, team_id).models.signals == 1, "counted again after its data came back"


def test_why_these_numbers_names_a_signal_whose_monitor_is_without_data_since(session: Session):
    team_id = a_team(session)
    cut_short = a_monitor(session, team_id, "Cut short", newest_at=NOON + 26 * DAY)
    a_signal(session, cut_short, NOON + 26 * DAY)
    an_alert(session, cut_short, rule="no-data")

    week = the_week(session, team_id)
    figures = {one.name: one for one in reasons.figures(week, behind.read(session, team(session, team_id), week))}

    assert figures["Signals"].values == (1,)
    assert figures["Signals"].n == 1
    assert figures["Signals before data went missing"].rows == figures["Signals"].rows
    assert figures["Expected by chance"].rows == ("Cut short",)


def test_a_monitor_without_data_and_without_signals_is_no_reason_to_say_that_there_was_none(session: Session):
    team_id = a_team(session)
    an_alert(session, a_monitor(session, team_id, "Silent", newest_at=NOON + 26 * DAY), rule="no-data")

    assert "1 monitor, none of which can be judged yet: 1 without data" in said(the_week(session, team_id)).replace(
        "*", ""
    )


def test_after_an_outage_no_monitor_is_called_quiet_that_nobody_looked_at(session: Session):
    team_id = a_team(session)
    a_monitor(session, team_id, "Daily", swept_at=NOON + 26 * DAY)
    a_monitor(session, team_id, "Monthly", every_seconds=30 * 86_400, swept_at=NOON + 8 * DAY)
    drift = {"chart": "drift", "baseline_points": None, "baseline_first": NOON - DAY, "baseline_last": NOON}
    a_monitor(session, team_id, "Inputs", **drift, swept_at=NOON + 27 * DAY)

    models = the_week(session, team_id).models

    assert models.unread == ("Daily", "Inputs")
    assert models.unread_after == NOON + 27 * DAY
    assert (models.quiet, models.alike) == (1, ()), "a monthly one is looked at once a month"
    assert models.expected == pytest.approx(0.3 * 7 / 30)


def test_what_chance_brings_to_a_new_monitor_counts_the_intervals_that_it_looks_back_on(session: Session):
    team_id = a_team(session)
    week = {"every_seconds": 7 * 86_400, "expected_a_month": 0.6}
    a_monitor(session, team_id, "New", created_at=NOON + 28 * DAY, **week)

    models = the_week(session, team_id).models

    assert models.expected == pytest.approx(0.6 * (2 + 3 * 7) / 30)


def test_inputs_with_an_open_alert_of_an_earlier_week_are_not_called_without_drift(session: Session):
    team_id = a_team(session)
    drift = {"chart": "drift", "baseline_points": None, "baseline_first": NOON - DAY, "baseline_last": NOON}
    an_alert(session, a_monitor(session, team_id, "Inputs", **drift), rule="drift")
    a_monitor(session, team_id, "Others", **drift)

    models = the_week(session, team_id).models

    assert models.drifted == ("Inputs",)
    assert models.alike == ("Others",)


def test_metrics_past_the_twelfth_are_counted_in_words(session: Session):
    team_id = a_team(session)
    for number in range(15):
        a_monitor(session, team_id, f"Metric {number:02}", newest_at=NOON)

    assert len(the_week(session, team_id).models.uncharted) == 3


def test_a_team_whose_monitors_are_all_stopped_reads_that_nothing_is_watched(session: Session):
    team_id = a_team(session)
    a_monitor(session, team_id, "Given up", stopped_at=NOON)

    words = said(the_week(session, team_id))

    assert "Models: Nothing is watched. Stopped: Given up." in words
    assert "monitors" not in words


def test_monitors_whose_source_fails_share_one_clause(session: Session):
    team_id = a_team(session)
    for number in range(7):
        a_monitor(session, team_id, f"Metric {number}", failing_since=NOON, failure="It cannot be reached")

    words = said(the_week(session, team_id))

    assert "7 whose source fails (Metric 0: It cannot be reached; Metric 1: It cannot be reached; " in words
    assert "Metric 4: It cannot be reached; and 2 more)" in words
    assert words.count("whose source fails") == 1


def test_a_week_without_ideas_is_quiet_only_if_nothing_else_happened(session: Session):
    team_id = a_team(session)
    a_monitor(session, team_id, "Quiet")
    quiet = said(the_week(session, team_id))

    an_alert(session, a_monitor(session, team_id), state="acknowledged", acked_by=ANA.user, acked_at=NOON + 29 * DAY)
    loud = the_week(session, team_id)

    assert "a quiet week, no idea was submitted or moved." in quiet
    assert loud.needs == ()
    assert ": no idea was submitted or moved." in said(loud)
    assert "quiet week" not in str(render.message("digests/weekly", loud))
