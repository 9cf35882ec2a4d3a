"""Products as the centre last sent them: found by SKU, GTIN and style; loaded by the page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from posapp.contract import wire
from posapp.contract.messages import CatalogueChange
from posapp.database.engine import CACHE_KIB, COPY_CACHE_KIB
from posapp.domain.catalogue import Product
from posapp.domain.gtin import digits_only
from posapp.store import catalogue_tables as tables
from posapp.store.prepared import Prepared
from posapp.store.words import words_of

_STATE = Prepared(tables.state.select())


@dataclass(frozen=True)
class Progress:
    """How much of the catalogue is here.

    Attributes:
        complete: search answers from the whole catalogue.
        loaded, of: products of the snapshot that is coming down, or of the last one.
        loading: a snapshot is coming down.
        cursor: where the snapshot goes on. ``checksum``: of what is loaded of it.
        changes_from: where changes start once the snapshot is whole.
        changes_cursor: where changes go on; empty before the first snapshot is whole.
    """

    complete: bool
    loaded: int
    of: int
    loading: bool
    cursor: str
    checksum: str
    changes_from: str
    changes_cursor: str


@dataclass(frozen=True, slots=True)
class State:
    """Which products are live, exactly: equal states mean equal words.

    Attributes:
        live: which of the two sets. ``complete``: all of the catalogue is in it.
        change: raised whenever a word came or went.
    """

    live: int
    complete: bool
    change: int


@dataclass(frozen=True)
class Arrived:
    """A page of the snapshot, checked, and how things stand with it."""

    products: Sequence[Product]
    documents: Sequence[bytes]
    cursor: str
    checksum: str
    of: int
    changes_from: str


def by_sku(db: Connection, sku: str) -> Product | None:
    """The product with this SKU; upper and lower case only matter between two of them."""
    rows = _rows(
        db, "WHERE sku = ? ORDER BY sku = ? COLLATE BINARY DESC, rank LIMIT 1", sku, sku
    )
    return rows[0] if rows else None


def by_gtin(db: Connection, gtin: str) -> Product | None:
    """The product with this GTIN, 8 to 14 digits; one on sale before one discontinued."""
    found = _rows(db, "WHERE gtin = ? AND gtin <> '' ORDER BY rank LIMIT 8", gtin.zfill(14))
    return next((product for product in found if product.active), found[0] if found else None)


def variants(db: Connection, style: str) -> tuple[Product, ...]:
    """All products of a style, most popular first; at most 500."""
    return tuple(_rows(db, "WHERE style = ? AND style <> '' ORDER BY rank LIMIT 500", style))


def among(db: Connection, skus: Collection[str]) -> dict[str, Product]:
    """Those of these SKUs that exist, by the SKU as it was asked for."""
    found = ((sku, by_sku(db, sku)) for sku in skus)
    return {sku: product for sku, product in found if product is not None}


def ranked(db: Connection, live: int, ranks: Sequence[int]) -> list[Product]:
    """The products of these ranks of a set, in the order of the ranks given."""
    if not ranks:
        return []
    marks = ",".join("?" * len(ranks))
    query = f"SELECT rank, document FROM product_{live} WHERE rank IN ({marks})"
    found = {row[0]: row[1] for row in db.exec_driver_sql(query, tuple(ranks))}
    return [wire.decode(found[rank], Product) for rank in ranks if rank in found]


def live(db: Connection) -> int:
    """Which of the two sets is live."""
    number: int = db.exec_driver_sql("SELECT live FROM catalogue_state").scalar_one()
    return number


def state(db: Connection) -> State:
    """What a search is answered from."""
    query = "SELECT live, complete, change FROM catalogue_state"
    row = db.exec_driver_sql(query).one()
    return State(row[0], bool(row[1]), row[2])


def progress(db: Connection) -> Progress:
    row = _STATE.run(db).one()
    return Progress(
        complete=bool(row.complete),
        loaded=row.loaded,
        of=row.expected,
        loading=bool(row.loading),
        cursor=row.cursor,
        checksum=row.checksum,
        changes_from=row.changes_from,
        changes_cursor=row.changes_cursor,
    )


def begin(db: Connection) -> None:
    """Start a snapshot from its beginning; what can be sold stays as it is."""
    row = db.execute(tables.state.select()).one()
    target = row.live if not row.complete else 3 - row.live
    _empty(db, target)
    if target == row.live:
        _words_changed(db)
    _set(db, loading=target, loaded=0, expected=0, cursor="", checksum="", changes_from="")


def load(db: Connection, page: Arrived) -> None:
    """Append a page to the snapshot that is coming down.

    Raises:
        ValueError: none is.
    """
    row = db.execute(tables.state.select()).one()
    if not row.loading:
        raise ValueError("no snapshot has been begun")
    with _room(db):
        _insert(db, row.loading, row.loaded, page.products, page.documents)
    if row.loading == row.live:
        _words_changed(db)
    _set(
        db,
        loaded=row.loaded + len(page.products),
        expected=page.of,
        cursor=page.cursor,
        checksum=page.checksum,
        changes_from=page.changes_from,
    )


def finish(db: Connection) -> None:
    """The snapshot is whole: it is what is sold from now on."""
    row = db.execute(tables.state.select()).one()
    if not row.loading:
        raise ValueError("no snapshot has been begun")
    with _room(db):
        db.exec_driver_sql(
            f"INSERT INTO words_{row.loading}(words_{row.loading}) VALUES('optimize')"
        )
    _set(db, live=row.loading, loading=0, complete=1, changes_cursor=row.changes_from)
    _words_changed(db)
    if row.loading != row.live:
        _empty(db, row.live)


def apply(db: Connection, changes: Iterable[CatalogueChange], cursor: str) -> None:
    """Bring the live set up to date, and remember where changes go on."""
    number, other_words = live(db), False
    for change in changes:
        if change.product is None:
            other_words |= _remove(db, number, change.sku)
        else:
            other_words |= _put(db, number, change.product)
    _set(db, changes_cursor=cursor)
    if other_words:
        _words_changed(db)


def documents(db: Connection) -> Iterable[bytes]:
    """The stored JSON of what is loading, in the order it came."""
    row = db.execute(tables.state.select()).one()
    query = f"SELECT document FROM product_{row.loading or row.live} ORDER BY rank"
    return (bytes(found[0]) for found in db.exec_driver_sql(query))


@contextmanager
def _room(db: Connection) -> Iterator[None]:
    """A larger cache while much is written; given back, so that memory stays as it was."""
    db.exec_driver_sql(f"PRAGMA cache_size=-{CACHE_KIB}")
    try:
        yield
    finally:
        db.exec_driver_sql(f"PRAGMA cache_size=-{COPY_CACHE_KIB}")


def _rows(db: Connection, where: str, *values: str) -> list[Product]:
    query = f"SELECT document FROM product_{live(db)} {where}"
    return [wire.decode(row[0], Product) for row in db.exec_driver_sql(query, values)]


def _set(db: Connection, **columns: Any) -> None:
    db.execute(tables.state.update().values(**columns))


def _words_changed(db: Connection) -> None:
    db.execute(tables.state.update().values(change=tables.state.c.change + 1))


def _columns(product: Product) -> tuple[str, str, str]:
    numeric = digits_only(product.gtin) and len(product.gtin) <= 14
    gtin = product.gtin.zfill(14) if numeric else ""
    return product.sku, gtin, product.style


def _insert(
    db: Connection,
    number: int,
    after: int,
    products: Sequence[Product],
    documents: Sequence[bytes],
) -> None:
    if not products:
        return
    ranks = range(after + 1, after + 1 + len(products))
    rows = [
        (rank, *_columns(product), document)
        for rank, product, document in zip(ranks, products, documents, strict=True)
    ]
    db.exec_driver_sql(f"INSERT INTO product_{number} VALUES (?, ?, ?, ?, ?)", rows)
    words = [(rank, words_of(product)) for rank, product in zip(ranks, products, strict=True)]
    db.exec_driver_sql(f"INSERT INTO words_{number}(rowid, words) VALUES (?, ?)", words)


def _put(db: Connection, number: int, product: Product) -> bool:
    """Add or replace a product; says whether its words are others now."""
    old = _stored(db, number, product.sku)
    if old is None:
        query = f"SELECT coalesce(max(rank), 0) FROM product_{number}"
        after = db.exec_driver_sql(query).scalar_one()
        _insert(db, number, after, [product], [wire.canonical(product)])
        return True
    rank, before = old
    db.exec_driver_sql(
        f"UPDATE product_{number} SET sku = ?, gtin = ?, style = ?, document = ? "
        "WHERE rank = ?",
        (*_columns(product), wire.canonical(product), rank),
    )
    if words_of(product) == words_of(before):
        return False
    _forget_words(db, number, rank, before)
    add = f"INSERT INTO words_{number}(rowid, words) VALUES (?, ?)"
    db.exec_driver_sql(add, (rank, words_of(product)))
    return True


def _remove(db: Connection, number: int, sku: str) -> bool:
    old = _stored(db, number, sku)
    if old is None:
        return False
    rank, before = old
    _forget_words(db, number, rank, before)
    db.exec_driver_sql(f"DELETE FROM product_{number} WHERE rank = ?", (rank,))
    return True


def _stored(db: Connection, number: int, sku: str) -> tuple[int, Product] | None:
    query = (
        f"SELECT rank, document FROM product_{number} "
        "WHERE sku = ? AND sku = ? COLLATE BINARY LIMIT 1"
    )
    row = db.exec_driver_sql(query, (sku, sku)).first()
    return (row[0], wire.decode(row[1], Product)) if row else None


def _forget_words(db: Connection, number: int, rank: int, before: Product) -> None:
    """An index without content has to be told what it held."""
    query = f"INSERT INTO words_{number}(words_{number}, rowid, words) VALUES('delete', ?, ?)"
    db.exec_driver_sql(query, (rank, words_of(before)))


def _empty(db: Connection, number: int) -> None:
    db.exec_driver_sql(f"DELETE FROM product_{number}")
    db.exec_driver_sql(f"INSERT INTO words_{number}(words_{number}) VALUES('delete-all')")
