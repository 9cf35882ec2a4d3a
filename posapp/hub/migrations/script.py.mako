"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from posapp.hub.migrations.columns import key
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:  # noqa: PLR0915  # one statement per table
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    raise NotImplementedError("a shop restores a backup instead")
