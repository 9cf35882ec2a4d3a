"""More of what is true of money and stock is held by the database itself."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

CHECKS = {
    "sale": {"counts_from_one": "epoch >= 1 AND number >= 1"},
    "cart": {"closed_by_one": "state <> 'checked_out' OR closed_by <> ''"},
    "cart_line": {"seen": "seen_minor >= 0"},
    "hold": {
        "of_one_of_the_two": "state = 'released' OR (gift_card = '') <> (customer = '')",
    },
    "promise": {
        "percent": "percent_ppm BETWEEN 0 AND 1000000",
        "amount": "amount_minor >= 0",
        "state": "state IN ('open', 'redeemed', 'declined', 'expired')",
    },
    "customer": {"credit_in_a_currency": "(credit_minor IS NULL) = (credit_currency IS NULL)"},
    "shortage": {"some": "quantity > 0"},
}


def upgrade() -> None:
    for name, checks in CHECKS.items():
        with op.batch_alter_table(name, schema=None) as table:
            for what, holds in checks.items():
                table.create_check_constraint(op.f(f"ck_{name}_{what}"), holds)


def downgrade() -> None:
    raise NotImplementedError("a shop restores a backup instead")
