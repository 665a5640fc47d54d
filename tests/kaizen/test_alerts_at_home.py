"""The Home tab shows the alerts that one has, answers for, or was called for."""

from datetime import timedelta

from sqlmodel import Session

from kaizen import home
from kaizen.alerts import calling, closing, handling
from tests.builders import ANA, BEN, NOON, WORKSPACE, a_monitor, a_team, an_alert

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def numbers(session: Session, person) -> list[int]:
    return [line.number for line in home.tab(session, person, now=NOON + DAY).alerts]


def test_whoever_was_called_finds_the_alert_at_home_until_it_is_closed(session: Session):
    monitor = a_monitor(session, a_team(session, members=(ANA, BEN)), owner=BEN.user)
    case = an_alert(session, monitor, opened_at=NOON)
    assert numbers(session, ANA) == []

    calling.call(session, WORKSPACE, case.id, now=NOON + 2 * HOUR)
    called = numbers(session, ANA)
    closing.resolve(session, BEN, case.id, outcome="expected", sentence="A sale.", now=NOON + DAY)

    assert called == [case.number]
    assert numbers(session, ANA) == []


def test_whoever_answers_for_an_alert_or_took_it_up_finds_it_at_home(session: Session):
    monitor = a_monitor(session, a_team(session, members=(ANA, BEN)), owner=ANA.user)
    case = an_alert(session, monitor, opened_at=NOON)

    handling.acknowledge(session, BEN, case.id, now=NOON)

    assert numbers(session, ANA) == numbers(session, BEN) == [case.number]
