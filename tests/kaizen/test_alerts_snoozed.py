"""A case rests: for how long is offered, taken and refused."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from kaizen.alerts import handling
from kaizen.refusals import Refusal
from kaizen.teams import defaults
from storage import teams
from tests.builders import ANA, NOON, WORKSPACE, a_monitor, a_team, an_alert

HOUR = timedelta(hours=1)


def a_case(session: Session, *, usual: str | None = None):
    """An open case of a team that snoozes for so many hours as a rule."""
    team_id = a_team(session)
    teams.change_setting(session, WORKSPACE, team_id, defaults.SNOOZE_HOURS.name, usual)
    return an_alert(session, a_monitor(session, team_id))


def offered(session: Session, case) -> tuple[dict[str, str], str]:
    form = handling.snooze_form(session, ANA, case.id)
    return {choice.value: choice.words for choice in form.lengths}, form.usual


def test_a_team_that_settled_nothing_is_offered_a_day_first(session: Session):
    lengths, usual = offered(session, a_case(session))

    assert lengths == {"4": "4 hours", "24": "24 hours", "72": "3 days", "168": "7 days"}
    assert usual == "24"


def test_the_hours_that_a_team_settled_are_offered_first_also_if_nobody_else_has_them(session: Session):
    lengths, usual = offered(session, a_case(session, usual="8"))

    assert list(lengths.values()) == ["4 hours", "8 hours", "24 hours", "3 days", "7 days"]
    assert usual == "8"


def test_a_case_rests_for_the_hours_that_the_team_settled(session: Session):
    case = a_case(session, usual="8")

    handling.snooze(session, ANA, case.id, hours="8", reason="Deploying.", now=NOON)

    assert case.snoozed_until == NOON + 8 * HOUR


@pytest.mark.parametrize("hours", ["", "0", "-4", "169", "soon"])
def test_no_case_rests_for_longer_than_is_promised_to_everybody(session: Session, hours: str):
    case = a_case(session)

    with pytest.raises(Refusal, match="alerts/length_missing"):
        handling.snooze(session, ANA, case.id, hours=hours, reason="Deploying.", now=NOON)
