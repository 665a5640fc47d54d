"""Until when cards were promised, an address in a card, a note for the next facilitator, how people found a retro."""

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("retros", sa.Column("collect_until", UTCDateTime(), nullable=True))
    op.add_column("retros", sa.Column("rating_salt", sa.String(), nullable=True))
    op.add_column("retros", sa.Column("handover", sa.JSON(), nullable=True))
    op.add_column("retro_cards", sa.Column("link", sa.String(), nullable=True))
    op.create_table(
        "retro_ratings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("retro_id", sa.Integer(), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.Column("rater_key", sa.String(), nullable=True),
        sa.CheckConstraint("given BETWEEN 1 AND 5", name=op.f("ck_retro_ratings_one_to_five")),
        sa.ForeignKeyConstraint(["retro_id"], ["retros.id"], name=op.f("fk_retro_ratings_retro_id_retros")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retro_ratings")),
        sa.UniqueConstraint("retro_id", "rater_key", name=op.f("uq_retro_ratings_retro_id_rater_key")),
    )


def downgrade() -> None:
    op.drop_table("retro_ratings")
    op.drop_column("retro_cards", "link")
    op.drop_column("retros", "handover")
    op.drop_column("retros", "rating_salt")
    op.drop_column("retros", "collect_until")
