"""Monitors can be changed and stopped: since when each is judged as it is, by whom, and what was looked at since."""

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("monitors", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("monitors", sa.Column("looked_version", sa.Integer(), nullable=True))
    for text in ("changed_by", "stopped_by", "stop_reason"):
        op.add_column("monitors", sa.Column(text, sa.String(), nullable=True))
    for moment in ("judged_since", "judged_until", "resumed_at", "stopped_at"):
        op.add_column("monitors", sa.Column(moment, UTCDateTime(), nullable=True))
    op.execute("UPDATE monitors SET looked_version = 1 WHERE swept_at IS NOT NULL")


def downgrade() -> None:
    moments = ("stopped_at", "resumed_at", "judged_until", "judged_since")
    for column in (*moments, "stop_reason", "stopped_by", "changed_by", "looked_version", "version"):
        op.drop_column("monitors", column)
