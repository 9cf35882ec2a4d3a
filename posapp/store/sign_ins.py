"""Wrong PINs in a row at this register. Counted on disk, so that a restart wins no tries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from posapp.store.tables import sign_in_failure
from posapp.store.times import moment, stamp

LOCKED_AFTER = 10
FREE = 2  # wrong PINs before the first delay
LONGEST_S = 120.0


@dataclass(frozen=True)
class Failures:
    """Wrong PINs since the last right one. ``last_at``: None when there are none."""

    count: int = 0
    last_at: datetime | None = None

    @property
    def locked(self) -> bool:
        """A manager has to unlock the register."""
        return self.count >= LOCKED_AFTER

    def wait_s(self, now: datetime) -> float:
        """Seconds until another PIN is taken: 1, 2, 4 … after the third wrong one.

        A clock put back makes nobody wait longer than the delay itself.
        """
        if self.last_at is None or self.count <= FREE:
            return 0.0
        delay = min(2.0 ** (self.count - FREE - 1), LONGEST_S)
        passed = max((now - self.last_at).total_seconds(), 0.0)
        return max(delay - passed, 0.0)


def failures(db: Connection) -> Failures:
    row = db.execute(select(sign_in_failure)).first()
    return Failures(row.failures, moment(row.last_at)) if row else Failures()


def failed(db: Connection, at: datetime) -> Failures:
    """Count a wrong PIN and say how things stand."""
    table = sign_in_failure
    statement = insert(table).values(one=1, failures=1, last_at=stamp(at))
    more = {"failures": table.c.failures + 1, "last_at": stamp(at)}
    db.execute(statement.on_conflict_do_update(index_elements=["one"], set_=more))
    return failures(db)


def clear(db: Connection) -> None:
    """A right PIN, or a manager."""
    db.execute(delete(sign_in_failure))
