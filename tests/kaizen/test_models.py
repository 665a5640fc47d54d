"""Entering the register and keeping it current."""

from dataclasses import replace

import pytest

from kaizen.models import registering, showing
from kaizen.models.registering import ModelForm
from kaizen.refusals import Refusal, Refusals
from storage import models
from tests.builders import A_GUEST, A_STRANGER, ANA, BEN, NOON, WORKSPACE, a_team

FORM = ModelForm("model", "fraud-scorer", ANA.user, BEN.user, "high", "Fraud", "v41")


def register(session, form=FORM, person=ANA, channel=""):
    return registering.register(session, person, form, channel=channel, now=NOON)


def names(session, person):
    return [entry.name for entry in showing.listed(session, person).models]


def test_stray_spaces_are_not_part_of_a_name(session):
    model = register(session, replace(FORM, name="  fraud   scorer "))

    assert (model.name, model.key) == ("fraud scorer", "fraud scorer")


def test_everything_missing_is_said_at_once(session):
    with pytest.raises(Refusals) as refused:
        register(session, ModelForm("", " ", "", "", "", "", ""))

    assert {refusal.field for refusal in refused.value.refusals} == {"kind", "name", "owner", "steward", "tier"}


def test_a_name_that_no_menu_can_hold_is_refused(session):
    with pytest.raises(Refusals, match="models/name_too_long"):
        register(session, replace(FORM, name="x" * 76))


def test_renaming_an_entry_to_anothers_name_is_refused_and_the_transaction_lives_on(session):
    register(session)
    other = register(session, replace(FORM, name="limit-setter"))

    with pytest.raises(Refusal, match="models/name_taken"):
        registering.change(session, ANA, other.id, replace(FORM, name="Fraud-Scorer"), now=NOON)

    assert names(session, ANA) == ["fraud-scorer", "limit-setter"]


def test_owner_steward_and_the_teams_steering_change_an_entry_and_nobody_else(session):
    model = register(session)

    registering.change(session, BEN, model.id, replace(FORM, version="v42"), now=NOON)
    with pytest.raises(Refusal, match="refusals/not_allowed"):
        registering.change(session, replace(BEN, user="U0ELSA"), model.id, FORM, now=NOON)

    assert models.seen_by(session, WORKSPACE, model.id, user=BEN.user, guest=False).version == "v42"


def test_a_private_teams_model_does_not_exist_for_others(session):
    a_team(session, members=[ANA], channel="C0SECRET", private=True)
    model = register(session, channel="C0SECRET")

    assert names(session, ANA) == ["fraud-scorer"]
    assert names(session, BEN) == []
    with pytest.raises(Refusal, match="refusals/not_found"):
        registering.change(session, BEN, model.id, FORM, now=NOON)


def test_guests_and_strangers_register_nothing(session):
    with pytest.raises(Refusal, match="refusals/guest"):
        register(session, person=A_GUEST)
    with pytest.raises(Refusal, match="refusals/other_workspace"):
        register(session, person=A_STRANGER)
    assert showing.listed(session, A_STRANGER).total == 0


def test_a_guest_in_the_team_registers_for_it(session):
    a_team(session, members=[ANA, A_GUEST], channel="C0TEAM")

    register(session, person=A_GUEST, channel="C0TEAM")

    assert names(session, A_GUEST) == ["fraud-scorer"]
    assert showing.listed(session, A_GUEST, channel="C0TEAM").may_register
    assert not showing.listed(session, A_GUEST, channel="C0ELSEWHERE").may_register


def test_a_guest_who_is_steward_finds_and_keeps_what_is_theirs_unless_it_is_a_private_teams(session):
    a_team(session, members=[ANA], channel="C0OPEN")
    a_team(session, members=[ANA], channel="C0SECRET", private=True)
    open_to_all = register(session, replace(FORM, name="scorer", steward=A_GUEST.user), channel="C0OPEN")
    register(session, replace(FORM, name="secret", steward=A_GUEST.user), channel="C0SECRET")
    register(session, replace(FORM, name="another's"))

    registering.change(session, A_GUEST, open_to_all.id, replace(FORM, name="scorer", version="v42"), now=NOON)

    assert names(session, replace(A_GUEST, user="U0OTHER")) == []
    assert names(session, A_GUEST) == [], "they handed it on"


def test_what_a_guest_answers_for_is_in_their_list(session):
    register(session, replace(FORM, name="scorer", steward=A_GUEST.user))
    register(session, replace(FORM, name="another's"))

    assert names(session, A_GUEST) == ["scorer"]
    assert showing.listed(session, A_GUEST).models[0].may_change
