"""Addresses of customers' pages end. Those made before would not have: they end now."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM customer_page")
    with op.batch_alter_table("customer_page", schema=None, recreate="always") as table:
        ends = sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False)
        table.add_column(ends)


def downgrade() -> None:
    raise NotImplementedError("a shop restores a backup instead")
