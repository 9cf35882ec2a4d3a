"""The words of the catalogue and how often each occurs; read once, in the background."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from posapp.store import catalogue

MOST = 300_000  # words; a catalogue with more has serial numbers in its names
_PAST_ALL = "\U0010ffff"
CANDIDATES = 50  # near words of which the commonest is taken
TYPED_SHORTEST = 3  # letters; a shorter word is not corrected, there is too much it could be


@dataclass(frozen=True)
class Vocabulary:
    """Words in alphabetical order, and how many products have each.

    Attributes:
        terms: sorted. ``counts``: of products, parallel to ``terms``.
        state: the catalogue's ``State`` when it was read.
        whole: false when the catalogue has more than ``MOST`` words.
    """

    terms: Sequence[str]
    counts: Sequence[int]
    state: catalogue.State
    whole: bool = True

    def starting(self, prefix: str) -> range:
        """The places of the words that begin so."""
        first = bisect_left(self.terms, prefix)
        return range(first, bisect_left(self.terms, prefix + _PAST_ALL, lo=first))

    def nearest(self, typed: str) -> str:
        """The word most likely meant by a mistyped one, or nothing.

        One slip (a letter wrong, missing, too many, or two swapped) up to five letters, two
        beyond. Words with the same first letter are tried first, common ones win a tie.
        Numbers are never corrected: size 41 is not size 40.
        """
        if len(typed) < TYPED_SHORTEST or any(c.isdigit() for c in typed):
            return ""
        slips = 1 if len(typed) <= 5 else 2
        same_start, all_words = self.starting(typed[0]), range(len(self.terms))
        return self._best(typed, same_start, slips) or self._best(typed, all_words, slips)

    def _best(self, typed: str, places: range, slips: int) -> str:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        near = process.extract(
            typed,
            self.terms[places.start : places.stop],
            scorer=OSA.distance,
            processor=None,
            score_cutoff=slips,
            limit=CANDIDATES,
        )
        if not near:
            return ""
        term, _away, _place = min(
            near, key=lambda found: (found[1], -self.counts[places.start + found[2]])
        )
        return term


class Words:
    """Holds the vocabulary of the moment; may be read and refreshed by any thread."""

    def __init__(self) -> None:
        self._now: Vocabulary | None = None

    @property
    def now(self) -> Vocabulary | None:
        """None until it has been read for the first time."""
        return self._now

    def refresh(self, db: Connection) -> None:
        """Read it anew unless nothing changed; half a second for a million products. What
        ``nearest`` needs is loaded on the way: that takes as long as painting ten letters."""
        import rapidfuzz.distance
        import rapidfuzz.process  # noqa: F401

        if self._now is None or self._now.state != catalogue.state(db):
            self._now = read(db)


def read(db: Connection) -> Vocabulary:
    """The vocabulary of the live catalogue."""
    state = catalogue.state(db)
    query = f"SELECT term, doc FROM terms_{state.live} ORDER BY term LIMIT {MOST + 1}"
    rows = db.exec_driver_sql(query).all()
    terms, counts = [row[0] for row in rows[:MOST]], [row[1] for row in rows[:MOST]]
    return Vocabulary(terms, counts, state, whole=len(rows) <= MOST)
