"""What is shown of a retro: its one message in the channel, what lies open in its thread, and who asks for it."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from kaizen import permissions, schedules
from kaizen.announcements import Announcement, InChannel, InThread
from kaizen.people import Person
from kaizen.retros import counting, finding, since
from kaizen.teams import hours, planning, roles
from kaizen.teams import showing as teams_shown
from message_templates.retros import views
from storage import actions, retros
from storage.actions import Action, ActionState
from storage.retros import Phase, Retro, RetroCard, Theme
from storage.teams import Team

TALKED_ABOUT: Final = 3
"""Themes that get a message of their own: what a team can talk through in a day."""

RATED_FOR: Final = timedelta(days=3)
"""How long people can say how a retro was; then it is counted, once."""

AGREED: Final = (ActionState.ACCEPTED, ActionState.DONE)
"""Somebody said yes to it; before that nothing is decided."""

DECIDED: Final = (ActionState.PROPOSED, *AGREED)
"""What counts towards the few actions that a retro may have."""


def key(retro: Retro) -> str:
    """The message that is a retro, from its beginning to its end."""
    return f"retros:{retro.id}"


def announced(session: Session, retro: Retro, *, now: datetime, counted_at: datetime | None = None) -> Announcement:
    """The retro's message as it is now; said again, it edits the one that is posted."""
    view = kick_off(session, retro, now=now, counted_at=counted_at)
    return Announcement("retros/kick_off", key(retro), InChannel(retro.channel), view)


def closed_early(retro: Retro, by: str) -> Announcement:
    """Who ends the phase before its time; to be said before the next one begins."""
    view = views.ClosedEarly(retro.number, retro.phase, by, retro.phase_due_at)
    return Announcement("retros/closed_early", f"{key(retro)}:{retro.step}:closed", InThread(key(retro)), view)


def skipped(retro: Retro, *, due_at: datetime, next_at: datetime | None) -> Announcement:
    """The next one was due while this one still runs; said in this one's thread."""
    view = views.Skipped(retro.number, due_at, next_at)
    return Announcement("retros/skipped", f"{key(retro)}:skipped:{due_at:%Y-%m-%d}", InThread(key(retro)), view)


def kick_off(session: Session, retro: Retro, *, now: datetime, counted_at: datetime | None = None) -> views.KickOff:
    """Everything that the retro's message shows; *counted_at* is when it was really counted, where that is known."""
    team, phase, number = finding.team_of(session, retro), Phase(retro.phase), retro.id or 0
    known = retros.themes(session, retro.workspace, number)
    opened = retros.cards(session, retro.workspace, number) if known or phase is Phase.CLOSED else ()
    others = [
        found for found in actions.unfinished(session, retro.workspace, retro.team_id) if found.retro_id != number
    ]
    proposed = actions.of_retro(session, retro.workspace, number)
    present = hours.workers(session, team)
    return views.KickOff(
        id=number,
        step=retro.step,
        number=retro.number,
        team=team.name,
        phase=phase,
        due_at=retro.phase_due_at,
        members=retro.members,
        facilitator=retro.facilitator,
        lead=team.lead,
        wrote=retro.wrote,
        voted=retro.voted,
        opened_from=counting.opened_from(session, retro),
        quorum=counting.quorum(session, retro),
        themes=len(known),
        cards=len(opened),
        reviewed=retro.reviewed,
        extended=bool(retro.extended),
        counted_at=counted_at or counting.last_at(retro, now=now),
        first_count_at=counting.first_at(retro),
        since_last=lines(others, now=now, present=present),
        happened=since.shown(retro.since_last),
        agreed=lines((one for one in proposed if one.state in AGREED), now=now, present=present),
        asked=lines((one for one in proposed if _is_asked(one, present)), now=now, present=present),
        unowned=lines((*unowned(proposed), *_left_behind(proposed, present)), now=now, present=present),
        thanks=sum(card.kind == "thanks" for card in opened),
        not_taken_up=len(known) - len(talked_about(session, retro)),
        next_at=_next_at(session, team),
        rating=rating(session, retro),
    )


def rated_until(retro: Retro) -> datetime:
    """When it is counted how people found it; a closed retro's last phase ended when it closed."""
    return retro.phase_due_at + RATED_FOR


def rating(session: Session, retro: Retro) -> views.Rating | None:
    """How people found a closed retro: still to be asked, or what enough of them said together."""
    if retro.phase != Phase.CLOSED:
        return None
    if retro.rating_salt is not None:
        return views.Rating(until=rated_until(retro))
    given = [one.given for one in retros.ratings(session, retro.workspace, retro.id or 0)]
    if not given:
        return None
    enough = len(given) >= counting.opened_from(session, retro)
    return views.Rating(count=len(given), mean=sum(given) / len(given)) if enough else views.Rating(too_few=True)


def themes_announced(session: Session, retro: Retro) -> Announcement:
    """What everybody wrote, by theme, in the retro's thread."""
    written = retros.cards(session, retro.workspace, retro.id or 0)
    view = views.Themes(
        number=retro.number,
        themes=tuple(theme_shown(theme, written) for theme in retros.themes(session, retro.workspace, retro.id or 0)),
        thanks=tuple(card_shown(card) for card in written if card.kind == "thanks"),
        reviewed=retro.reviewed,
    )
    return Announcement("retros/themes", f"{key(retro)}:themes", InThread(key(retro)), view)


