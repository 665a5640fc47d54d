"""What an author is promised, what the lead is reminded of, and who hears of a move when."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from kaizen.ideas import moving, promising, telling, triaging
from kaizen.people import Person
from kaizen.teams import defaults
from message_templates import render
from message_templates.ideas import views
from storage import facilitators, jobs, people, teams
from storage import ideas as stored
from storage.jobs import Job
from tests.builders import ANA, BEN, NOON, WORKSPACE, a_team, an_idea, in_team, team

FRIDAY = datetime(2026, 11, 27, 12, tzinfo=UTC)
DUE = datetime(2026, 11, 30, 17, tzinfo=UTC)
"""Five working days after NOON, a Monday, at the end of the team's day in London."""
NEXT_MORNING = datetime(2026, 12, 1, 9, tzinfo=UTC)
CAI = Person(WORKSPACE, "U0CAI", "Cai", "Europe/London")


def told_to_author(session: Session, idea: int, now: datetime = NOON) -> views.Mine:
    [said] = telling.author(session, stored.idea(session, WORKSPACE, idea), now=now)
    assert isinstance(said.view, views.Mine)
    return said.view


def planned(session: Session, kind: str) -> list[Job]:
    return list(session.exec(select(Job).where(Job.kind == kind).order_by(Job.run_at)))


def come_due(session: Session, idea: int, now: datetime):
    return triaging.come_due(session, WORKSPACE, {"idea": idea}, now=now).announcements


def reminders(announcements) -> list[tuple[str, list[int]]]:
    found = [said for said in announcements if said.template == "ideas/untriaged"]
    return [(said.audience.user, [idea.number for idea in said.view.ideas]) for said in found]


def test_the_author_reads_who_triages_by_which_day(session: Session):
    idea = an_idea(session, BEN, **in_team(a_team(session, members=[ANA, BEN])))

    said = told_to_author(session, idea)

    assert (said.triager, said.triage_by, said.own_triage, said.overdue) == (ANA.user, date(2026, 11, 30), False, False)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 11, 23), 5, date(2026, 11, 30)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 12, 31), 5, date(2027, 1, 7)),
    ],
)
def test_a_weekend_is_no_working_day(start, days, end):
    assert promising.working_days_after(start, days) == end


def test_a_day_is_one_of_the_teams_zone(session: Session):
    found = team(session, a_team(session))
    found.zone = "Asia/Tokyo"
    late_on_monday_in_london = datetime(2026, 11, 23, 22, tzinfo=UTC)

    by = promising.by(session, found, late_on_monday_in_london)

    assert by == datetime(2026, 12, 1, 8, tzinfo=UTC)  # Tuesday 17:00 in Tokyo


def test_a_team_may_promise_another_number_of_days(session: Session):
    number = a_team(session, members=[ANA, BEN])
    teams.change_setting(session, WORKSPACE, number, defaults.TRIAGE_WITHIN.name, "2")

    idea = an_idea(session, BEN, **in_team(number))

    assert told_to_author(session, idea).triage_by == date(2026, 11, 25)


def test_without_a_team_nothing_is_promised_and_nobody_is_reminded(session: Session):
    idea = an_idea(session)

    said = told_to_author(session, idea)

    assert (said.triager, said.triage_by, said.team) == ("", None, "")
    assert planned(session, triaging.KIND) == []


def test_a_lead_who_has_left_is_not_promised(session: Session):
    number = a_team(session, members=[ANA, BEN])
    people.remember(session, people.SlackPerson(workspace=WORKSPACE, user=ANA.user, gone=True, seen_at=NOON))

    said = told_to_author(session, an_idea(session, BEN, **in_team(number)))

    assert (said.triager, said.triage_by, said.team) == ("", None, "Team of C0TEAM")


def test_an_unnamed_author_is_told_nothing(session: Session):
    idea = an_idea(session, BEN, unnamed=True, **in_team(a_team(session, members=[ANA, BEN])))

    assert telling.author(session, stored.idea(session, WORKSPACE, idea), now=NOON) == []


def test_a_reminder_is_planned_for_the_end_of_the_promised_day(session: Session):
    an_idea(session, BEN, **in_team(a_team(session, members=[ANA, BEN])))

    assert [job.run_at for job in planned(session, triaging.KIND)] == [DUE]


