"""an old part of a share is held until its register has heard of the new one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("store_share_part", sa.Column("held", sa.BigInteger(), nullable=True))
    op.execute("UPDATE store_share_part SET held = pieces")
    with op.batch_alter_table("store_share_part", schema=None) as batch_op:
        batch_op.alter_column("held", existing_type=sa.BigInteger(), nullable=False)
        batch_op.create_check_constraint(op.f("ck_store_share_part_held"), "held >= pieces")


def downgrade() -> None:
    raise NotImplementedError("a shop restores a backup instead")
