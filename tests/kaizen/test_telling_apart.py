"""Whose each line of a list is, for those who see more than one team."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from kaizen.alerts import listing as alerts
from kaizen.ideas import listing as ideas
from kaizen.monitors import listing as monitors
from kaizen.people import Person
from message_templates import render
from tests.builders import A_GUEST, ANA, a_monitor, a_team, an_alert, an_idea, in_team

OURS, THEIRS = "Team of C0TEAM", "Team of C0CREDIT"

LISTS: dict[str, Callable[[Session, Person], object]] = {
    "ideas/listed": lambda session, person: ideas.listed(session, person, ""),
    "monitors/listed": monitors.listed,
    "alerts/listed": alerts.listed,
}
every_list = pytest.mark.parametrize("template", LISTS)


def said(session: Session, person: Person, template: str) -> str:
    message = render.message(template, LISTS[template](session, person), seal=lambda reference: reference)
    return f"{message.text} {message.blocks}"


def something_of(session: Session, team_id: int, name: str) -> None:
    an_idea(session, **in_team(team_id))
    an_alert(session, a_monitor(session, team_id, name))


@every_list
def test_each_line_names_its_team_where_there_are_several(session: Session, template: str):
    something_of(session, a_team(session), "Latency")
    something_of(session, a_team(session, channel="C0CREDIT"), "Precision")

    words = said(session, ANA, template)

    assert words.count(OURS) == words.count(THEIRS) == 2, "once in the text, once in the blocks"


@every_list
def test_no_line_names_the_only_team_that_the_reader_sees(session: Session, template: str):
    something_of(session, a_team(session, members=(ANA, A_GUEST)), "Latency")
    something_of(session, a_team(session, channel="C0CREDIT"), "Precision")

    words = said(session, A_GUEST, template)

    assert OURS not in words
    assert THEIRS not in words
