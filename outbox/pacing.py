"""No faster than Slack allows, all replicas together: one row per workspace, method and, for posts, channel."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from storage import database
from storage.messages import Step
from storage.paces import Pace
from storage.pictures import Stage


@dataclass(frozen=True)
class Tempo:
    """At most *burst* calls at once, and one more for each *interval*."""

    burst: int
    interval: timedelta


TIER_2 = Tempo(burst=8, interval=timedelta(seconds=5.0))
"""20 calls a minute: 8 at once and the 12 of the minute after them never exceed it."""

TIER_3 = Tempo(burst=20, interval=timedelta(seconds=2.0))
"""50 calls a minute, likewise."""

TIER_4 = Tempo(burst=40, interval=timedelta(seconds=1.0))
"""100 calls a minute, likewise."""

GROUPS = "usergroups.users"
"""One pace for looking into a user group and changing it: a visit makes each call once at most."""

TEMPI: Mapping[str, Tempo] = {
    Step.POST: Tempo(burst=3, interval=timedelta(seconds=1.0)),  # about one a second in a channel, short bursts allowed
    Step.UPDATE: TIER_3,
    Step.OPEN: TIER_3,
    Step.LOOK_UP: TIER_3,
    Stage.ADDRESS: TIER_4,
    Stage.COMPLETE: TIER_4,
    Stage.AWAIT: TIER_4,
    GROUPS: TIER_2,
}

WITHOUT_TIERS: Mapping[str, Tempo] = {Step.POST: TEMPI[Step.POST]}
"""Where days pass in a moment, as in the local workspace: so many calls a minute would be the pace of its clock."""


def take_turns(session: Session) -> None:
    """Let one replica at a time spend, or two would spend the same token. SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().exec_driver_sql("LOCK TABLE paces IN SHARE ROW EXCLUSIVE MODE")


def spend(
    session: Session, workspace: str, method: str, channel: str, now: datetime, *, tempi: Mapping[str, Tempo] = TEMPI
) -> bool:
    """Whether the call may leave now; if so, it is counted. A pause that Slack asked for is kept at every tempo."""
    pace = _pace(session, workspace, method, channel, now)
    if pace.ready_at > now:
        return False
    tempo = tempi.get(method)
    if tempo is None:
        return True
    pace.spent_until = max(pace.spent_until, now) + tempo.interval
    pace.ready_at = max(now, pace.spent_until - (tempo.burst - 1) * tempo.interval)
    return True


def hold(session: Session, workspace: str, method: str, channel: str, seconds: float) -> None:
    """Slack asked for a pause: every replica keeps it."""
    now = database.moment(session)
    pace = _pace(session, workspace, method, channel, now)
    pace.ready_at = max(pace.ready_at, now + timedelta(seconds=seconds))


def _pace(session: Session, workspace: str, method: str, channel: str, now: datetime) -> Pace:
    place = channel if method == Step.POST else ""
    known = session.get(Pace, (workspace, str(method), place))
    if known is None:
        known = Pace(workspace=workspace, method=str(method), channel=place, ready_at=now, spent_until=now)
        session.add(known)
    return known
