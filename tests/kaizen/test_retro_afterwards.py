"""What a retro leaves once it is closed: how people found it, a note to the next facilitator, a file."""

from datetime import UTC, datetime, timedelta

import pytest

from kaizen.refusals import Refusal
from kaizen.retros import exporting, handing_over, phases, rating, showing, telling, writing
from kaizen.retros.writing import CardEntered
from message_templates import render
from message_templates.retros import minutes
from storage import jobs, retros
from storage.retros import Retro
from tests.a_retro import (
    ANA,
    BEN,
    CAI,
    DEB,
    HOUR,
    OUTSIDE,
    PROPOSAL,
    TUESDAY,
    a_retro,
    moved_on,
    with_an_action,
    with_votes,
)
from tests.builders import WORKSPACE, team

NOTE = {"worked": "Asking twice.", "change": "Close the vote later.", "know": ""}


def closed(session) -> Retro:
    return moved_on(session, with_votes(session), 2)


def counted(session, retro: Retro) -> str:
    """The retro's message, once its ratings are counted."""
    [planned] = jobs.coming(session, TUESDAY, {rating.COUNT}, 9)
    [shown] = rating.count(session, WORKSPACE, retro.id, now=planned.run_at).announcements
    return render.message(shown.template, shown.view).text


def test_what_enough_people_gave_is_said_together_once_three_days_are_over(session):
    retro = closed(session)
    for person, given in ((ANA, 5), (BEN, 4), (CAI, 2)):
        rating.rate(session, person, retro.id, given)

    said = counted(session, retro)

    assert "How it was: 3.7 of 5 on average, from 3 people." in said
    assert showing.rated_until(retro) - retro.phase_due_at == timedelta(days=3)


def test_what_fewer_people_gave_than_open_cards_is_never_said(session):
    retro = closed(session)
    for person in (ANA, BEN):
        rating.rate(session, person, retro.id, 1)

    said = counted(session, retro)

    assert "Fewer than 3 said how it was, so it is not shown." in said
    assert "of 5" not in said


def test_until_it_is_counted_nothing_is_said_of_what_people_gave(session):
    retro = closed(session)
    before = showing.announced(session, retro, now=retro.phase_due_at).view

    for person in (ANA, BEN, CAI):
        rating.rate(session, person, retro.id, 5)

    assert showing.announced(session, retro, now=retro.phase_due_at).view == before


def test_another_click_takes_the_place_of_the_first(session):
    retro = closed(session)

    for given in (1, 5):
        rating.rate(session, BEN, retro.id, given)

    assert [one.given for one in retros.ratings(session, WORKSPACE, retro.id)] == [5]


def test_once_counted_nobody_can_tell_whose_a_rating_was_and_none_is_added(session):
    retro = closed(session)
    rating.rate(session, BEN, retro.id, 3)
    assert BEN.user not in str(retros.ratings(session, WORKSPACE, retro.id))

    counted(session, retro)

    assert retro.rating_salt is None
    assert [one.rater_key for one in retros.ratings(session, WORKSPACE, retro.id)] == [None]
    with pytest.raises(Refusal, match="retros/rated_already"):
        rating.rate(session, CAI, retro.id, 3)


@pytest.mark.parametrize("given", [0, 6])
def test_nothing_beyond_one_to_five_is_kept(session, given):
    with pytest.raises(Refusal):
        rating.rate(session, BEN, closed(session).id, given)


def test_only_the_team_says_how_its_retro_was(session):
    with pytest.raises(Refusal, match="not_allowed"):
        rating.rate(session, OUTSIDE, closed(session).id, 3)


def asked_for_a_note(session, retro: Retro):
    """What whoever facilitated is asked once it is closed."""
    planned = next(
        job for job in jobs.coming(session, TUESDAY, {telling.KIND}, 99) if job.payload["what"] == telling.HAND_OVER
    )
    [asked] = telling.say(session, WORKSPACE, planned.payload, now=planned.run_at).announcements
    return planned, asked


