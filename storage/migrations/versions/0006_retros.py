"""Retros with their cards, themes, dots and actions; whose turn it is to facilitate, and who is away."""

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0006"
down_revision = "0005"

PHASES = "'collect', 'too_few', 'group', 'vote', 'discuss', 'closed', 'cancelled'"


def upgrade() -> None:
    _retros()
    _themes()
    _retro_cards()
    _ballots()
    _actions()
    _turns()
    _absences()


def downgrade() -> None:
    for table in ("absences", "turns", "actions", "ballots", "retro_cards", "themes", "retros"):
        op.drop_table(table)


def _retros() -> None:
    op.create_table(
        "retros",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("facilitator", sa.String(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("phase_began_at", UTCDateTime(), nullable=False),
        sa.Column("phase_due_at", UTCDateTime(), nullable=False),
        sa.Column("running", sa.Boolean(), nullable=True),
        sa.Column("salt", sa.String(), nullable=True),
        sa.Column("extended", sa.Integer(), nullable=False),
        sa.Column("reviewed", sa.Boolean(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("wrote", sa.Integer(), nullable=False),
        sa.Column("voted", sa.Integer(), nullable=False),
        sa.Column("began_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(f"phase IN ({PHASES})", name=op.f("ck_retros_known_phase")),
        sa.CheckConstraint(
            "(running IS NULL) = (phase IN ('closed', 'cancelled'))", name=op.f("ck_retros_what_is_over_does_not_run")
        ),
        sa.CheckConstraint("salt IS NULL OR running IS NOT NULL", name=op.f("ck_retros_the_salt_dies_with_it")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_retros_team_id_teams")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retros")),
        sa.UniqueConstraint("team_id", "number", name=op.f("uq_retros_team_id_number")),
        sa.UniqueConstraint("team_id", "running", name=op.f("uq_retros_team_id_running")),
    )
    op.create_index(op.f("ix_retros_team_id"), "retros", ["team_id"])


def _themes() -> None:
    op.create_table(
        "themes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("retro_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["retro_id"], ["retros.id"], name=op.f("fk_themes_retro_id_retros")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_themes")),
    )
    op.create_index(op.f("ix_themes_retro_id"), "themes", ["retro_id"])


def _retro_cards() -> None:
    op.create_table(
        "retro_cards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("retro_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=True),
        sa.Column("author_key", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('keep', 'problem', 'try', 'thanks')", name=op.f("ck_retro_cards_known_kind")),
        sa.ForeignKeyConstraint(["retro_id"], ["retros.id"], name=op.f("fk_retro_cards_retro_id_retros")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_retro_cards_theme_id_themes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retro_cards")),
    )
    op.create_index(op.f("ix_retro_cards_retro_id"), "retro_cards", ["retro_id"])


def _ballots() -> None:
    op.create_table(
        "ballots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("retro_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("voter_key", sa.String(), nullable=True),
        sa.Column("dots", sa.Integer(), nullable=False),
        sa.CheckConstraint("dots > 0", name=op.f("ck_ballots_a_dot_at_least")),
        sa.ForeignKeyConstraint(["retro_id"], ["retros.id"], name=op.f("fk_ballots_retro_id_retros")),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_ballots_theme_id_themes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballots")),
        sa.UniqueConstraint("theme_id", "voter_key", name=op.f("uq_ballots_theme_id_voter_key")),
    )
    op.create_index(op.f("ix_ballots_retro_id"), "ballots", ["retro_id"])


def _actions() -> None:
    op.create_table(
        "actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("retro_id", sa.Integer(), nullable=False),
        sa.Column("retro_number", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("proposer", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("proposed_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "state IN ('proposed', 'accepted', 'handed_back', 'done')", name=op.f("ck_actions_known_state")
        ),
        sa.CheckConstraint("(state = 'done') = (evidence <> '')", name=op.f("ck_actions_done_is_shown_by_something")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_actions_team_id_teams")),
        sa.ForeignKeyConstraint(["retro_id"], ["retros.id"], name=op.f("fk_actions_retro_id_retros")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actions")),
        sa.UniqueConstraint("retro_id", "number", name=op.f("uq_actions_retro_id_number")),
    )
    for column in ("owner", "team_id"):
        op.create_index(op.f(f"ix_actions_{column}"), "actions", [column])


def _turns() -> None:
    op.create_table(
        "turns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("retro_at", UTCDateTime(), nullable=False),
        sa.Column("fallback_at", UTCDateTime(), nullable=False),
        sa.Column("facilitator", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("passed", sa.JSON(), nullable=False),
        sa.Column("offered_by", sa.String(), nullable=False),
        sa.CheckConstraint("state IN ('asked', 'open', 'accepted', 'served')", name=op.f("ck_turns_known_state")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_turns_team_id_teams")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turns")),
        sa.UniqueConstraint("team_id", "day", name=op.f("uq_turns_team_id_day")),
    )


def _absences() -> None:
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.CheckConstraint("first <= last", name=op.f("ck_absences_ends_after_it_begins")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
        sa.UniqueConstraint("workspace", "user", "first", name=op.f("uq_absences_workspace_user_first")),
    )
    op.create_index(op.f("ix_absences_workspace_user"), "absences", ["workspace", "user"])
