"""Alerts: the facts of a card, what a storm becomes, and who is called when nobody takes one up."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from kaizen.alerts import asking, calling, cards, closing, handling, listing, opening
from kaizen.alerts.opening import News
from kaizen.announcements import InChannel, InThread, ToPerson
from kaizen.monitors import planning, sweeping
from kaizen.monitors.judgements import Judged, Signal
from kaizen.refusals import Refusal
from message_templates import render
from storage import alerts, audit, jobs, monitors, people
from storage.alerts import AlertState
from storage.models import Model
from tests.builders import A_GUEST, ANA, BEN, NOON, WORKSPACE, a_monitor, a_team, an_alert, team

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
MONDAY_NOON = NOON
"""In London, where Ana works from nine to five."""

FACTS = {"kind": "signal", "at": NOON.isoformat(), "value": 1.0, "centre": 0.0, "says": "1 point beyond the limits"}
ABOVE, BELOW = ({"above": int(up), "below": int(not up), "beyond": True} for up in (True, False))


def news(rule: str = "limits", at: datetime = NOON, **facts: object) -> News:
    return News(rule, "Latency above its upper limit", FACTS | {"sides": ABOVE} | facts, at)


def words(session: Session, case) -> str:
    return render.message("alerts/card", cards.card(session, case)).text


def a_model(session: Session, name: str = "scorer", **changes) -> Model:
    entry = {
        "workspace": WORKSPACE, "name": name, "key": name, "owner": "U0OWNER", "steward": BEN.user, "tier": "high",
        "version": "v41", "registered_by": ANA.user, "registered_at": NOON,
    }  # fmt: skip
    model = Model(**entry | changes)
    session.add(model)
    session.flush()
    return model


def known(session: Session, user: str, zone: str) -> None:
    people.remember(session, people.SlackPerson(workspace=WORKSPACE, user=user, name=user, zone=zone, seen_at=NOON))


def test_a_card_names_the_model_that_is_everybodys_with_who_answers_for_it(session: Session):
    a_model(session)
    case = an_alert(session, a_monitor(session, a_team(session), model="Scorer"))

    said = words(session, case)

    assert "Scorer v41 · tier high" in said
    assert "Owner <@U0ANA> · model's owner <@U0OWNER> · steward <@U0BEN>" in said


def test_a_card_does_not_show_another_teams_own_model(session: Session):
    a_model(session, team_id=a_team(session, channel="C0PRIVATE", private=True))
    case = an_alert(session, a_monitor(session, a_team(session), model="scorer"))

    assert "v41" not in words(session, case)


def test_the_record_of_a_rule_counts_the_judged_cases_of_90_days_with_their_interval(session: Session):
    monitor = a_monitor(session, a_team(session))
    for number, outcome in enumerate(("real_fixed", "real_accepted", "false_limit", "unclear")):
        an_alert(
            session, monitor, state="resolved", open_key=None, outcome=outcome, opened_at=NOON + number * DAY,
            resolved_at=NOON + 5 * DAY,
        )  # fmt: skip
    an_alert(
        session, monitor, state="resolved", open_key=None, outcome="false_data", opened_at=NOON - 100 * DAY,
        resolved_at=NOON,
    )  # fmt: skip
    case = an_alert(session, monitor, opened_at=NOON + 7 * DAY)

    assert "This rule in 90 days: 2 of 3 judged real (21% to 94%, a 95% interval); missed cases unknown." in words(
        session, case
    )


def test_a_rule_without_judged_cases_has_no_record(session: Session):
    assert "judged real" not in words(session, an_alert(session, a_monitor(session, a_team(session))))


def test_facts_that_an_older_version_kept_otherwise_break_no_card(session: Session):
    monitor = a_monitor(session, a_team(session), chart="drift", baseline_points=None, baseline_first=NOON,
                        baseline_last=NOON)  # fmt: skip
    facts = {
        "kind": "drift", "at": NOON.isoformat(), "since": NOON.isoformat(), "columns_drifted": 1, "columns_tested": 5,
        "columns": [{"name": "Longitude", "words": "drifted: KS 1.000 (p = 2.7e-64)"}], "rows": [], "old": 1,
    }  # fmt: skip

    assert "Longitude" in words(session, an_alert(session, monitor, rule="drift", facts=facts))


def test_the_same_again_edits_the_card_and_keeps_when_it_began(session: Session):
    monitor = a_monitor(session, a_team(session))
    [first] = opening.opened(session, monitor, [news()], now=NOON)

    [again] = opening.opened(session, monitor, [news(at=NOON + 3 * DAY)], now=NOON + 3 * DAY)

    assert again.key == first.key, "an edit, which bumps nothing"
    said = render.message(again.template, again.view).text
    assert "Latency above its upper limit" in said
    assert "The newest of 2 such points." in said


def test_points_above_and_below_the_limits_are_one_case_that_says_so_wherever_it_is_named(session: Session):
    case = opened_case(session, severity=1)
    calling.call(session, WORKSPACE, case.id, now=NOON + HOUR)
    monitor = monitors.monitor(session, WORKSPACE, case.monitor_id)

    card, called = opening.opened(session, monitor, [news(at=NOON + DAY, sides=BELOW)], now=NOON + DAY)

    said = render.message(card.template, card.view).text
    assert "Latency outside its limits" in said
    assert "The newest of 2 such points, 1 above and 1 below." in said
    assert "Latency outside its limits" in render.message(called.template, called.view).text
    opening.opened(session, monitor, [news(at=NOON + 2 * DAY)], now=NOON + 2 * DAY)
    assert "outside its limits" in words(session, case), "also if the next is on the side of the first"
    assert "The newest of 3 such points, 2 above and 1 below" in words(session, case)


def test_one_look_that_finds_points_on_both_sides_opens_a_case_that_counts_both(session: Session):
    monitor = a_monitor(session, a_team(session), newest_at=NOON + DAY)
    signals = tuple(
        Signal("limits", "1 point beyond the limits", NOON + day * DAY, value, None, 50.7, 42.3, 59.2, 2.8)
        for day, value in enumerate((75.0, 25.0))
    )
    plan = planning.plan(session, WORKSPACE, monitor.id, now=NOON + 2 * DAY)
    seen = sweeping.Seen(judged=Judged("settled", "I-MR chart", 60, 30, signals))

    [found] = sweeping.record(session, plan, seen, now=NOON + 2 * DAY).found
    news = News(found.rule, found.title, found.facts, found.at, found.times)
    [card] = opening.opened(session, monitor, [news], now=NOON + 2 * DAY)

    said = render.message(card.template, card.view).text
    assert "A-1 Latency outside its limits" in said
    assert "The newest of 2 such points, 1 above and 1 below; the first was on Mon 23 Nov 2026." in said


def test_points_that_an_older_version_counted_without_their_side_are_not_given_one(session: Session):
    monitor = a_monitor(session, a_team(session))
    opening.opened(session, monitor, [news(sides=None)], now=NOON)

    [card] = opening.opened(session, monitor, [news(at=NOON + DAY, sides=BELOW)], now=NOON + DAY)

    assert "The newest of 2 signals of this rule" in render.message(card.template, card.view).text


def several(session: Session, team_id: int, count: int, *, begin: int = 0, now: datetime = NOON, **changes):
    """The announcements of so many new cases, each on a monitor of its own, half a minute apart."""
    said = []
    for number in range(begin, begin + count):
        monitor = a_monitor(session, team_id, f"Monitor {number}", **changes)
        said.extend(opening.opened(session, monitor, [news()], now=now + number * MINUTE / 2))
    return said


def test_five_cases_in_ten_minutes_have_a_card_each(session: Session):
    said = several(session, a_team(session), 5)

    assert [one.template for one in said] == ["alerts/card"] * 5


def test_more_than_five_share_one_message_that_is_edited(session: Session):
    said = several(session, a_team(session), 8)

    assert [one.template for one in said] == ["alerts/card"] * 5 + ["alerts/storm"] * 3
    assert len({one.key for one in said[5:]}) == 1
    assert said[-1].audience == InChannel("C0TEAM")
    assert [line.title for line in said[-1].view.cases] == ["Latency above its upper limit"] * 3
    assert "3 more alerts within minutes" in render.message("alerts/storm", said[-1].view).text


def test_two_findings_of_one_sweep_edit_the_list_once(session: Session):
    team_id = a_team(session)
    several(session, team_id, 6)
    monitor = a_monitor(session, team_id, "Latency")

    said = opening.opened(session, monitor, [news("limits"), news("nelson-2")], now=NOON + 4 * MINUTE)

    assert [one.template for one in said] == ["alerts/storm"]
    assert len(said[0].view.cases) == 3


def test_a_case_after_a_calm_quarter_of_an_hour_has_a_card_again(session: Session):
    team_id = a_team(session)
    several(session, team_id, 6)

    [after] = several(session, team_id, 1, begin=100, now=NOON)

    assert after.template == "alerts/card"


def test_severity_1_has_its_own_message_even_in_a_storm(session: Session):
    team_id = a_team(session)
    several(session, team_id, 6)

    [urgent] = several(session, team_id, 1, begin=7, severity=1)

    assert urgent.template == "alerts/card"


def test_another_channels_cases_are_no_part_of_a_storm(session: Session):
    several(session, a_team(session), 5)

    [other] = several(session, a_team(session, channel="C0OTHER"), 1, begin=5, channel="C0OTHER")

    assert other.template == "alerts/card"


def test_a_case_of_a_storm_is_opened_taken_up_and_closed_like_any_other(session: Session):
    team_id = a_team(session)
    storm = several(session, team_id, 6)[-1]
    case = storm.view.cases[0]
    shown = listing.opened(session, ANA, case.id)

    acked = handling.acknowledge(session, ANA, case.id, now=NOON + HOUR)
    closed = closing.resolve(session, ANA, case.id, outcome="real_fixed", sentence="Upstream.", now=NOON + 2 * HOUR)

    assert (shown.id, shown.alt_text) == (case.id, "")
    for outcome, state in ((acked, "acknowledged"), (closed, "resolved")):
        listed, note = outcome.announcements
        assert (listed.template, listed.key) == ("alerts/storm", storm.key)
        assert listed.view.cases[0].state == state
        assert note.audience == InThread(storm.key)
        assert note.view.in_storm, "the thread is that of several cases"
    assert "all of them closed" in render.message("alerts/storm", closed.announcements[0].view).text


def test_a_case_is_opened_only_by_whoever_may_see_it(session: Session):
    case = an_alert(session, a_monitor(session, a_team(session, private=True)))

    with pytest.raises(Refusal, match="refusals/not_a_guests"):
        listing.opened(session, A_GUEST, case.id)


def opened_case(session: Session, *, now: datetime = MONDAY_NOON, members=(ANA, BEN), **changes):
    """A new case with its plan to call somebody."""
    known(session, ANA.user, "Europe/London")
    known(session, BEN.user, "Asia/Tokyo")
    monitor = a_monitor(session, a_team(session, members=members), **changes)
    opening.opened(session, monitor, [news()], now=now)
    [case] = alerts.under_way(session, WORKSPACE, monitor.id)
    return case


def planned(session: Session, case) -> list[datetime]:
    waiting = jobs.coming(session, datetime(2000, 1, 1, tzinfo=UTC), [calling.CALL], 100)
    return sorted(job.run_at for job in waiting if job.payload["alert"] == case.id)


@pytest.mark.parametrize(
    ("severity", "opened", "due"),
    [
        (1, datetime(2026, 11, 23, 23, 0, tzinfo=UTC), datetime(2026, 11, 23, 23, 30, tzinfo=UTC)),
        (2, MONDAY_NOON, MONDAY_NOON + 2 * HOUR),
        (2, datetime(2026, 11, 23, 16, 0, tzinfo=UTC), datetime(2026, 11, 24, 10, 0, tzinfo=UTC)),
        (2, datetime(2026, 11, 27, 23, 0, tzinfo=UTC), datetime(2026, 11, 30, 11, 0, tzinfo=UTC)),
        (3, MONDAY_NOON, datetime(2026, 11, 24, 12, 0, tzinfo=UTC)),
    ],
)
def test_how_long_a_case_may_wait_counts_working_hours_of_its_owner_but_for_severity_1(
    session: Session, severity: int, opened: datetime, due: datetime
):
    case = opened_case(session, now=opened, severity=severity)

    assert planned(session, case) == [due]


def test_the_steward_is_called_once_and_the_thread_says_so(session: Session):
    a_model(session, steward="U0STEWARD", owner="U0OWNER")
    known(session, "U0STEWARD", "Europe/London")
    case = opened_case(session, model="scorer")

    called = calling.call(session, WORKSPACE, case.id, now=MONDAY_NOON + 2 * HOUR)
    again = calling.call(session, WORKSPACE, case.id, now=MONDAY_NOON + 3 * HOUR)

    direct, card, note = called.announcements
    assert direct.audience == ToPerson("U0STEWARD")
    said = render.message("alerts/called", direct.view).text
    assert "Nobody has taken up 1 alert in <#C0TEAM> within 2 working hours" in said
    assert "called <@U0STEWARD>" in render.message("alerts/card", card.view).text
    assert note.audience == InThread(card.key)
    assert (
        "I have called <@U0STEWARD>: nobody had taken it up within 2 working hours"
        in render.message("alerts/note", note.view).text
    )
    assert not again.announcements
    assert "alerts.called" in [event.action for event in audit.of_subject(session, WORKSPACE, f"alert:{case.id}")]


@pytest.mark.parametrize(
    ("steward", "owner", "called"),
    [("U0STEWARD", "U0OWNER", "U0STEWARD"), (ANA.user, "U0OWNER", "U0OWNER"), (ANA.user, ANA.user, BEN.user)],
)
def test_whoever_answers_already_is_not_called_if_there_is_anybody_else(
    session: Session, steward: str, owner: str, called: str
):
    a_model(session, steward=steward, owner=owner)
    for user in ("U0STEWARD", "U0OWNER"):
        known(session, user, "Europe/London")
    case = opened_case(session, model="scorer", members=(BEN, ANA))

    assert calling.whom(session, team(session, case.team_id), case, MONDAY_NOON).user == called


@pytest.mark.parametrize("kept", [{"guest": True}, {"gone": True}, {"home": "T0OTHER"}, {"bot": True}])
def test_whoever_cannot_open_the_alert_is_not_called(session: Session, kept: dict):
    described = people.SlackPerson(workspace=WORKSPACE, user="U0STEWARD", zone="UTC", seen_at=NOON, **kept)
    people.remember(session, described)
    a_model(session, steward="U0STEWARD", owner=BEN.user)
    case = an_alert(session, a_monitor(session, a_team(session, members=[ANA]), model="scorer"))

    assert calling.whom(session, team(session, case.team_id), case, MONDAY_NOON).user == BEN.user


def test_a_guest_of_the_team_is_called_like_everybody_in_it(session: Session):
    guest = people.SlackPerson(workspace=WORKSPACE, user=A_GUEST.user, zone="UTC", guest=True, seen_at=NOON)
    people.remember(session, guest)
    a_model(session, steward=A_GUEST.user)
    case = an_alert(session, a_monitor(session, a_team(session, members=[ANA, A_GUEST]), model="scorer"))

    assert calling.whom(session, team(session, case.team_id), case, MONDAY_NOON).user == A_GUEST.user


def test_nobody_is_called_at_night_but_for_severity_1(session: Session):
    case = opened_case(session, owner=BEN.user, severity=2)
    midnight = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)

    said = calling.call(session, WORKSPACE, case.id, now=midnight)

    assert not said.announcements
    assert datetime(2026, 11, 24, 9, 0, tzinfo=UTC) in planned(session, case)

    case.severity = 1
    session.add(case)
    session.flush()
    assert len(calling.call(session, WORKSPACE, case.id, now=midnight).announcements) == 3


def test_of_severity_1_one_after_the_other_is_called_until_somebody_takes_it_up_or_everybody_was(session: Session):
    a_model(session, steward="U0STEWARD", owner="U0OWNER")
    for user in ("U0STEWARD", "U0OWNER"):
        known(session, user, "Europe/London")
    case = opened_case(session, model="scorer", severity=1, owner=ANA.user)
    half_an_hour = timedelta(minutes=30)

    said = [calling.call(session, WORKSPACE, case.id, now=MONDAY_NOON + n * half_an_hour) for n in range(1, 5)]

    called = [[one.audience.user for one in each.announcements if isinstance(one.audience, ToPerson)] for each in said]
    assert called == [["U0STEWARD"], ["U0OWNER"], [], []], "the lead answers for it already"
    words = [render.message("alerts/called", each.announcements[0].view).text for each in said[:2]]
    assert ["after another 30 minutes I call the next one" in told for told in words] == [True, False]
    assert MONDAY_NOON + 2 * half_an_hour in planned(session, case), "half an hour after the first call"
    card = render.message("alerts/card", cards.card(session, case)).text
    assert "called <@U0STEWARD> and <@U0OWNER>, for nobody had taken it up" in card
    direct = [one.key for one in asking.moved_on(session, case)]
    assert len(set(direct)) == 2, "both messages follow what becomes of it"


def test_who_takes_up_severity_1_ends_the_calls(session: Session):
    a_model(session, steward=BEN.user, owner="U0OWNER")
    case = opened_case(session, model="scorer", severity=1, owner=ANA.user)
    calling.call(session, WORKSPACE, case.id, now=MONDAY_NOON + HOUR)

    handling.acknowledge(session, BEN, case.id, now=MONDAY_NOON + HOUR)

    assert not calling.call(session, WORKSPACE, case.id, now=MONDAY_NOON + 2 * HOUR).announcements


def test_whatever_waits_too_long_for_the_same_person_is_told_in_one_message(session: Session):
    first = opened_case(session)
    second = an_alert(session, a_monitor(session, first.team_id, "Accuracy"), opened_at=MONDAY_NOON)
    young = an_alert(session, a_monitor(session, first.team_id, "Volume"), opened_at=MONDAY_NOON + 2 * HOUR)

    said = calling.call(session, WORKSPACE, first.id, now=MONDAY_NOON + 2 * HOUR).announcements

    assert [one.template for one in said].count("alerts/called") == 1
    assert [line.number for line in said[0].view.cases] == [first.number, second.number]
    assert young.called is None
    assert not calling.call(session, WORKSPACE, second.id, now=MONDAY_NOON + 3 * HOUR).announcements


@pytest.mark.parametrize("state", [AlertState.ACKNOWLEDGED, AlertState.SNOOZED])
def test_a_case_that_somebody_looked_at_calls_nobody(session: Session, state: AlertState):
    case = opened_case(session)
    case.state = state
    session.add(case)
    session.flush()

    assert not calling.call(session, WORKSPACE, case.id, now=MONDAY_NOON + DAY).announcements


def test_another_workspace_calls_nobody(session: Session):
    case = opened_case(session)

    assert not calling.call(session, "T0OTHER", case.id, now=MONDAY_NOON + DAY).announcements