def test_who_facilitated_is_asked_for_a_note_at_work(session):
    retro = closed(session)

    planned, asked = asked_for_a_note(session, retro)

    assert asked.audience.user == ANA.user
    assert f"{planned.run_at:%H:%M}" >= "09:00"
    assert "Would you leave a note" in render.message(asked.template, asked.view).text


def test_the_note_is_read_by_who_facilitates_next_and_by_nobody_else(session):
    retro = closed(session)
    handing_over.leave(session, ANA, retro.id, NOTE, now=retro.phase_due_at)
    now = datetime(2026, 12, 15, tzinfo=UTC)
    phases.start(session, team(session, retro.team_id), facilitator=BEN.user, now=now)
    following = retros.running(session, WORKSPACE, retro.team_id)

    told = {
        person: telling.say(
            session,
            WORKSPACE,
            {"retro": following.id, "step": 1, "what": "begin", "user": person.user},
            now=now + 10 * HOUR,
        ).announcements[0]
        for person in (BEN, DEB)
    }

    words = {person: render.message(said.template, said.view).text for person, said in told.items()}
    assert f"<@{ANA.user}>, who facilitated retro 1, left a note: Worked: Asking twice." in words[BEN]
    assert "note" not in words[DEB]


def test_only_who_facilitated_leaves_a_note_and_an_empty_one_is_refused(session):
    retro = closed(session)

    with pytest.raises(Refusal, match="not_allowed"):
        handing_over.leave(session, BEN, retro.id, NOTE, now=retro.phase_due_at)
    with pytest.raises(Refusal, match="text_missing"):
        handing_over.leave(session, ANA, retro.id, {"know": "  "}, now=retro.phase_due_at)


def test_a_closed_retro_is_a_file_with_what_was_written_and_agreed_and_no_hidden_name(session):
    retro, _ = with_an_action(session)
    moved_on(session, retro)

    shown = exporting.of_retro(session, CAI, retro.id)

    words = minutes.written(shown)
    assert words.startswith(f"# Retro 1 of {shown.team}\n\n2026-12-01 to 2026-12-0")
    assert "3 of 4 wrote, 2 voted. Ana facilitated." in words
    assert f"- {PROPOSAL.text} (Ben, due 2026-12-16, asked, not accepted yet). Measure: no night lost" in words
    assert "- Problem: Ben saw a flaky alert.\n" in words
    assert "- Try: Reviews in pairs. (Ana)\n" in words
    assert exporting.name(shown).startswith("retro-1-2026-12-0")


def test_a_retro_that_runs_is_not_exported(session):
    retro = moved_on(session, with_votes(session))

    with pytest.raises(Refusal, match="retros/not_now"):
        exporting.of_retro(session, ANA, retro.id)
    with pytest.raises(Refusal, match="retros/none_closed"):
        exporting.latest(session, ANA, retro.channel, None)


def test_the_newest_closed_retro_or_one_by_its_number_is_exported(session):
    retro = closed(session)

    assert exporting.latest(session, BEN, retro.channel, None).number == 1
    assert exporting.latest(session, BEN, retro.channel, 1).number == 1
    with pytest.raises(Refusal, match="retros/none_closed"):
        exporting.latest(session, BEN, retro.channel, 7)


def test_a_card_carries_where_it_can_be_seen(session):
    retro = a_retro(session)

    for person in (ANA, BEN, CAI):
        entered = CardEntered("problem", f"{person.name} saw it.", "hidden", " https://example.org/alerts/77 ")
        writing.write(session, person, retro.id, entered)
    said = showing.themes_announced(session, moved_on(session, retro))

    assert "<https://example.org/alerts/77|evidence>" in render.message(said.template, said.view).text


@pytest.mark.parametrize(
    "link", ["http://example.org", "example.org", "javascript:alert(1)", "https://", "https://e.org/" + 500 * "x"]
)
def test_an_address_that_is_not_of_the_secure_web_is_refused_at_its_field(session, link):
    with pytest.raises(Refusal) as refused:
        writing.write(session, ANA, a_retro(session).id, CardEntered("keep", "Calm.", "hidden", link))

    assert refused.value.field == "link"
