"""Ideas with their estimates, votes, moves and drafts, and the numbers that people say aloud."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "counters",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "kind", name=op.f("pk_counters")),
    )
    op.create_table(
        "drafts",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("saved_at", sqlmodel.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "author", "source", name=op.f("pk_drafts")),
    )
    op.create_table(
        "ideas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("author", sa.String(), nullable=True),
        sa.Column("follow_code", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("pain", sa.String(), nullable=False),
        sa.Column("proposal", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("people_or_fairness", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("submitted_at", sqlmodel.UTCDateTime(), nullable=False),
        sa.Column("moved_at", sqlmodel.UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "state IN ('new', 'triaged', 'approved', 'in_progress', 'done', 'declined', 'withdrawn')",
            name=op.f("ck_ideas_known_state"),
        ),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_ideas_team_id_teams")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ideas")),
        sa.UniqueConstraint("workspace", "number", name=op.f("uq_ideas_workspace_number")),
    )
    for column in ("author", "state", "team_id", "workspace"):
        op.create_index(op.f(f"ix_ideas_{column}"), "ideas", [column])
    op.create_table(
        "estimates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("likely", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("sureness", sa.String(), nullable=False),
        sa.CheckConstraint("low <= likely AND likely <= high", name=op.f("ck_estimates_low_likely_high")),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.id"], name=op.f("fk_estimates_idea_id_ideas")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_estimates")),
        sa.UniqueConstraint("idea_id", "area", name=op.f("uq_estimates_idea_id_area")),
    )
    op.create_index(op.f("ix_estimates_idea_id"), "estimates", ["idea_id"])
    op.create_table(
        "moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("mover", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("moved_at", sqlmodel.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.id"], name=op.f("fk_moves_idea_id_ideas")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moves")),
    )
    op.create_index(op.f("ix_moves_idea_id"), "moves", ["idea_id"])
    op.create_table(
        "votes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("voter", sa.String(), nullable=False),
        sa.Column("cast_at", sqlmodel.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.id"], name=op.f("fk_votes_idea_id_ideas")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes")),
        sa.UniqueConstraint("idea_id", "voter", name=op.f("uq_votes_idea_id_voter")),
    )
    op.create_index(op.f("ix_votes_idea_id"), "votes", ["idea_id"])


def downgrade() -> None:
    for table in ("votes", "moves", "estimates", "ideas", "drafts", "counters"):
        op.drop_table(table)
