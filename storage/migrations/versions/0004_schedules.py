"""What comes back, which occurrences were taken up, and what is to be done."""

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _schedules()
    _occurrences()
    _jobs()


def downgrade() -> None:
    for table in ("jobs", "occurrences", "schedules"):
        op.drop_table(table)


def _schedules() -> None:
    op.create_table(
        "schedules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("wall_time", sa.String(), nullable=True),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("weekdays", sa.String(), nullable=True),
        sa.Column("every_weeks", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.Date(), nullable=True),
        sa.Column("every_seconds", sa.Integer(), nullable=True),
        sa.Column("since", UTCDateTime(), nullable=True),
        sa.Column("next_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "(wall_time IS NULL) <> (every_seconds IS NULL)", name=op.f("ck_schedules_wall_clock_or_interval")
        ),
        sa.CheckConstraint("(wall_time IS NULL) = (zone IS NULL)", name=op.f("ck_schedules_wall_clock_has_a_zone")),
        sa.CheckConstraint("(every_seconds IS NULL) = (since IS NULL)", name=op.f("ck_schedules_interval_has_a_start")),
        sa.CheckConstraint(
            "every_weeks = 1 OR anchor IS NOT NULL", name=op.f("ck_schedules_weeks_are_counted_from_an_anchor")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedules")),
        sa.UniqueConstraint("workspace", "kind", "subject", name=op.f("uq_schedules_workspace_kind_subject")),
    )
    op.create_index(op.f("ix_schedules_next_at"), "schedules", ["next_at"])


def _occurrences() -> None:
    op.create_table(
        "occurrences",
        sa.Column("schedule_id", sa.Integer(), nullable=False),
        sa.Column("occurrence", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedules.id"], name=op.f("fk_occurrences_schedule_id_schedules")),
        sa.PrimaryKeyConstraint("schedule_id", "occurrence", name=op.f("pk_occurrences")),
    )


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("run_at", UTCDateTime(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("not_before", UTCDateTime(), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'done', 'dropped', 'parked')", name=op.f("ck_jobs_known_state")
        ),
        sa.CheckConstraint("state <> 'running' OR not_before IS NOT NULL", name=op.f("ck_jobs_running_under_a_lease")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("workspace", "key", name=op.f("uq_jobs_workspace_key")),
    )
    op.create_index("ix_jobs_state_run_at", "jobs", ["state", "run_at"])