def discussed(session: Session, retro: Retro, *, is_open: bool = True) -> list[Announcement]:
    """The themes with the most dots, each as a message in the thread to answer to."""
    number = retro.id or 0
    written = retros.cards(session, retro.workspace, number)
    return [
        Announcement(
            "retros/discussed",
            f"{key(retro)}:theme:{theme.id}",
            InThread(key(retro)),
            views.Discussed(
                number, retro.number, rank, theme_shown(theme, written, dots), voters, is_open, retro.facilitator
            ),
        )
        for rank, (theme, dots, voters) in enumerate(talked_about(session, retro), start=1)
    ]


def talked_about(session: Session, retro: Retro) -> Sequence[tuple[Theme, int, int]]:
    """The themes with the most dots, with those and how many people gave them; if nobody voted, the first ones."""
    dots: Counter[int] = Counter()
    voters: Counter[int] = Counter()
    for ballot in retros.ballots(session, retro.workspace, retro.id or 0):
        dots[ballot.theme_id] += ballot.dots
        voters[ballot.theme_id] += 1
    found = [
        (theme, dots[theme.id or 0], voters[theme.id or 0])
        for theme in retros.themes(session, retro.workspace, retro.id or 0)
        if dots[theme.id or 0] or not dots
    ]
    return sorted(found, key=lambda theme: -theme[1])[:TALKED_ABOUT]


def theme_shown(theme: Theme, written: Iterable[RetroCard], dots: int = 0) -> views.ThemeShown:
    """One theme with its cards."""
    cards = tuple(card_shown(card) for card in written if card.theme_id == theme.id)
    return views.ThemeShown(theme.title, theme.words, cards, dots, theme.id or 0)


def card_shown(card: RetroCard) -> views.CardShown:
    """One card as everybody sees it."""
    return views.CardShown(card.kind, card.text, card.author or "", card.id or 0, card.link or "")


def decided(proposed: Iterable[Action]) -> Sequence[Action]:
    """What was proposed in a retro and not handed back."""
    return [found for found in proposed if found.state in DECIDED]


def unowned(proposed: Iterable[Action]) -> Sequence[Action]:
    """What nobody took on; left out if it was proposed again, from it or in its words, for then that one counts."""
    proposed = list(proposed)
    again = {found.text.casefold() for found in decided(proposed)}
    replaced = {found.replaces for found in proposed}
    open_ones = [one for one in proposed if one.id not in replaced and one.text.casefold() not in again]
    return list({one.text.casefold(): one for one in open_ones}.values())


def _is_asked(action: Action, present: Collection[str]) -> bool:
    """Whether somebody who is still there may answer."""
    return action.state == ActionState.PROPOSED and action.owner in present


def _left_behind(proposed: Iterable[Action], present: Collection[str]) -> Sequence[Action]:
    """What only somebody who has left was asked for, so that nobody will answer."""
    return [one for one in proposed if one.state == ActionState.PROPOSED and one.owner not in present]


def line(action: Action, *, now: datetime, present: Collection[str]) -> views.ActionLine:
    """One action in a line; on its due date it is not late yet. *present* are those of its team who have not left."""
    late = action.state != ActionState.DONE and action.due < now.date()
    left = action.state in actions.UNFINISHED and action.owner not in present
    return views.ActionLine(action.text, action.owner, action.due, action.measure, action.state, late, left)


def lines(found: Iterable[Action], *, now: datetime, present: Collection[str]) -> tuple[views.ActionLine, ...]:
    """Actions, one line each."""
    return tuple(line(action, now=now, present=present) for action in found)


def shown(session: Session, person: Person, team: Team, *, leads: str, now: datetime) -> views.Shown:
    """What ``/kaizen retro`` answers; *leads* is who facilitates the next one, which the rota says."""
    running = retros.running(session, team.workspace, team.id or 0)
    held = roles.in_team(session, team.id, person)
    return views.Shown(
        team=team.name,
        team_id=team.id or 0,
        number=running.number if running else 0,
        id=running.id or 0 if running else 0,
        phase=running.phase if running else "",
        due_at=running.phase_due_at if running else None,
        facilitator=running.facilitator if running else leads,
        lead=team.lead,
        next_at=_next_at(session, team),
        unfinished=lines(
            actions.unfinished(session, team.workspace, team.id or 0), now=now, present=hours.workers(session, team)
        ),
        may_start=running is None and permissions.may(person, "retros.start", also=held),
    )


def here(session: Session, person: Person, channel: str) -> Team:
    """The team whose retros a channel holds."""
    team = teams_shown.here(session, person, channel)
    if team is None:
        raise teams_shown.nowhere(person)
    return team


def _next_at(session: Session, team: Team) -> datetime | None:
    subject = planning.subject(team.id or 0)
    return schedules.next_at(session, workspace=team.workspace, kind=planning.RETRO, subject=subject)
