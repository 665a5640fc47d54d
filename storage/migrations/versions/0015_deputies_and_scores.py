"""Why a turn was passed on, who triages while a team's lead is away, and what those who triage think of an idea."""

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("turns", sa.Column("because", sa.String(), nullable=True))
    op.add_column("teams", sa.Column("deputy", sa.String(), nullable=True))
    op.create_table(
        "idea_scores",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("scorer", sa.String(), nullable=False),
        sa.Column("reach", sa.Float(), nullable=False),
        sa.Column("impact", sa.Float(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("effort", sa.Float(), nullable=False),
        sa.Column("scored_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "reach >= 0 AND impact > 0 AND confidence > 0 AND confidence <= 100",
            name=op.f("ck_idea_scores_figures_in_bounds"),
        ),
        sa.CheckConstraint("effort > 0", name=op.f("ck_idea_scores_effort_takes_time")),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.id"], name=op.f("fk_idea_scores_idea_id_ideas")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_scores")),
        sa.UniqueConstraint("idea_id", "scorer", name=op.f("uq_idea_scores_idea_id_scorer")),
    )
    op.create_index(op.f("ix_idea_scores_idea_id"), "idea_scores", ["idea_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_idea_scores_idea_id"), "idea_scores")
    op.drop_table("idea_scores")
    op.drop_column("teams", "deputy")
    op.drop_column("turns", "because")
