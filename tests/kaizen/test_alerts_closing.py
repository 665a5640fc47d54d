"""How a case ends: who closed it and who agreed, what it repeats, and direct messages that follow it."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from kaizen.alerts import asking, calling, cards, closing, finding, handling
from kaizen.announcements import InThread, Outcome, ToPerson
from kaizen.people import Person
from kaizen.refusals import Refusal
from message_templates import render
from storage import jobs, teams
from storage.alerts import Alert
from storage.models import Model
from tests.builders import ANA, BEN, NOON, WORKSPACE, a_monitor, a_team, an_alert, team

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FIXED = {"outcome": "real_fixed", "sentence": "An upstream mapping had changed."}


def a_case(session: Session, *, tier: str = "low", **changes: object) -> Alert:
    """A case of a model, in a team of Ana and Ben; Ana answers for the monitor, Ben is the model's steward."""
    model = Model(
        workspace=WORKSPACE, name="scorer", key="scorer", owner=ANA.user, steward=BEN.user, tier=tier, version="v41",
        registered_by=ANA.user, registered_at=NOON,
    )  # fmt: skip
    session.add(model)
    monitor = a_monitor(session, a_team(session, members=(ANA, BEN)), model="scorer")
    return an_alert(session, monitor, opened_at=NOON, **changes)


def agree(session: Session, person: Person, case: Alert, *, now: datetime) -> Outcome:
    """They agree to what is proposed now."""
    return closing.agree(session, person, case.id, proposal=finding.proposal(case), now=now)


def words(session: Session, case: Alert) -> str:
    return render.message("alerts/card", cards.card(session, case)).text


def buttons(message: render.Message) -> list[str]:
    rows = [block for block in message.blocks if block["type"] == "actions"]
    beside = [block["accessory"] for block in message.blocks if block.get("accessory")]
    return [button["text"]["text"] for row in rows for button in row["elements"]] + [b["text"]["text"] for b in beside]


def card_buttons(session: Session, case: Alert) -> list[str]:
    return buttons(render.message("alerts/card", cards.card(session, case)))


def test_who_took_it_up_and_when_stays_on_the_card(session: Session):
    case = a_case(session)
    handling.acknowledge(session, BEN, case.id, now=NOON + timedelta(minutes=6))

    handling.snooze(session, ANA, case.id, hours="24", reason="Deploying.", now=NOON + HOUR)
    snoozed = words(session, case)
    closing.resolve(session, ANA, case.id, **FIXED, now=NOON + 5 * HOUR)
    closed = words(session, case)

    assert "Snoozed by <@U0ANA> until" in snoozed
    for said in (snoozed, closed):
        assert "Taken up by <@U0BEN>" in said
        assert "6 minutes after it was posted" in said
    assert "by <@U0ANA>, 5 hours after it was posted: An upstream mapping had changed." in closed


def test_of_a_model_of_the_highest_tier_one_person_proposes_and_a_second_closes(session: Session):
    case = a_case(session, tier="high")

    closing.resolve(session, ANA, case.id, **FIXED, now=NOON + HOUR)
    proposed, offered = words(session, case), card_buttons(session, case)
    with pytest.raises(Refusal, match="alerts/own_proposal"):
        agree(session, ANA, case, now=NOON + HOUR)
    agree(session, BEN, case, now=NOON + 2 * HOUR)

    assert "<@U0ANA> would close it: Real – fixed" in proposed
    assert offered == ["Agree and close", "Snooze", "Resolve"]
    assert case.state == "resolved"
    assert "Closed Real – fixed by <@U0ANA>, <@U0BEN> agreed" in words(session, case)


@pytest.mark.parametrize("tier", ["medium", "low"])
def test_of_other_models_one_person_is_enough(session: Session, tier: str):
    case = a_case(session, tier=tier)

    closing.resolve(session, ANA, case.id, **FIXED, now=NOON)

    assert case.state == "resolved"


def test_the_second_person_is_asked_in_their_own_hours_and_their_message_follows_the_case(session: Session):
    case = a_case(session, tier="high")
    closing.resolve(session, ANA, case.id, **FIXED, now=NOON)
    [job] = jobs.coming(session, NOON - DAY, [asking.ASK], 100)

    [asked] = asking.ask(session, WORKSPACE, job.payload).announcements
    closed = agree(session, BEN, case, now=NOON + DAY)

    assert job.run_at > NOON, "it is night in Tokyo"
    assert asked.audience == ToPerson(BEN.user)
    assert buttons(render.message(asked.template, asked.view)) == ["Agree and close", "Open"]
    edited = next(one for one in closed.announcements if one.key == asked.key)
    assert buttons(render.message(edited.template, edited.view)) == []


