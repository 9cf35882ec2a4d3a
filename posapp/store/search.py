"""Search as you type over the whole catalogue, in milliseconds whatever its size.

Products are stored by popularity and the word index is read in that order, so the first
thirty come without sorting. Longer prefixes are spelt out as the words that begin so: the
index would otherwise merge all their products before it gave the first one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from posapp.domain.catalogue import Product
from posapp.domain.gtin import digits_only
from posapp.domain.values import dataclass
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
    """

    products: tuple[Product, ...]
    corrected: str
    complete: bool


def search(
    db: Connection, text: str, vocabulary: Vocabulary | None = None, limit: int = FIRST
) -> Hits:
    """Products whose words begin with the words typed, in any order; or whose SKU or GTIN
    does. ``vocabulary``: None while it is being read; nothing is corrected then."""
    state = catalogue.state(db)
    typed = text.strip()[:LONGEST]
    wanted = words(typed)[:MOST_WORDS]
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
    return Hits(tuple(products), corrected, state.complete)


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
        begins = f"SELECT rank FROM {table} WHERE sku >= ? AND sku < ? ORDER BY sku LIMIT ?"
        ranks = _joined(ranks, _ranks(db, begins, (typed, _after(typed), limit)))
    if digits_only(typed) and SHORTEST_GTIN <= len(typed) <= 14:
        ranks = _joined(ranks, _by_gtin(db, table, typed, limit))
    return ranks


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
