"""Wrong PINs are counted by what they may have been a guess at."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

STEPS = (
    """
CREATE TABLE wrong_pin (
    kind TEXT NOT NULL,
    failures INTEGER NOT NULL,
    first_at TEXT NOT NULL,
    last_at TEXT NOT NULL,
    PRIMARY KEY (kind),
    CONSTRAINT kind_known CHECK (kind IN ('sign_in', 'manager', 'day'))
)
""",
    # They may have been tried anywhere.
    """
INSERT INTO wrong_pin (kind, failures, first_at, last_at)
SELECT k.kind, f.failures, f.last_at, f.last_at FROM sign_in_failure f
  JOIN (SELECT 'sign_in' AS kind UNION SELECT 'manager' UNION SELECT 'day') k
""",
    "DROP TABLE sign_in_failure",
)


def upgrade() -> None:
    for step in STEPS:
        op.get_bind().exec_driver_sql(step)
