"""How far an alert is back, who would close it and who agreed, what it repeats, and whom it asked directly."""

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0014"
down_revision = "0013"

ADDED = (
    ("recovery", sa.String()),
    ("within", sa.Integer()),
    ("proposed_by", sa.String()),
    ("proposed_at", UTCDateTime()),
    ("proposed_outcome", sa.String()),
    ("proposed_sentence", sa.String()),
    ("agreed_by", sa.String()),
    ("duplicate_of", sa.Integer()),
)


def upgrade() -> None:
    for name, kind in ADDED:
        op.add_column("alerts", sa.Column(name, kind, nullable=True))
    op.create_table(
        "alert_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("alert_id", sa.Integer(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_alert_requests_alert_id_alerts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_requests")),
        sa.UniqueConstraint("alert_id", "message", name=op.f("uq_alert_requests_alert_id_message")),
    )
    op.create_index(op.f("ix_alert_requests_alert_id"), "alert_requests", ["alert_id"])
    op.create_index(op.f("ix_alert_requests_message"), "alert_requests", ["message"])


def downgrade() -> None:
    op.drop_table("alert_requests")
    for name, _ in reversed(ADDED):
        op.drop_column("alerts", name)
