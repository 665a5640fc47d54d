"""Too few wrote: what is chosen, and what the cards do by themselves."""

from datetime import timedelta

import pytest

from kaizen.refusals import Refusal
from kaizen.retros import choosing, counting, finding, phases, showing, stepping, telling, writing
from kaizen.retros.writing import CardEntered
from message_templates import render
from storage import jobs, retros
from storage.retros import Phase, Retro
from tests.a_retro import ANA, BEN, CAI, DEB, HOUR, TUESDAY, asked_to_confirm, moved_on, told_to, with_cards
from tests.builders import WORKSPACE


def test_cards_of_two_people_stay_shut(session):
    retro = moved_on(session, with_cards(session, BEN))

    assert (retro.phase, retro.wrote) == (Phase.TOO_FEW, 2)
    assert retros.themes(session, WORKSPACE, retro.id) == []


def test_too_few_and_nobody_chooses_ends_it_after_two_days(session):
    retro = moved_on(session, with_cards(session, BEN), 2)

    assert retro.phase == Phase.CANCELLED


def test_after_collecting_was_extended_people_read_why(session):
    retro = moved_on(session, with_cards(session, BEN))
    choosing.extend(session, ANA, retro.id, now=retro.phase_began_at)

    assert "Too few had written to open the cards" in told_to(session, retro, DEB)


def too_few(session) -> Retro:
    """Ana and Ben wrote, and it waits for Ana to choose."""
    return moved_on(session, with_cards(session, BEN))


def one_more_writes(session, retro: Retro) -> None:
    writing.write(session, CAI, retro.id, CardEntered("keep", "Calm nights.", "hidden"))


def counted(session, retro: Retro, *, after: timedelta):
    return phases.count(session, WORKSPACE, retro.id, step=retro.step, now=retro.phase_began_at + after)


def words(announcement) -> str:
    return render.message(announcement.template, announcement.view).text


def test_a_card_written_while_somebody_chooses_changes_no_figure_until_it_is_counted(session):
    retro = too_few(session)

    one_more_writes(session, retro)

    assert "Only 2 had written when last counted" in words(showing.announced(session, retro, now=retro.phase_began_at))


def test_once_enough_have_written_the_cards_open_at_the_next_count(session):
    retro = too_few(session)
    planned = [job.run_at - retro.phase_began_at for job in jobs.coming(session, TUESDAY, {stepping.COUNT}, 99)]
    one_more_writes(session, retro)

    [card, *_] = counted(session, retro, after=8 * HOUR).announcements

    assert planned[-6:] == [8 * HOUR * number for number in range(1, 7)]
    assert retro.phase == Phase.GROUP
    assert "3 of 4 wrote 3 cards" in words(card)


def test_a_count_that_finds_still_too_few_goes_on_waiting(session):
    retro = too_few(session)

    [card] = counted(session, retro, after=8 * HOUR).announcements

    assert retro.phase == Phase.TOO_FEW
    assert "Only 2 had written when last counted" in words(card)


@pytest.mark.parametrize("choose", [choosing.cancel, choosing.extend])
def test_what_enough_people_wrote_meanwhile_is_neither_cancelled_nor_kept_shut_but_opens_by_itself(session, choose):
    retro = too_few(session)
    began = retro.phase_began_at
    one_more_writes(session, retro)

    with pytest.raises(Refusal) as refused:
        choose(session, ANA, retro.id, now=retro.phase_began_at + HOUR)
    moved_on(session, retro)

    assert refused.value.template == "retros/enough_wrote"
    assert refused.value.figures["opens_at"] == began + 8 * HOUR
    assert retro.phase == Phase.GROUP


def test_a_day_more_counts_from_the_announced_end_if_somebody_had_closed_the_phase_early(session):
    retro = with_cards(session, BEN)
    announced = retro.phase_due_at
    phases.end_by_hand(session, ANA, retro.id, step=retro.step, now=TUESDAY + HOUR)

    choosing.extend(session, ANA, retro.id, now=TUESDAY + 2 * HOUR)

    assert retro.phase_due_at >= announced + 24 * HOUR
    assert retro.collect_until == retro.phase_due_at


def test_a_day_more_counts_from_now_if_the_phase_had_ended_by_itself(session):
    retro = too_few(session)
    now = retro.phase_began_at + 10 * HOUR

    choosing.extend(session, ANA, retro.id, now=now)

    assert now + 24 * HOUR <= retro.phase_due_at < now + 36 * HOUR


def test_while_somebody_chooses_people_can_still_write_look_and_ask_how_names_work(session):
    retro = too_few(session)

    shown = showing.announced(session, retro, now=retro.phase_began_at)

    blocks = str(render.message(shown.template, shown.view).blocks)
    assert all(f"'retros.{verb}'" in blocks for verb in ("write", "mine", "names", "extend", "cancel"))
    assert writing.form(session, BEN, retro.id).choosing


@pytest.mark.parametrize(
    ("facilitator", "who"),
    [
        (ANA.user, f"<@{ANA.user}> chooses: "),
        (BEN.user, f"<@{BEN.user}> or the team's lead chooses: "),
        ("", "The team's lead chooses: "),
    ],
)
def test_a_lead_who_facilitates_is_not_named_as_two(session, facilitator, who):
    retro = too_few(session)
    retro.facilitator = facilitator

    message = showing.announced(session, retro, now=retro.phase_began_at)
    answer = showing.shown(session, CAI, finding.team_of(session, retro), leads="", now=retro.phase_began_at)

    assert f". {who}" in words(message)
    assert f". {who}" in render.message("retros/shown", answer).text


def test_where_nobody_facilitates_the_lead_is_asked_to_choose(session):
    retro = with_cards(session, BEN)
    retro.facilitator = ""
    moved_on(session, retro)

    asked = [job.payload["user"] for job in jobs.coming(session, TUESDAY, {telling.KIND}, 99)]

    assert asked[-1] == ANA.user
    assert "too few wrote to open the cards" in told_to(session, retro, ANA)


@pytest.mark.parametrize(
    ("writers", "hours", "warned"),
    [
        ((BEN,), 8, "Only 2 had written when last counted. If fewer than 3 have, the cards stay closed"),
        ((BEN,), 0, "If fewer than 3 have, the cards stay closed, and you are asked"),
        ((BEN, CAI), 8, "People may count on the time that was announced."),
    ],
)
def test_whoever_closes_collect_is_warned_first_if_too_few_may_have_written(session, writers, hours, warned):
    retro, now = with_cards(session, *writers), TUESDAY + hours * HOUR
    counting.count(session, retro)

    shown = showing.announced(session, retro, now=now)

    assert asked_to_confirm(shown, "retros.move_on").startswith(warned)
