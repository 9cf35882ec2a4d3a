"""The addresses of customers' own pages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from posapp.hub.migrations.columns import key

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "customer_page",
        sa.Column("customer", key(64), nullable=False),
        sa.Column("digest", key(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer"], ["customer.id"], name=op.f("fk_customer_page_customer")
        ),
        sa.PrimaryKeyConstraint("customer", name=op.f("pk_customer_page")),
        sa.UniqueConstraint("digest", name=op.f("uq_customer_page_digest")),
    )


def downgrade() -> None:
    raise NotImplementedError("a shop restores a backup instead")