def test_who_is_not_in_the_private_team_any_more_is_asked_nothing_and_reads_nothing_new_of_its_alerts(session: Session):
    case = a_case(session, tier="high")
    team(session, case.team_id).private = True
    closing.resolve(session, ANA, case.id, **FIXED, now=NOON)
    [job] = jobs.coming(session, NOON - DAY, [asking.ASK], 100)
    [asked] = asking.ask(session, WORKSPACE, job.payload).announcements
    teams.leave(session, WORKSPACE, case.team_id, BEN.user)

    again = asking.ask(session, WORKSPACE, job.payload)
    said = asking.moved_on(session, case)

    assert asked.audience == ToPerson(BEN.user)
    assert not again.announcements
    assert not list(said)


def test_what_a_second_person_would_agree_to_stands_on_the_card_also_while_the_case_rests(session: Session):
    case = a_case(session, tier="high")
    closing.resolve(session, ANA, case.id, **FIXED, now=NOON)

    handling.snooze(session, BEN, case.id, hours="24", reason="Deploying.", now=NOON + HOUR)

    assert "Agree and close" in card_buttons(session, case)
    resting = words(session, case)
    assert "Snoozed by <@U0BEN>" in resting
    assert "<@U0ANA> would close it: Real – fixed – An upstream mapping had changed." in resting


def test_another_answer_replaces_a_proposal_and_needs_another_second(session: Session):
    case = a_case(session, tier="high")
    closing.resolve(session, ANA, case.id, **FIXED, now=NOON)

    closing.resolve(session, BEN, case.id, outcome="unclear", sentence="Nobody knows.", now=NOON + HOUR)

    assert case.proposed_by == BEN.user
    with pytest.raises(Refusal, match="alerts/own_proposal"):
        agree(session, BEN, case, now=NOON + HOUR)


def carried(message: render.Message) -> str:
    """What travels with *Agree and close*."""
    buttons = [button for block in message.blocks if block["type"] == "actions" for button in block["elements"]]
    return next(button["value"] for button in buttons if button["action_id"] == "alerts.agree")


@pytest.mark.parametrize("template", ["alerts/card", "alerts/agree"])
def test_nobody_agrees_to_another_proposal_than_the_one_whose_button_they_pressed(session: Session, template: str):
    case = a_case(session, tier="high")
    asking_to_agree = closing.resolve(session, ANA, case.id, **FIXED, now=NOON)
    [job] = jobs.coming(session, NOON - DAY, [asking.ASK], 100)
    said = [*asking_to_agree.announcements, *asking.ask(session, WORKSPACE, job.payload).announcements]
    pressed = carried(next(render.message(one.template, one.view) for one in said if one.template == template))
    changed = closing.resolve(session, ANA, case.id, outcome="unclear", sentence="Nobody knows.", now=NOON + HOUR)
    edited = carried(next(render.message(o.template, o.view) for o in changed.announcements if o.template == template))

    with pytest.raises(Refusal, match="alerts/another_proposal") as refused:
        closing.agree(session, BEN, case.id, proposal=finding.opened_proposal(pressed)[1], now=NOON + HOUR)

    told = render.message(refused.value.template, refused.value.figures).text
    assert "A-1 was changed meanwhile, so I did nothing. Now <@U0ANA> would close it: Could not tell." in told
    assert told.endswith("Their words: Nobody knows.")
    assert case.state == "acknowledged"
    closing.agree(session, BEN, case.id, proposal=finding.opened_proposal(edited)[1], now=NOON + 2 * HOUR)
    assert case.outcome == "unclear"


def test_a_button_of_an_older_version_agrees_to_nothing_and_says_where_to_agree(session: Session):
    case = a_case(session, tier="high")
    closing.resolve(session, ANA, case.id, **FIXED, now=NOON)
    number, proposal = finding.opened_proposal(f"alert:{case.id}")

    with pytest.raises(Refusal, match="alerts/another_proposal") as refused:
        closing.agree(session, BEN, number, proposal=proposal, now=NOON + HOUR)

    told = render.message(refused.value.template, refused.value.figures).text
    assert told.startswith("This older button does not say which proposal to close A-1 you saw, so I did nothing.")
    assert "To agree to that, open A-1 in /kaizen alerts." in told


