"""User groups of Slack in which teams find their facilitator."""

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0009"
down_revision = "0008"

STAGES = "'usergroups.users.list', 'usergroups.users.update', 'settled', 'refused'"


def upgrade() -> None:
    op.create_table(
        "user_groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("slack_id", sa.String(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("wanted", sa.String(), nullable=False),
        sa.Column("placed", sa.JSON(), nullable=False),
        sa.Column("placing", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.CheckConstraint(f"stage IN ({STAGES})", name=op.f("ck_user_groups_known_stage")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_user_groups_team_id_teams")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_groups")),
        sa.UniqueConstraint("workspace", "slack_id", name=op.f("uq_user_groups_workspace_slack_id")),
        sa.UniqueConstraint("team_id", name=op.f("uq_user_groups_team_id")),
    )
    op.create_index(op.f("ix_user_groups_stage"), "user_groups", ["stage"])


def downgrade() -> None:
    op.drop_table("user_groups")
