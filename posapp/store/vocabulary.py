"""The words of the catalogue and how often each occurs; read once, in the background."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from posapp.store import catalogue


@dataclass(frozen=True)
class Vocabulary:
    """Words in alphabetical order, and how many products have each.

    Attributes:
        terms: sorted. ``counts``: of products, parallel to ``terms``.
    """

    terms: list[str]
    counts: list[int]


class Words:
    """Holds the vocabulary of the moment; may be read and refreshed by any thread."""

    def __init__(self) -> None:
        self._now: Vocabulary | None = None

    @property
    def now(self) -> Vocabulary | None:
        """None until it has been read for the first time."""
        return self._now

    def refresh(self, db: Connection) -> None:
        """Read it anew; half a second for a million products."""
        self._now = read(db)


def read(db: Connection) -> Vocabulary:
    """The vocabulary of the live catalogue."""
    number = catalogue.live(db)
    rows = db.exec_driver_sql(f"SELECT term, doc FROM terms_{number} ORDER BY term").all()
    return Vocabulary([row[0] for row in rows], [row[1] for row in rows])
