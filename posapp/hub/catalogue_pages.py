"""The catalogue on its way to a register: a snapshot, then changes, page by page.

A page is joined from texts that are ready in the database; no product is decoded. Nothing is
kept between two pages: the cursor carries the place, and the checksum's last link. The page
is cut off before it is joined with the stock, so that no planner reads more than a page.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, func, select, tuple_

from posapp.contract import wire
from posapp.contract.problems import Problem
from posapp.hub import changes
from posapp.hub.problems import Refusal
from posapp.hub.tables.catalogue import marks, products
from posapp.hub.tables.stock import stock

PAGE = 1_000
LARGEST = 5_000
BEFORE_ALL = -(2**62)
NONE_HERE = '"on_hand":0'  # a quote within a text is escaped, so this is the field alone


@dataclass(frozen=True)
class Place:
    """How far a snapshot got.

    Attributes:
        rank, sku: of the last product sent. ``of``: products when it began.
        changes_from: number of the latest change when it began. ``link``: hex.
    """

    rank: int
    sku: str
    of: int
    changes_from: int
    link: str


def snapshot(db: Connection, store: str, cursor: str, limit: int) -> bytes:
    """A CataloguePage as JSON: what follows ``cursor``, most popular first.

    Raises:
        Refusal: the cursor is none of ours.
    """
    place = _read(cursor) if cursor else _beginning(db)
    after_it = tuple_(products.c.rank, products.c.sku) > tuple_(place.rank, place.sku)
    goods = select(products.c.rank, products.c.sku, products.c.body).where(after_it)
    page = goods.order_by(products.c.rank, products.c.sku).limit(limit).subquery("page")
    here = (stock.c.sku == page.c.sku) & (stock.c.location == store)
    rows = db.execute(
        select(page, stock.c.on_hand)
        .select_from(page.outerjoin(stock, here))
        .order_by(page.c.rank, page.c.sku)
    ).all()
    items, link = [], bytes.fromhex(place.link)
    for _rank, sku, body, on_hand in rows:
        product = _with(body, on_hand)
        link = sha256(link + product).digest()
        items.append(_put(sku, product))
    rank, sku = (rows[-1].rank, rows[-1].sku) if rows else (place.rank, place.sku)
    after = Place(rank, sku, place.of, place.changes_from, link.hex())
    rest = {"of": place.of, "checksum": after.link, "changes_from": str(place.changes_from)}
    return _page(items, _text(after), len(rows) < limit, rest)


def since(db: Connection, store: str, cursor: str, limit: int) -> bytes:
    """A CataloguePage as JSON: what changed after ``cursor``, oldest first.

    Raises:
        Refusal: the cursor is none of ours.
    """
    if len(cursor) > 18 or not cursor.isascii() or not cursor.isdigit():
        raise Refusal(Problem.INVALID, "cursor")
    fresh = (marks.c.number > int(cursor)) & marks.c.location.in_(("", store))
    ours = select(marks.c.number, marks.c.sku).where(fresh)
    page = ours.order_by(marks.c.number).limit(limit).subquery("page")
    here = (stock.c.sku == page.c.sku) & (stock.c.location == store)
    told = page.outerjoin(products, products.c.sku == page.c.sku).outerjoin(stock, here)
    rows = db.execute(
        select(page.c.number, page.c.sku, products.c.body, stock.c.on_hand)
        .select_from(told)
        .order_by(page.c.number)
    ).all()
    items = [
        _gone(row.sku) if row.body is None else _put(row.sku, _with(row.body, row.on_hand))
        for row in rows
    ]
    after = str(rows[-1].number) if rows else cursor
    done = len(rows) < limit and not changes.pending(db)
    return _page(items, after, done, {})


def _beginning(db: Connection) -> Place:
    """Read the latest change first: what is changed from here on is told by the changes."""
    latest = changes.latest(db)
    count = db.scalar(select(func.count()).select_from(products)) or 0
    return Place(BEFORE_ALL, "", count, latest, "")


def _with(body: str, on_hand: int | None) -> bytes:
    if on_hand:
        body = body.replace(NONE_HERE, f'"on_hand":{on_hand}', 1)
    return body.encode()


def _put(sku: str, product: bytes) -> bytes:
    return b'{"kind":"put","sku":' + wire.encode(sku) + b',"product":' + product + b"}"


def _gone(sku: str) -> bytes:
    return b'{"kind":"removed","sku":' + wire.encode(sku) + b',"product":null}'


def _page(items: list[bytes], cursor: str, done: bool, rest: dict[str, Any]) -> bytes:
    tail = wire.encode({"cursor": cursor, "done": done, **rest})
    return b'{"changes":[' + b",".join(items) + b"]," + tail[1:]


def _text(place: Place) -> str:
    return urlsafe_b64encode(wire.encode(place)).decode().rstrip("=")


def _read(text: str) -> Place:
    try:
        place = wire.decode(urlsafe_b64decode(text + "=" * (-len(text) % 4)), Place)
        bytes.fromhex(place.link)
    except (ValueError, wire.BadMessage) as error:
        raise Refusal(Problem.INVALID, "cursor") from error
    small = max(abs(place.rank), abs(place.of), abs(place.changes_from)) < 2**62 + 1
    if not small or "\0" in place.sku or len(place.link) > 64:
        raise Refusal(Problem.INVALID, "cursor")
    return place