def test_there_is_nothing_to_agree_to_unless_somebody_proposed_it(session: Session):
    with pytest.raises(Refusal, match="alerts/nothing_proposed"):
        closing.agree(session, BEN, a_case(session, tier="high").id, proposal="", now=NOON)


def test_a_duplicate_says_of_which_and_both_name_each_other(session: Session):
    original = a_case(session)
    monitor = a_monitor(session, original.team_id, "Accuracy")
    repeat = an_alert(session, monitor, opened_at=NOON + HOUR)
    form = closing.form(session, ANA, repeat.id, now=NOON + DAY)

    closed = closing.resolve(
        session, ANA, repeat.id, outcome="duplicate", sentence="One cause.", repeats=form.others[0].value,
        now=NOON + DAY,
    )  # fmt: skip

    assert [choice.words for choice in form.others] == [f"A-{original.number} {original.title}"]
    assert f"Closed Duplicate of another case, A-{original.number} by" in words(session, repeat)
    assert f"Repeated by A-{repeat.number}" in words(session, original)
    card, note = closed.announcements[-2:]
    assert card.key == cards.key(original.id)
    assert note.audience == InThread(cards.key(original.id))
    assert f"found that A-{repeat.number} repeats it" in render.message(note.template, note.view).text


@pytest.mark.parametrize("repeats", ["", "0", "itself"])
def test_a_duplicate_of_nothing_is_asked_of_what(session: Session, repeats: str):
    case = a_case(session)
    an_alert(session, a_monitor(session, case.team_id, "Accuracy"))
    chosen = str(case.id) if repeats == "itself" else repeats

    with pytest.raises(Refusal, match="alerts/repeated_missing"):
        closing.resolve(
            session, ANA, case.id, outcome="duplicate", sentence="One cause.", repeats=chosen, now=NOON + DAY
        )


def test_a_repeated_case_of_another_outcome_is_asked_about_and_not_dropped(session: Session):
    original = a_case(session)
    case = an_alert(session, a_monitor(session, original.team_id, "Accuracy"))

    with pytest.raises(Refusal, match="alerts/repeats_without_duplicate") as refused:
        closing.resolve(
            session, ANA, case.id, outcome="real_fixed", sentence="Mended.", repeats=str(original.id), now=NOON + DAY
        )

    assert refused.value.field == "outcome"


def test_where_there_is_no_other_case_duplicate_is_not_offered(session: Session):
    form = closing.form(session, ANA, a_case(session).id, now=NOON)

    assert "duplicate" not in {choice.value for choice in form.outcomes}
    assert form.others == ()


def test_the_button_of_a_call_goes_when_somebody_has_taken_the_case_up(session: Session):
    case = a_case(session)
    called = calling.call(session, WORKSPACE, case.id, now=NOON + DAY + 12 * HOUR)
    if not called.announcements:  # not in their hours
        called = calling.call(session, WORKSPACE, case.id, now=NOON + DAY + 14 * HOUR)
    before = next(one for one in called.announcements if isinstance(one.audience, ToPerson))

    taken = handling.acknowledge(session, ANA, case.id, now=NOON + 2 * DAY)

    after = next(one for one in taken.announcements if one.key == before.key)
    assert buttons(render.message(before.template, before.view)) == ["I've got it"]
    assert buttons(render.message(after.template, after.view)) == ["Open"]
    assert "taken up by <@U0ANA>" in render.message(after.template, after.view).text


def test_a_late_click_is_told_what_is_so_now(session: Session):
    case = a_case(session)
    handling.snooze(session, BEN, case.id, hours="24", reason="Deploying.", now=NOON)

    with pytest.raises(Refusal, match="alerts/snoozed_already"):
        handling.acknowledge(session, ANA, case.id, now=NOON + HOUR)
    closing.resolve(session, BEN, case.id, **FIXED, now=NOON + 2 * HOUR)
    with pytest.raises(Refusal) as late:
        handling.acknowledge(session, ANA, case.id, now=NOON + 3 * HOUR)

    assert late.value.template == "alerts/closed_already"
    said = render.words(late.value.template, **late.value.figures)
    assert said.endswith("Real – fixed.")
