"""People, teams with their members and settings, and the register of models."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("admin", sa.Boolean(), nullable=False),
        sa.Column("guest", sa.Boolean(), nullable=False),
        sa.Column("bot", sa.Boolean(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("home", sa.String(), nullable=False),
        sa.Column("seen_at", sqlmodel.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "user", name=op.f("pk_people")),
    )
    op.create_table(
        "teams",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("day_starts", sa.String(), nullable=False),
        sa.Column("day_ends", sa.String(), nullable=False),
        sa.Column("lead", sa.String(), nullable=False),
        sa.Column("created_at", sqlmodel.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
        sa.UniqueConstraint("workspace", "channel", name=op.f("uq_teams_workspace_channel")),
        sa.CheckConstraint("day_starts < day_ends", name=op.f("ck_teams_day_has_hours")),
    )
    op.create_table(
        "memberships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("crafts", sa.String(), nullable=False),
        sa.Column("facilitates", sa.Boolean(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("day_starts", sa.String(), nullable=False),
        sa.Column("day_ends", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
        sa.UniqueConstraint("team_id", "user", name=op.f("uq_memberships_team_id_user")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_memberships_team_id_teams")),
        sa.CheckConstraint(
            "day_starts < day_ends OR (day_starts = '' AND day_ends = '')", name=op.f("ck_memberships_day_has_hours")
        ),
    )
    op.create_index(op.f("ix_memberships_workspace_user"), "memberships", ["workspace", "user"])
    op.create_table(
        "changed_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changed_settings")),
        sa.UniqueConstraint("team_id", "name", name=op.f("uq_changed_settings_team_id_name")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_changed_settings_team_id_teams")),
    )
    op.create_table(
        "models",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("steward", sa.String(), nullable=False),
        sa.Column("tier", sa.String(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("registered_by", sa.String(), nullable=False),
        sa.Column("registered_at", sqlmodel.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_models")),
        sa.UniqueConstraint("workspace", "key", name=op.f("uq_models_workspace_key")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_models_team_id_teams")),
        sa.CheckConstraint("kind IN ('model', 'dataset')", name=op.f("ck_models_known_kind")),
        sa.CheckConstraint("tier IN ('high', 'medium', 'low')", name=op.f("ck_models_known_tier")),
    )
    op.create_index(op.f("ix_models_team_id"), "models", ["team_id"])


def downgrade() -> None:
    for table in ("models", "changed_settings", "memberships", "teams", "people"):
        op.drop_table(table)
