"""Customers are erased, and a list that is kept for ever tells registers of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from posapp.hub.migrations.columns import key

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("customer", schema=None) as table:
        table.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "erasure",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("customer", key(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer"], ["customer.id"], name=op.f("fk_erasure_customer")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_erasure")),
        sa.UniqueConstraint("customer", name=op.f("uq_erasure_customer")),
    )


def downgrade() -> None:
    raise NotImplementedError("a shop restores a backup instead")
