"""Monitors, their readings and findings, and the alerts that findings opened."""

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    _monitors()
    _readings()
    _findings()
    _alerts()


def downgrade() -> None:
    for table in ("alerts", "findings", "readings", "monitors"):
        op.drop_table(table)


def _monitors() -> None:
    op.create_table(
        "monitors",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("chart", sa.String(), nullable=False),
        sa.Column("every_seconds", sa.Integer(), nullable=False),
        sa.Column("baseline_points", sa.Integer(), nullable=True),
        sa.Column("baseline_first", UTCDateTime(), nullable=True),
        sa.Column("baseline_last", UTCDateTime(), nullable=True),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("watched", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("label_delay_seconds", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("swept_at", UTCDateTime(), nullable=True),
        sa.Column("newest_at", UTCDateTime(), nullable=True),
        sa.Column("failing_since", UTCDateTime(), nullable=True),
        sa.Column("failure", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("power", sa.String(), nullable=False),
        sa.Column("expected_a_month", sa.Float(), nullable=True),
        sa.Column("expected_a_month_watched", sa.Float(), nullable=True),
        sa.CheckConstraint("chart IN ('auto', 'i-mr', 'p', 'laney-p', 'drift')", name=op.f("ck_monitors_known_chart")),
        sa.CheckConstraint("severity BETWEEN 1 AND 3", name=op.f("ck_monitors_severity_from_1_to_3")),
        sa.CheckConstraint("every_seconds >= 1", name=op.f("ck_monitors_interval_above_nothing")),
        sa.CheckConstraint(
            "(baseline_points IS NULL) <> (baseline_first IS NULL)",
            name=op.f("ck_monitors_baseline_by_points_or_dates"),
        ),
        sa.CheckConstraint(
            "(baseline_first IS NULL) = (baseline_last IS NULL)", name=op.f("ck_monitors_baseline_has_both_dates")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_monitors_team_id_teams")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitors")),
        sa.UniqueConstraint("workspace", "key", name=op.f("uq_monitors_workspace_key")),
    )
    op.create_index(op.f("ix_monitors_team_id"), "monitors", ["team_id"])


def _readings() -> None:
    op.create_table(
        "readings",
        sa.Column("monitor_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("size", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["monitor_id"], ["monitors.id"], name=op.f("fk_readings_monitor_id_monitors")),
        sa.PrimaryKeyConstraint("monitor_id", "at", name=op.f("pk_readings")),
    )


def _findings() -> None:
    op.create_table(
        "findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("monitor_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("found_at", UTCDateTime(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["monitor_id"], ["monitors.id"], name=op.f("fk_findings_monitor_id_monitors")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
        sa.UniqueConstraint("monitor_id", "rule", "at", name=op.f("uq_findings_monitor_id_rule_at")),
    )
    for column in ("found_at", "monitor_id"):
        op.create_index(op.f(f"ix_findings_{column}"), "findings", [column])


def _alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("monitor_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("last_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("open_key", sa.String(), nullable=True),
        sa.Column("acked_by", sa.String(), nullable=True),
        sa.Column("acked_at", UTCDateTime(), nullable=True),
        sa.Column("snoozed_by", sa.String(), nullable=True),
        sa.Column("snoozed_until", UTCDateTime(), nullable=True),
        sa.Column("snooze_reason", sa.String(), nullable=False),
        sa.Column("resolved_by", sa.String(), nullable=True),
        sa.Column("resolved_at", UTCDateTime(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'acknowledged', 'snoozed', 'resolved')", name=op.f("ck_alerts_known_state")
        ),
        sa.CheckConstraint("(state = 'resolved') = (open_key IS NULL)", name=op.f("ck_alerts_single_until_resolved")),
        sa.CheckConstraint("(state = 'resolved') = (outcome <> '')", name=op.f("ck_alerts_resolved_with_an_outcome")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_alerts_team_id_teams")),
        sa.ForeignKeyConstraint(["monitor_id"], ["monitors.id"], name=op.f("fk_alerts_monitor_id_monitors")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        sa.UniqueConstraint("workspace", "number", name=op.f("uq_alerts_workspace_number")),
        sa.UniqueConstraint("open_key", name=op.f("uq_alerts_open_key")),
    )
    for column in ("monitor_id", "state", "team_id"):
        op.create_index(op.f(f"ix_alerts_{column}"), "alerts", [column])
