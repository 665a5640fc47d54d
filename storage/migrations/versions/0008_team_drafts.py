"""What people entered for teams whose channels the bot had not been invited to yet."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "team_drafts",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("saved_at", sqlmodel.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", "user", name=op.f("pk_team_drafts")),
    )


def downgrade() -> None:
    op.drop_table("team_drafts")
