"""Direct messages about a retro, once what they asked for does not apply any more."""

from datetime import UTC, datetime, timedelta

import pytest

from kaizen.announcements import Outcome
from kaizen.retros import deciding, nudging, phases, telling, writing
from kaizen.retros.writing import CardEntered
from message_templates import render
from outbox import storing
from storage import messages
from storage.messages import Message
from storage.retros import Retro
from tests.a_retro import ANA, BEN, CAI, HOUR, TUESDAY, a_retro, with_an_action
from tests.builders import WORKSPACE, Person


def say(session, outcome: Outcome, *, now: datetime = TUESDAY) -> None:
    storing.store(session, outcome, render=render.message, now=now)


def begins(session, retro: Retro, person: Person, what: str = "begin", now: datetime = TUESDAY + 10 * HOUR) -> Message:
    """The message that asks somebody for what the phase needs, stored as the outbox does."""
    payload = {"retro": retro.id, "step": retro.step, "what": what, "user": person.user}
    say(session, telling.say(session, WORKSPACE, payload, now=now))
    return messages.by_key(session, WORKSPACE, f"retros:{retro.id}:{retro.step}:{what}:{person.user}")


def retro_announced(session) -> Retro:
    """A retro whose message in the channel is known to the outbox."""
    retro = a_retro(session)
    say(session, phases.count(session, WORKSPACE, retro.id, step=retro.step, now=TUESDAY))
    return retro


def moves_on(session, retro: Retro) -> None:
    say(session, phases.come_due(session, WORKSPACE, retro.id, step=retro.step, now=retro.phase_due_at))


def buttons(message: Message) -> list[str]:
    return [
        element["action_id"] for block in message.blocks if block["type"] == "actions" for element in block["elements"]
    ]


def test_when_a_phase_is_over_nobody_is_asked_for_it_any_more(session):
    retro = retro_announced(session)
    asked = begins(session, retro, BEN)
    before = buttons(asked)

    moves_on(session, retro)

    assert before == ["retros.write"]
    assert buttons(asked) == []
    assert "Collect is over" in asked.text


def test_after_a_retro_that_agreed_on_nothing_nobody_is_sent_to_what_was_agreed(session):
    retro = retro_announced(session)
    for number, person in enumerate((ANA, BEN, CAI)):
        writing.write(session, person, retro.id, CardEntered("thanks", f"Thanks {number}.", "hidden"))
    moves_on(session, retro)
    asked = begins(session, retro, BEN, now=retro.phase_began_at + 10 * HOUR)

    moves_on(session, retro)

    assert "it is closed. What came of it stands in " in asked.text


def test_who_was_not_written_to_is_not_written_to_because_a_phase_ends(session):
    retro = retro_announced(session)

    moves_on(session, retro)

    assert messages.by_key(session, WORKSPACE, f"retros:{retro.id}:1:begin:{BEN.user}") is None


def test_the_reminder_takes_over_from_the_first_message_and_is_taken_back_in_its_turn(session):
    retro = retro_announced(session)
    first = begins(session, retro, BEN)

    reminder = begins(session, retro, BEN, "remind")
    asks = buttons(reminder)
    moves_on(session, retro)

    assert "asked again in the reminder" in first.text
    assert (buttons(first), asks, buttons(reminder)) == ([], ["retros.write"], [])


def a_told_action(session):
    """An action of Ben's, asked for by Ana; the retro's message is known."""
    retro, action = with_an_action(session)
    say(session, phases.count(session, WORKSPACE, retro.id, step=retro.step, now=TUESDAY))
    return retro, action


def told(session, action, what: str, to: str = "", *, now: datetime) -> Message:
    say(session, nudging.tell(session, WORKSPACE, {"action": action.id, "what": what, "to": to}, now=now))
    return messages.by_key(session, WORKSPACE, f"actions:{action.id}:{what}:{to or action.owner}")


AT_WORK = datetime(2026, 12, 3, 10, tzinfo=UTC)


def test_silence_edits_what_the_owner_was_asked_and_writes_to_them_only_if_they_were_asked(session):
    _, action = a_told_action(session)

    say(session, deciding.silence(session, WORKSPACE, action.id, now=AT_WORK))

    assert messages.by_key(session, WORKSPACE, f"actions:{action.id}:asked:{BEN.user}") is None


def test_an_answer_takes_the_question_back(session):
    _, action = a_told_action(session)
    asked = told(session, action, "asked", now=AT_WORK)
    before = buttons(asked)

    say(session, deciding.silence(session, WORKSPACE, action.id, now=AT_WORK + 24 * HOUR))

    assert before == ["retros.accept", "retros.hand_back"]
    assert buttons(asked) == []
    assert "Nobody owns this now" in asked.text


def test_what_is_done_is_not_asked_for_by_older_reminders(session):
    _, action = a_told_action(session)
    say(session, deciding.answer(session, BEN, action.id, accept=True, now=AT_WORK))
    nudge = told(session, action, "due-2", now=AT_WORK + timedelta(days=11))

    say(session, deciding.finish(session, BEN, action.id, evidence="No night lost.", now=AT_WORK))

    assert buttons(nudge) == []
    assert nudge.text.startswith("Done, thank you: ")


@pytest.mark.parametrize("closed", [False, True])
def test_what_came_back_can_be_proposed_again_while_its_retro_runs(session, closed):
    retro, action = a_told_action(session)
    say(session, deciding.answer(session, BEN, action.id, accept=False, now=AT_WORK))
    back = told(session, action, "back", ANA.user, now=AT_WORK)

    if closed:
        moves_on(session, retro)

    assert buttons(back) == ([] if closed else ["retros.propose_again"])
    assert ("Its retro is closed" in back.text) is closed
