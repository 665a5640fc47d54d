"""The spine: what was done already, what is said in Slack, and the log that proves it."""

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0001"
down_revision = None

IS_OPEN = sa.text("state <> 'sent'")
IS_UNSEALED = sa.text("seq IS NULL")


def upgrade() -> None:
    _receipts()
    _messages()
    _deliveries()
    _paces()
    _direct_channels()
    _audit_events()
    _chain_heads()
    _guard_the_log()


def downgrade() -> None:
    for table in ("audit_events", "chain_heads", "direct_channels", "paces", "deliveries", "messages", "receipts"):
        op.drop_table(table)
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_events_guard()")


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


def _audit_events() -> None:
    op.create_table(
        "audit_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("actor_salt", sa.String(), nullable=True),
        sa.Column("actor_commitment", sa.String(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("hash", sa.String(), nullable=True),
        sa.CheckConstraint("(seq IS NULL) = (hash IS NULL)", name=op.f("ck_audit_events_sealed_as_a_whole")),
        sa.CheckConstraint("(actor IS NULL) = (actor_salt IS NULL)", name=op.f("ck_audit_events_erased_as_a_whole")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_events")),
        sa.UniqueConstraint("workspace", "seq", name=op.f("uq_audit_events_workspace_seq")),
    )
    op.create_index(op.f("ix_audit_events_actor"), "audit_events", ["actor"])
    op.create_index(op.f("ix_audit_events_subject"), "audit_events", ["subject"])
    op.create_index(
        "ix_audit_events_unsealed",
        "audit_events",
        ["workspace", "id"],
        sqlite_where=IS_UNSEALED,
        postgresql_where=IS_UNSEALED,
    )


def _chain_heads() -> None:
    op.create_table(
        "chain_heads",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", name=op.f("pk_chain_heads")),
    )


def _guard_the_log() -> None:
    """Append-only in the database itself; a migration that rebuilds the table on SQLite must renew the triggers."""
    for statement in GUARDS[op.get_context().dialect.name]:
        op.execute(statement)


CHANGED = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}
FIXED = ("id", "workspace", "at", "actor_commitment", "action", "subject", "reason", "CAST({}.details AS TEXT)")


def _broken_by_update(dialect: str) -> str:
    """When an update does more than seal the row once, or erase its person."""
    changed = CHANGED[dialect]
    columns = [column if "{}" in column else "{}." + column for column in FIXED]
    content = [f"{column.format('NEW')} {changed} {column.format('OLD')}" for column in columns]
    seals = [f"(OLD.seq IS NOT NULL AND NEW.{name} {changed} OLD.{name})" for name in ("seq", "hash")]
    person = [f"(NEW.{name} IS NOT NULL AND NEW.{name} {changed} OLD.{name})" for name in ("actor", "actor_salt")]
    return " OR ".join(content + seals + person)


REFUSE = "SELECT RAISE(ABORT, 'the audit log is append-only')"
GUARDS = {
    "sqlite": (
        f"""CREATE TRIGGER audit_events_update BEFORE UPDATE ON audit_events
        WHEN {_broken_by_update("sqlite")} BEGIN {REFUSE}; END""",
        f"""CREATE TRIGGER audit_events_delete BEFORE DELETE ON audit_events BEGIN {REFUSE}; END""",
        # INSERT OR REPLACE deletes without the trigger above.
        """CREATE TRIGGER audit_events_insert BEFORE INSERT ON audit_events
        WHEN NEW.seq IS NOT NULL OR EXISTS (SELECT 1 FROM audit_events WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
    ),
    "postgresql": (
        f"""CREATE FUNCTION audit_events_guard() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' AND NOT ({_broken_by_update("postgresql")}) THEN RETURN NEW; END IF;
            RAISE EXCEPTION 'the audit log is append-only';
        END $$""",
        """CREATE TRIGGER audit_events_row BEFORE UPDATE OR DELETE ON audit_events
        FOR EACH ROW EXECUTE FUNCTION audit_events_guard()""",
        """CREATE TRIGGER audit_events_all BEFORE TRUNCATE ON audit_events
        FOR EACH STATEMENT EXECUTE FUNCTION audit_events_guard()""",
    ),
}
