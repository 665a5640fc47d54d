"""The spine: what was done already, what is said in Slack."""

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0001"
down_revision = None

IS_OPEN = sa.text("state <> 'sent'")


def upgrade() -> None:
    _receipts()
    _messages()
    _deliveries()
    _paces()
    _direct_channels()


def downgrade() -> None:
    for table in ("direct_channels", "paces", "deliveries", "messages", "receipts"):
        op.drop_table(table)


def _receipts() -> None:
    op.create_table(
        "receipts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("answer", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("at", UTCDateTime(), server_default=sa.text("CURRENT_TIMESTAMP"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
        sa.UniqueConstraint("workspace", "kind", "key", name=op.f("uq_receipts_workspace_kind_key")),
    )
    op.create_index(op.f("ix_receipts_at"), "receipts", ["at"])


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("ts", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("blocks", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("shown_version", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.String(), nullable=False),
        sa.Column("stored_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "channel IS NOT NULL OR person IS NOT NULL OR parent_id IS NOT NULL", name=op.f("ck_messages_has_a_place")
        ),
        sa.CheckConstraint("shown_version <= version", name=op.f("ck_messages_shows_what_was_written")),
        sa.ForeignKeyConstraint(["parent_id"], ["messages.id"], name=op.f("fk_messages_parent_id_messages")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("stamp", name=op.f("uq_messages_stamp")),
        sa.UniqueConstraint("workspace", "key", name=op.f("uq_messages_workspace_key")),
    )
    op.create_index(op.f("ix_messages_parent_id"), "messages", ["parent_id"])


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("first_tried_at", UTCDateTime(), nullable=True),
        sa.Column("sent_at", UTCDateTime(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "state IN ('pending', 'sending', 'uncertain', 'parked', 'sent')", name=op.f("ck_deliveries_known_state")
        ),
        sa.CheckConstraint(
            "state <> 'uncertain' OR is_new", name=op.f("ck_deliveries_only_new_messages_are_uncertain")
        ),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_deliveries_message_id_messages")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
    )
    op.create_index(op.f("ix_deliveries_message_id"), "deliveries", ["message_id"])
    op.create_index("ix_deliveries_state_due_at", "deliveries", ["state", "due_at"])
    op.create_index(
        "one_open_delivery", "deliveries", ["message_id"], unique=True, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN
    )


def _paces() -> None:
    op.create_table(
        "paces",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("ready_at", UTCDateTime(), nullable=False),
        sa.Column("spent_until", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "method", "channel", name=op.f("pk_paces")),
    )


def _direct_channels() -> None:
    op.create_table(
        "direct_channels",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person", name=op.f("pk_direct_channels")),
    )
