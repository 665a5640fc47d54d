"""Which message lists an alert in a storm, who was called when nobody took it up, and what a retro looks back on."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("alerts", sa.Column("umbrella", sa.String(), nullable=True))
    op.create_index(op.f("ix_alerts_umbrella"), "alerts", ["umbrella"])
    op.add_column("alerts", sa.Column("called", sa.String(), nullable=True))
    op.add_column("retros", sa.Column("since_last", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("retros", "since_last")
    op.drop_column("alerts", "called")
    op.drop_index(op.f("ix_alerts_umbrella"), "alerts")
    op.drop_column("alerts", "umbrella")
