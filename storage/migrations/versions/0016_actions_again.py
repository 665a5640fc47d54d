"""Which action that nobody took on was proposed again as another."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("actions", sa.Column("replaces", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("actions", "replaces")
