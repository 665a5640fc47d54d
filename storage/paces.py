"""The pace at which Slack lets us call, shared by all replicas."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class Pace(SQLModel, table=True):
    """When the next call of a method may leave; one row for all replicas. *channel* is empty for most methods."""

    __tablename__ = "paces"

    workspace: str = Field(primary_key=True)
    method: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    ready_at: datetime
    spent_until: datetime
