"""The user groups of Slack in which teams want to find their facilitator."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint
from sqlalchemy.exc import IntegrityError
from sqlmodel import Column, Field, Session, SQLModel, UniqueConstraint, select

from storage.teams import Team


class Stage(StrEnum):
    """The next call that a group needs; each may be repeated without harm."""

    LOOK = "usergroups.users.list"
    REPLACE = "usergroups.users.update"
    SETTLED = "settled"
    REFUSED = "refused"


class UserGroup(SQLModel, table=True):
    """One group with the one seat that the bot fills, and how far Slack is with that. A group serves one team."""

    __tablename__ = "user_groups"
    __table_args__ = (
        UniqueConstraint("workspace", "slack_id"),
        UniqueConstraint("team_id"),
        CheckConstraint(
            "stage IN ('usergroups.users.list', 'usergroups.users.update', 'settled', 'refused')", name="known_stage"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    slack_id: str
    handle: str
    team_id: int | None = Field(default=None, foreign_key="teams.id")
    """Empty once the team uses another one, or none."""
    wanted: str = ""
    """Who shall sit there; nobody is the empty string."""
    placed: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Whom the bot has put in. Everybody else was put in by people, and stays."""
    placing: str = ""
    """Whom it is putting in, written down before the call: if nobody hears how that ended, a look tells."""
    version: int = 0
    """Counts the wishes, so that an answer to an old one is known as such."""
    stage: str = Field(default=Stage.SETTLED, index=True)
    due_at: datetime | None = None
    """By the database's clock: not before; or, while somebody is at it, when their lease lapses."""
    attempt: int = 0
    failures: int = 0
    reason: str | None = None

    @property
    def refusal(self) -> str:
        """Slack's word for why it will not have it; empty unless it refused."""
        return self.reason or "" if self.stage == Stage.REFUSED else ""


def of_team(session: Session, workspace: str, team_id: int) -> UserGroup | None:
    """The group that a team named for its facilitator."""
    return session.exec(select(UserGroup).where(UserGroup.workspace == workspace, UserGroup.team_id == team_id)).first()


def locked(session: Session, workspace: str, slack_id: str) -> UserGroup | None:
    """One group by Slack's id, locked until the end of the transaction: its sender waits."""
    asked = select(UserGroup).where(UserGroup.workspace == workspace, UserGroup.slack_id == slack_id)
    return session.exec(asked.with_for_update().execution_options(populate_existing=True)).one_or_none()


def release(session: Session, team: Team) -> UserGroup | None:
    """The team uses its group no longer; which one that was."""
    group = of_team(session, team.workspace, team.id or 0)
    if group is not None:
        group.team_id = None
        session.add(group)
        session.flush()
    return group


def claim(session: Session, team: Team, slack_id: str, *, handle: str) -> bool:
    """Let a group serve the team; False if it serves another one."""
    known = locked(session, team.workspace, slack_id)
    group = known or UserGroup(workspace=team.workspace, slack_id=slack_id, handle=handle)
    if group.team_id not in {None, team.id}:
        return False
    group.handle, group.team_id = handle, team.id
    try:
        with session.begin_nested():
            session.add(group)
    except IntegrityError:
        return False
    return True
