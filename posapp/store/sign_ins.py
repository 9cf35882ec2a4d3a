"""Wrong PINs at this register. Counted on disk, so that a restart wins no tries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from posapp.store.tables import wrong_pin
from posapp.store.times import moment, stamp

LOCKED_AFTER = 10
LOCKED_AFTER_IN_A_DAY = 40
DAY = timedelta(days=1)
FREE = 2  # wrong PINs before the first delay
LONGEST_S = 900.0


class Kind(Enum):
    """What a wrong PIN may have been a guess at, and so who forgets it.

    ``SIGN_IN``: anybody's; the next one who comes in forgets it. ``MANAGER``: where only a
    manager's will do; only a manager forgets it. ``DAY``: every wrong one, for a day: it
    stops who guesses a little at a time and comes in with a PIN of their own between.
    """

    SIGN_IN = "sign_in"
    MANAGER = "manager"
    DAY = "day"


@dataclass(frozen=True)
class Series:
    """Wrong PINs of a kind since they were forgotten. No moments: there are none."""

    count: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None

    def wait_s(self, now: datetime) -> float:
        """Seconds until another PIN is taken: 1, 2, 4 … after the third wrong one.

        A clock put back makes nobody wait longer than the delay itself.
        """
        if self.last_at is None or self.count <= FREE:
            return 0.0
        delay = min(2.0 ** (self.count - FREE - 1), LONGEST_S)
        passed = max((now - self.last_at).total_seconds(), 0.0)
        return max(delay - passed, 0.0)


@dataclass(frozen=True)
class Failures:
    """How things stand."""

    series: dict[Kind, Series] = field(default_factory=dict)

    def of(self, kind: Kind) -> Series:
        return self.series.get(kind, Series())

    @property
    def locked(self) -> bool:
        """A manager has to unlock the register."""
        rows = (self.of(Kind.SIGN_IN), self.of(Kind.MANAGER))
        long = self.of(Kind.DAY).count >= LOCKED_AFTER_IN_A_DAY
        return long or any(each.count >= LOCKED_AFTER for each in rows)


def failures(db: Connection) -> Failures:
    return Failures(
        {
            Kind(row.kind): Series(row.failures, moment(row.first_at), moment(row.last_at))
            for row in db.execute(select(wrong_pin))
        }
    )


def failed(db: Connection, kind: Kind, at: datetime) -> Failures:
    """Count a wrong PIN and say how things stand."""
    so_far = failures(db)
    for each in (kind, Kind.DAY):
        _put(db, each, _one_more(so_far.of(each), at, for_a_day=each is Kind.DAY))
    return failures(db)


def forget(db: Connection, kinds: Iterable[Kind]) -> None:
    """A right PIN, of somebody who may forget these."""
    names = [kind.value for kind in kinds]
    db.execute(delete(wrong_pin).where(wrong_pin.c.kind.in_(names)))


def _one_more(so_far: Series, at: datetime, *, for_a_day: bool) -> Series:
    over = for_a_day and so_far.first_at is not None and at - so_far.first_at >= DAY
    begun = so_far.first_at if so_far.first_at is not None and not over else at
    return Series(1 if over else so_far.count + 1, min(begun, at), at)


def _put(db: Connection, kind: Kind, series: Series) -> None:
    assert series.first_at is not None
    assert series.last_at is not None
    row = {
        "failures": series.count,
        "first_at": stamp(series.first_at),
        "last_at": stamp(series.last_at),
    }
    statement = insert(wrong_pin).values(kind=kind.value, **row)
    db.execute(statement.on_conflict_do_update(index_elements=["kind"], set_=row))
