"""A register's ``catalogue.db`` of any size, built without a centre and kept between runs.

The rows are those that a snapshot would bring: the demo chain's products in the order of
popularity, each with what lies in the first store, loaded page by page and checked as
``posapp.sync.catalogue`` checks them.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from posapp.contract import wire
from posapp.database.engine import sqlite_module
from posapp.domain.catalogue import Product
from posapp.hub.demo.products import products
from posapp.hub.demo.text import chain_text
from posapp.hub.populate import Wanted
from posapp.store import catalogue, schema
from posapp.store.catalogue import Arrived

PAGE = 5_000
FORM = "1"  # raise it when the rows of a built catalogue would be others
Told = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """A catalogue on disk. ``seconds``: zero when it was there already."""

    path: Path
    skus: int
    size: int
    seconds: float

    @property
    def rate(self) -> float:
        """Products built in a second; zero when none were."""
        return self.skus / self.seconds if self.seconds else 0.0


def cache_folder() -> Path:
    """Where catalogues and byte code are kept between runs, for this user."""
    return user_cache_path("posapp", appauthor=False) / "bench"


def built(skus: int, *, fresh: bool, told: Told) -> Built:
    """The catalogue of this size, from the last run or made now."""
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"catalogue-{schema.CATALOGUE.head}-{FORM}-{skus}.db"
    if fresh:
        kept.unlink(missing_ok=True)
    if kept.exists():
        return Built(kept, skus, kept.stat().st_size, 0.0)
    told(f"Building a catalogue of {skus:,} products …")
    began = time.perf_counter()
    making = kept.with_suffix(".making")
    _forget(making)
    _build(making, skus)
    making.replace(kept)
    taken = time.perf_counter() - began
    made = Built(kept, skus, kept.stat().st_size, taken)
    told(f"{skus:,} products in {taken:.1f} s, {made.rate:,.0f} a second")
    return made


def put(made: Built, folder: Path, changes_from: str) -> None:
    """Give a register this catalogue; its changes go on where its centre is now."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / "catalogue.db"
    _forget(place)
    shutil.copyfile(made.path, place)
    database = schema.open_database(place, schema.CATALOGUE)
    try:
        with database.writing() as db:
            catalogue.apply(db, (), changes_from)
    finally:
        database.close()


def _forget(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def _build(path: Path, skus: int) -> None:
    database = schema.open_database(path, schema.CATALOGUE)
    try:
        with database.writing() as db:
            catalogue.begin(db)
        link, done = b"", 0
        for page in _pages(path.with_suffix(".sorting"), skus):
            documents = [wire.canonical(product) for product in page]
            for document in documents:
                link = sha256(link + document).digest()
            done += len(page)
            with database.writing() as db:
                catalogue.load(db, Arrived(page, documents, str(done), link.hex(), skus, "0"))
        with database.writing() as db:
            catalogue.finish(db)
    finally:
        database.close()
    with closing(sqlite_module().connect(str(path))) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _pages(sorting: Path, skus: int) -> Iterator[list[Product]]:
    """Most popular first. Sorted on disk: a million products need not fit into memory."""
    _forget(sorting)
    with closing(sqlite_module().connect(str(sorting), isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode=OFF")
        raw.execute("PRAGMA synchronous=OFF")
        raw.execute("CREATE TABLE product (rank INTEGER, sku TEXT, document BLOB)")
        raw.execute("BEGIN")
        raw.executemany("INSERT INTO product VALUES (?, ?, ?)", _rows(skus))
        raw.execute("COMMIT")
        found: Any = raw.execute("SELECT document FROM product ORDER BY rank, sku")
        while rows := found.fetchmany(PAGE):
            yield [wire.decode(row[0], Product) for row in rows]
    _forget(sorting)


def _rows(skus: int) -> Iterator[tuple[int, str, bytes]]:
    wanted = Wanted()
    for made in products(chain_text(wanted.language), skus, wanted.seed):
        product = replace(made.product, on_hand=made.on_hand[0])
        yield -product.popularity, product.sku, wire.encode(product)
