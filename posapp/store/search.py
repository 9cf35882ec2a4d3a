"""Search as you type over the whole catalogue, in milliseconds whatever its size.

Products are stored by popularity and the word index is read in that order, so the first
thirty come without sorting. Longer prefixes are spelt out as the words that begin so: the
index would otherwise merge all their products before it gave the first one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from posapp.domain.catalogue import Product
from posapp.domain.gtin import digits_only
from posapp.store import catalogue
from posapp.store.vocabulary import Vocabulary
from posapp.store.words import MOST as MOST_WORDS
from posapp.store.words import words

FIRST = 30
LONGEST = 200  # characters of a typed text that count
INDEXED = 3  # letters of a prefix that the index keeps lists for
SPELT_OUT = 64  # words a longer prefix may be replaced by
SHORTEST_CODE = 3
SHORTEST_GTIN = 4
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._/+-]*")


@dataclass(frozen=True)
class Hits:
    """What was found, exact matches first, then by popularity.

    Attributes:
        corrected: the words it was found by instead, when nothing has the words as typed.
        complete: false while the catalogue is still coming down.
        barren: what is known of longer texts when nothing was found.
    """

    products: tuple[Product, ...]
    corrected: str
    complete: bool
    barren: Barren | None = None


@dataclass(frozen=True)
class Barren:
    """A text that finds nothing, in a catalogue whose words are all known.

    Attributes:
        typed: no SKU begins so, and it is no number.
    """

    typed: str
    vocabulary: Vocabulary

    def covers(self, text: str) -> bool:
        """Whether this text, too, finds nothing: it begins so, one of its words begins no
        word of the catalogue, and none of those can be mended."""
        typed, wanted = _read(text)
        known = _Known(self.vocabulary, True)
        return (
            typed.startswith(self.typed)
            and not all(_term(word, known) for word in wanted)
            and _meant(wanted, self.vocabulary) == wanted
        )


class Remembered:
    """The last text that found nothing. Whoever types on asks the disk no more, until the
    catalogue is written."""

    def __init__(self) -> None:
        self._kept: tuple[int, Barren | None] = (0, None)

    def keep(self, written: int, barren: Barren | None) -> None:
        """``written``: ``Database.written`` of the catalogue before it was searched."""
        self._kept = (written, barren)

    def covers(self, written: int, text: str) -> bool:
        """Whether the text finds nothing, without looking."""
        kept, barren = self._kept
        return barren is not None and kept == written and barren.covers(text)


def search(
    db: Connection, text: str, vocabulary: Vocabulary | None = None, limit: int = FIRST
) -> Hits:
    """Products whose words begin with the words typed, in any order; or whose SKU or GTIN
    does. ``vocabulary``: None while it is being read; nothing is corrected then."""
    state = catalogue.state(db)
    typed, wanted = _read(text)
    ranks = _by_code(db, state.live, typed, limit)
    known = _known(vocabulary, state)
    if len(ranks) < limit:
        ranks = _joined(ranks, _by_words(db, state.live, wanted, known, limit))
    corrected = ""
    if not ranks and vocabulary:
        meant = _meant(wanted, vocabulary)
        if meant != wanted:
            ranks = _by_words(db, state.live, meant, known, limit)
            corrected = " ".join(meant) if ranks else ""
    products = catalogue.ranked(db, state.live, ranks[:limit])
    barren = None if products else _barren(db, state.live, typed, known)
    return Hits(tuple(products), corrected, state.complete, barren)


def _read(text: str) -> tuple[str, list[str]]:
    """What of a text counts, and its words."""
    typed = text.strip()[:LONGEST]
    return typed, words(typed)[:MOST_WORDS]


@dataclass(frozen=True)
class _Known:
    """Words that spell a prefix out. ``all``: no product has any other."""

    vocabulary: Vocabulary
    all: bool


def _known(vocabulary: Vocabulary | None, state: catalogue.State) -> _Known | None:
    """While the catalogue comes down and says so, the words of a moment ago will do."""
    if vocabulary is None or vocabulary.state.live != state.live:
        return None
    fresh = vocabulary.state == state
    return (
        _Known(vocabulary, fresh and vocabulary.whole) if fresh or not state.complete else None
    )


def _barren(db: Connection, live: int, typed: str, known: _Known | None) -> Barren | None:
    """What follows for longer texts; nothing for a number, which may stand for longer ones."""
    if known is None or not known.all or not typed or digits_only(typed):
        return None
    if _CODE.fullmatch(typed) and _begins(db, f"product_{live}", typed, 1):
        return None
    return Barren(typed, known.vocabulary)


def _joined(first: Sequence[int], then: Iterable[int]) -> list[int]:
    return list(dict.fromkeys([*first, *then]))


def _by_code(db: Connection, live: int, typed: str, limit: int) -> list[int]:
    """Ranks by SKU or GTIN: the very one, then those that begin so."""
    if not _CODE.fullmatch(typed):
        return []
    table = f"product_{live}"
    exact = f"SELECT rank FROM {table} WHERE sku = ? ORDER BY rank LIMIT ?"
    ranks = _ranks(db, exact, (typed, limit))
    if len(typed) >= SHORTEST_CODE and any(c.isdigit() for c in typed):
        ranks = _joined(ranks, _begins(db, table, typed, limit))
    if digits_only(typed) and SHORTEST_GTIN <= len(typed) <= 14:
        ranks = _joined(ranks, _by_gtin(db, table, typed, limit))
    return ranks


def _begins(db: Connection, table: str, typed: str, limit: int) -> list[int]:
    """Ranks of the SKUs that begin so."""
    query = f"SELECT rank FROM {table} WHERE sku >= ? AND sku < ? ORDER BY sku LIMIT ?"
    return _ranks(db, query, (typed, _after(typed), limit))


def _by_gtin(db: Connection, table: str, typed: str, limit: int) -> list[int]:
    """GTIN-8, 12, 13 and 14 are stored with 14 digits: what was typed may follow zeros."""
    exact = f"SELECT rank FROM {table} WHERE gtin = ? AND gtin <> '' ORDER BY rank LIMIT ?"
    ranks = _ranks(db, exact, (typed.zfill(14), limit))
    begins = (
        f"SELECT rank FROM {table} WHERE gtin >= ? AND gtin < ? AND gtin <> '' "
        "ORDER BY gtin LIMIT ?"
    )
    for zeros in ("0", "00", "", "000000"):
        start = zeros + typed
        if len(start) <= 14 and len(ranks) < limit:
            ranks = _joined(ranks, _ranks(db, begins, (start, _after(start), limit)))
    return ranks


def _after(start: str) -> str:
    """The first text that comes after all that begin so."""
    return start + "\U0010ffff"


def _by_words(
    db: Connection, live: int, wanted: Sequence[str], known: _Known | None, limit: int
) -> list[int]:
    if not wanted:
        return []
    terms = [_term(word, known) for word in dict.fromkeys(wanted)]
    if not all(terms):
        return []
    table = f"words_{live}"
    query = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid LIMIT ?"
    return _ranks(db, query, (" AND ".join(terms), limit))


def _term(word: str, known: _Known | None) -> str:
    """A word as FTS5 asks for what begins so; empty when nothing does.

    ``words`` left nothing but letters and digits in it, and the quotes make it a string:
    no text can become an operator.
    """
    if known is None:
        return f'"{word}" *'
    places, terms = known.vocabulary.starting(word), known.vocabulary.terms
    if known.all and not places:
        return ""
    if places and len(word) > INDEXED and len(places) <= SPELT_OUT and known.vocabulary.whole:
        return "(" + " OR ".join(f'"{terms[place]}"' for place in places) + ")"
    return f'"{word}" *'


def _meant(typed: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """The words as typed where the catalogue has them, else the nearest it has."""
    return [
        word if vocabulary.starting(word) else vocabulary.nearest(word) or word
        for word in typed
    ]


def _ranks(db: Connection, query: str, values: tuple[str | int, ...]) -> list[int]:
    return [row[0] for row in db.exec_driver_sql(query, values)]