def test_who_is_not_at_work_any_more_is_reminded_the_next_morning(session: Session):
    idea = an_idea(session, BEN, **in_team(a_team(session, members=[ANA, BEN])))

    said = come_due(session, idea, DUE)

    assert reminders(said) == []
    assert [
        (told.overdue, told.reminded) for told in (told_to_author(session, idea, at) for at in (DUE, NEXT_MORNING))
    ] == [
        (True, False),
        (True, True),
    ]
    assert [job.run_at for job in planned(session, triaging.KIND)] == [DUE, NEXT_MORNING]


def test_the_lead_is_reminded_once_of_all_that_was_due_by_one_day(session: Session):
    number = a_team(session, members=[ANA, BEN])
    first, second = (an_idea(session, BEN, **in_team(number)) for _ in range(2))
    triaged = an_idea(session, BEN, **in_team(number))
    moving.move(session, ANA, triaged, to="triaged", reason="Small.", now=NOON)

    said = [come_due(session, idea, NEXT_MORNING) for idea in (first, second, triaged)]

    assert [reminders(one) for one in said] == [[(ANA.user, [1, 2])], [(ANA.user, [1, 2])], []]
    assert len({one.key for some in said for one in some if one.template == "ideas/untriaged"}) == 1


def test_more_days_than_were_promised_at_first_hold(session: Session):
    number = a_team(session, members=[ANA, BEN])
    idea = an_idea(session, BEN, **in_team(number))
    teams.change_setting(session, WORKSPACE, number, defaults.TRIAGE_WITHIN.name, "6")

    said = come_due(session, idea, DUE)

    assert list(said) == []
    assert [job.run_at for job in planned(session, triaging.KIND)] == [DUE, DUE + timedelta(days=1)]


def test_a_lead_who_is_away_is_reminded_when_they_are_back(session: Session):
    idea = an_idea(session, BEN, **in_team(a_team(session, members=[ANA, BEN])))
    facilitators.be_away(session, WORKSPACE, ANA.user, date(2026, 11, 30), date(2026, 12, 4))

    come_due(session, idea, DUE)

    assert planned(session, triaging.KIND)[-1].run_at == datetime(2026, 12, 7, 9, tzinfo=UTC)


def test_whoever_works_when_an_idea_moves_hears_it_at_once_and_others_in_their_morning(session: Session):
    number = a_team(session, members=[ANA, BEN])
    idea = an_idea(session, ANA, votes=[BEN], **in_team(number))
    evening_in_tokyo = datetime(2026, 11, 24, 11, tzinfo=UTC)

    said = moving.move(session, ANA, idea, to="triaged", reason="Small.", now=evening_in_tokyo).announcements

    [job] = planned(session, telling.TELL)
    assert [one for one in said if one.key.endswith(BEN.user)] == []
    assert job.run_at == datetime(2026, 11, 25, 0, tzinfo=UTC)  # 09:00 in Tokyo
    [told] = telling.say(session, WORKSPACE, job.payload, now=job.run_at).announcements
    assert (told.template, told.audience.user, told.view.reason) == ("ideas/moved", BEN.user, "Small.")


def test_what_moves_twice_while_somebody_sleeps_is_one_message(session: Session):
    number = a_team(session, members=[ANA, BEN])
    idea = an_idea(session, ANA, votes=[BEN], **in_team(number))
    evening_in_tokyo = datetime(2026, 11, 24, 11, tzinfo=UTC)
    for minutes, (status, why) in enumerate([("triaged", "Small."), ("approved", "Worth it.")]):
        moving.move(session, ANA, idea, to=status, reason=why, now=evening_in_tokyo + timedelta(minutes=minutes))

    [job] = planned(session, telling.TELL)
    [told] = telling.say(session, WORKSPACE, job.payload, now=job.run_at).announcements

    said = render.message(told.template, told.view).text
    assert ": New → Triaged → Approved. " in said
    assert said.endswith(f"Triaged by <@{ANA.user}>: Small. Approved by <@{ANA.user}>: Worth it.")


def test_what_moves_once_they_are_at_work_is_a_message_of_its_own(session: Session):
    number = a_team(session, members=[ANA, BEN])
    idea = an_idea(session, ANA, votes=[BEN], **in_team(number))
    moving.move(session, ANA, idea, to="triaged", reason="Small.", now=datetime(2026, 11, 24, 11, tzinfo=UTC))
    [job] = planned(session, telling.TELL)
    job.state = jobs.State.DONE
    session.flush()
    in_the_morning = job.run_at + timedelta(minutes=5)

    said = moving.move(session, ANA, idea, to="approved", reason="Worth it.", now=in_the_morning).announcements

    [told] = [one for one in said if one.key.endswith(BEN.user)]
    assert told.view.path == ("Triaged", "Approved")


