"""Monitors can be changed and stopped: since when each is judged as it is, by whom, and what was looked at since."""

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0012"
down_revision = "0011"

COLUMNS = (
    sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
    sa.Column("looked_version", sa.Integer(), nullable=True),
    sa.Column("changed_by", sa.String(), nullable=True),
    sa.Column("judged_since", UTCDateTime(), nullable=True),
    sa.Column("judged_until", UTCDateTime(), nullable=True),
    sa.Column("resumed_at", UTCDateTime(), nullable=True),
    sa.Column("stopped_at", UTCDateTime(), nullable=True),
    sa.Column("stopped_by", sa.String(), nullable=True),
    sa.Column("stop_reason", sa.String(), nullable=True),
)


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column("monitors", column.copy())
    op.execute("UPDATE monitors SET looked_version = 1 WHERE swept_at IS NOT NULL")


def downgrade() -> None:
    for column in reversed(COLUMNS):
        op.drop_column("monitors", column.name)
