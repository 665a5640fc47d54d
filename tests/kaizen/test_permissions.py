"""The table of who may do what."""

import pytest

from kaizen import permissions
from kaizen.people import Person
from kaizen.permissions import Role
from kaizen.refusals import Refusal
from message_templates import render

COLLEAGUE = Person("T1", "U1", home="T1")
GUEST = Person("T1", "U2", guest=True)
ADMIN = Person("T1", "U3", admin=True)
STRANGER = Person("T1", "U4", home="T2", admin=True)


@pytest.mark.parametrize(
    ("action", "also", "allowed"),
    [
        ("teams.set_up", [], {"colleague", "admin"}),
        ("teams.set_up", [Role.TEAMMATE], {"colleague", "admin"}),
        ("teams.change", [], {"admin"}),
        ("teams.change", [Role.TEAMMATE], {"admin"}),
        ("teams.change", [Role.LEAD], {"colleague", "guest", "admin"}),
        ("teams.change", [Role.FACILITATOR], {"colleague", "guest", "admin"}),
        ("teams.own_hours", [], set()),
        ("teams.own_hours", [Role.TEAMMATE], {"colleague", "guest", "admin"}),
        ("models.register", [], {"colleague", "admin"}),
        ("models.register", [Role.TEAMMATE], {"colleague", "guest", "admin"}),
        ("ideas.submit", [], {"colleague", "admin"}),
        ("ideas.submit", [Role.TEAMMATE], {"colleague", "guest", "admin"}),
        ("ideas.vote", [Role.TEAMMATE], {"colleague", "guest", "admin"}),
        ("retros.write", [Role.TEAMMATE], {"colleague", "guest", "admin"}),
        ("models.change", [], {"admin"}),
        ("models.change", [Role.OWNER], {"colleague", "guest", "admin"}),
        ("outbox.retry", [Role.LEAD], {"admin"}),
    ],
)
def test_an_action_is_open_to_those_of_its_row_and_never_to_strangers(action, also, allowed):
    people = {"colleague": COLLEAGUE, "guest": GUEST, "admin": ADMIN, "stranger": STRANGER}

    may = {name for name, person in people.items() if permissions.may(person, action, also=also)}

    assert may == allowed


@pytest.mark.parametrize(
    ("person", "template"),
    [
        (COLLEAGUE, "refusals/not_allowed"),
        (GUEST, "refusals/guest"),
        (STRANGER, "refusals/other_workspace"),
    ],
)
def test_a_refusal_says_what_stands_in_the_way(person, template):
    with pytest.raises(Refusal) as refused:
        permissions.require(person, "outbox.retry")

    assert refused.value.template == template


def test_who_may_instead_is_named_in_the_refusal():
    with pytest.raises(Refusal) as refused:
        permissions.require(COLLEAGUE, "teams.change", also=[Role.TEAMMATE])

    assert refused.value.figures["allowed"] == ["admin", "facilitator", "lead"]


def test_a_guest_as_such_stands_in_no_row_and_is_what_teams_make_of_them():
    assert [action for action, allowed in permissions.ALLOWED.items() if Role.GUEST in allowed] == []
    assert [action for action in permissions.ALLOWED if permissions.may(GUEST, action)] == []


def test_an_action_that_the_table_does_not_know_is_a_mistake_not_a_permission():
    with pytest.raises(KeyError):
        permissions.may(ADMIN, "teams.abolish")


def test_a_guest_hears_what_guests_see_and_nobody_hears_whether_there_is_something_to_hide():
    member, guest = (permissions.unseen(Person("T1", "U1", guest=is_guest), "idea") for is_guest in (False, True))

    assert (member.template, guest.template) == ("refusals/not_found", "refusals/not_a_guests")
    assert render.words(guest.template, **guest.figures).startswith("Guests see what belongs to the teams that count")