def test_what_comes_too_late_for_their_day_waits_for_the_next(session: Session):
    number = a_team(session, members=[ANA, BEN])
    idea = an_idea(session, ANA, votes=[BEN], **in_team(number))
    moving.move(session, ANA, idea, to="triaged", reason="Small.", now=datetime(2026, 11, 24, 11, tzinfo=UTC))
    [job] = planned(session, telling.TELL)

    said = telling.say(session, WORKSPACE, job.payload, now=datetime(2026, 11, 25, 10, tzinfo=UTC))

    assert list(said.announcements) == []
    assert planned(session, telling.TELL)[-1].run_at == datetime(2026, 11, 26, 0, tzinfo=UTC)


def test_the_hours_of_a_voter_outside_the_team_are_those_of_their_zone_in_slack(session: Session):
    idea = an_idea(session, ANA, votes=[BEN], **in_team(a_team(session)))
    people.remember(session, people.SlackPerson(workspace=WORKSPACE, user=BEN.user, zone=BEN.zone, seen_at=NOON))

    moving.move(session, ANA, idea, to="triaged", reason="Small.", now=FRIDAY)

    [job] = planned(session, telling.TELL)
    assert job.run_at == datetime(2026, 11, 30, 0, tzinfo=UTC)  # Monday 09:00 in Tokyo


def test_who_has_left_hears_nothing_more(session: Session):
    idea = an_idea(session, ANA, votes=[BEN], **in_team(a_team(session)))
    people.remember(session, people.SlackPerson(workspace=WORKSPACE, user=BEN.user, gone=True, seen_at=NOON))

    said = moving.move(session, ANA, idea, to="triaged", reason="Small.", now=NOON).announcements

    assert [one for one in said if one.key.endswith(BEN.user)] == []
    assert planned(session, telling.TELL) == []


def with_a_deputy(session: Session) -> int:
    """Ana leads, and Cai stands in for her; ideas come from Ben."""
    number = a_team(session, members=[ANA, BEN, CAI])
    team(session, number).deputy = CAI.user
    return number


def away(session: Session, user: str, first: date, last: date) -> None:
    facilitators.be_away(session, WORKSPACE, user, first, last)


def test_while_the_lead_is_away_the_deputy_triages_and_the_promise_says_so(session: Session):
    number = with_a_deputy(session)
    away(session, ANA.user, NOON.date(), DUE.date())

    said = told_to_author(session, an_idea(session, BEN, **in_team(number)))

    assert (said.triager, said.away) == (CAI.user, ANA.user)
    assert f"<@{CAI.user}> triages it by Mon 30 Nov 2026, since <@{ANA.user}> is away until then." in (
        render.message("ideas/saved", said).text
    )


def test_a_lead_who_is_there_on_one_of_the_days_triages_themselves(session: Session):
    number = with_a_deputy(session)
    away(session, ANA.user, NOON.date(), DUE.date() - timedelta(days=1))

    said = told_to_author(session, an_idea(session, BEN, **in_team(number)))

    assert (said.triager, said.away) == (ANA.user, "")


def test_a_reminder_goes_to_the_deputy_when_the_lead_has_left_for_days(session: Session):
    number = with_a_deputy(session)
    idea = an_idea(session, BEN, **in_team(number))
    away(session, ANA.user, NEXT_MORNING.date(), NEXT_MORNING.date() + timedelta(days=14))

    said = come_due(session, idea, NEXT_MORNING)

    assert reminders(said) == [(CAI.user, [1])]
    assert f"I have reminded <@{CAI.user}>" in render.message("ideas/saved", said[-1].view).text


def test_where_both_are_away_the_lead_is_promised(session: Session):
    number = with_a_deputy(session)
    for person in (ANA, CAI):
        away(session, person.user, NOON.date(), DUE.date() + timedelta(days=30))

    said = told_to_author(session, an_idea(session, BEN, **in_team(number)))

    assert (said.triager, said.away) == (ANA.user, "")


def test_a_deputy_triages_where_the_lead_has_left(session: Session):
    number = with_a_deputy(session)
    team(session, number).lead = "U0GONE"

    said = told_to_author(session, an_idea(session, CAI, **in_team(number)))

    assert (said.triager, said.away, said.own_triage) == (CAI.user, "", True)
