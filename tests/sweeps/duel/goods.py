"""The stock duel: more people want pieces than there are, and what is set aside runs out."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event, Lock

import pytest
from sqlalchemy import Connection, func, select

from posapp.central.port import CHECKOUT_RELEASE, SALE
from posapp.contract import wire
from posapp.contract.messages import Release
from posapp.domain.cart import Cart
from posapp.domain.catalogue import Product
from posapp.domain.errors import CheckoutChanged
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.sale import Sale
from posapp.hub import checkouts, stock
from posapp.hub.app import open_hub
from posapp.hub.tables.orders import orders
from posapp.hub.tables.stock import movements, reservations, shortages
from posapp.hub.tables.stock import stock as shelves
from tests.hub import conftest as hubs
from tests.hub.shopping import bag, shipped
from tests.hub.store import new_id
from tests.sweeps.duel.arena import (
    Arena,
    Counter,
    arena,
    database,
    persistently,
    planted,
    together,
)
from tests.sweeps.duel.buying import pays_online
from tests.sweeps.sweep import Outcome, Plan

ROUND = 60  # wishes of everybody together before the books are laid open
HELD = timedelta(milliseconds=40)  # what a checkout sets aside; minutes in a shop
HERE, ELSEWHERE, MORE = 3, 4, 2
SKUS = 3


class Clock:
    """The centre's: runs, and is put forward when somebody comes late."""

    def __init__(self) -> None:
        self._ahead, self._turn = timedelta(), Lock()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def goes_on(self, by: timedelta) -> None:
        with self._turn:
            self._ahead += by


def run(plan: Plan, backend: str = "sqlite") -> Outcome:
    """Want pieces until ``plan.points`` wishes were made."""
    luck, found, clock = random.Random(plan.seed), Outcome(0), Clock()
    with (
        planted(PLANTED, plan.planted),
        database(plan.folder, backend) as url,
        _short_holds(clock),
        arena(url, plan.seed) as here,
    ):
        while found.points < plan.points and found.holds:
            found += _round(here, luck, clock)
    return found


@contextmanager
def _short_holds(clock: Clock) -> Iterator[None]:
    """Centres that are opened within go by this clock and set nothing aside for long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checkouts, "HOLDS", HELD)
        patch.setattr(hubs, "open_hub", lambda where: replace(open_hub(where), clock=clock))
        yield


def _round(here: Arena, luck: random.Random, clock: Clock) -> Outcome:
    goods = tuple(here.shop.product(here=HERE, elsewhere=ELSEWHERE) for _ in range(SKUS))
    sales: list[Sale] = []
    buyers = [
        partial(_sells, counter, goods, random.Random(luck.random()), sales, clock)
        for counter in here.counters
    ]
    done = Event()
    looked: list[str] = []
    online = partial(_buys_online, here, goods, random.Random(luck.random()))

    def everybody() -> None:
        looked.extend(together(*buyers, online, partial(_delivers, here, goods)))
        done.set()

    broken = together(everybody, partial(_audits, here, goods, done, looked))
    wrong = here.hub.read(lambda db: _wrong(db, goods, sales))
    return Outcome(ROUND, 0, len(wrong), (*looked, *broken, *wrong))


def _sells(
    counter: Counter,
    goods: tuple[Product, ...],
    luck: random.Random,
    sales: list[Sale],
    clock: Clock,
) -> None:
    """Ask, then sell at once, late or without asking; or leave it, or give it back."""
    for _ in range(ROUND // 3):
        kind = luck.choice((Fulfilment.TAKE, Fulfilment.SHIP))
        cart = Cart(lines=(bag(luck.choice(goods), luck.randint(1, 2), kind),))
        cart = shipped(cart) if kind is Fulfilment.SHIP else cart
        asked = _asks(counter, cart)
        ending = luck.choice(("sell", "sell", "late", "leave", "give back"))
        if not asked or ending == "leave":
            continue
        if ending == "give back":
            body = Release(new_id())
            tell = partial(counter.central.report, CHECKOUT_RELEASE, asked, body.id)
            persistently(partial(tell, wire.encode(body)))
            continue
        if ending == "late":
            clock.goes_on(HELD)  # what was set aside is over
        sale = counter.shop.sale(cart, "", asked)
        persistently(partial(counter.central.report, SALE, sale.id, sale.id, wire.encode(sale)))
        sales.append(sale)


def _asks(counter: Counter, cart: Cart) -> str:
    question = counter.shop.checkout(cart)
    try:
        return persistently(lambda: counter.central.check_out(question)).id
    except CheckoutChanged:
        return ""


def _buys_online(here: Arena, goods: tuple[Product, ...], luck: random.Random) -> None:
    customer = here.shop.customer()
    for _ in range(ROUND // 3):
        cart = here.shop.web_cart(customer, [(luck.choice(goods), luck.randint(1, 2))])
        pays_online(here.hub, cart.id, part=False)


def _delivers(here: Arena, goods: tuple[Product, ...]) -> None:
    for product in goods:
        more = [stock.Pieces(product.sku, here.shop.store.id, MORE)]
        at = here.hub.clock()
        here.hub.write(partial(stock.receive, goods=more, cause=new_id(), at=at))


def _audits(here: Arena, goods: tuple[Product, ...], done: Event, found: list[str]) -> None:
    """Look at the books all the while: what must always be true is true at every moment."""
    while not done.wait(0.01):
        found.extend(here.hub.read(lambda db: _looked_at_once(db, [p.sku for p in goods])))


def _looked_at_once(db: Connection, skus: list[str]) -> list[str]:
    """All tables as they were at one moment, as SQLite shows them of itself."""
    if db.dialect.name == "postgresql":
        db.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    return _unsound(db, skus)


def _unsound(db: Connection, skus: list[str]) -> list[str]:
    """T1 at any moment: pieces moved are on hand, pieces set aside are reserved."""
    s = shelves.c
    moved, held = _sum(db, movements, skus), _sum(db, reservations, skus)
    wrong = []
    for row in db.execute(select(shelves).where(s.sku.in_(skus))):
        here = (row.sku, row.location)
        if row.on_hand != moved.get(here, 0):
            wrong.append(f"T1: {row.on_hand} on hand, {moved.get(here, 0)} moved there: {here}")
        if row.reserved != held.get(here, 0) or not 0 <= row.reserved <= row.on_hand:
            wrong.append(f"T2: {row.reserved} reserved, {held.get(here, 0)} set aside: {here}")
    return wrong


def _sum(db: Connection, table: object, skus: list[str]) -> Mapping[tuple[str, str], int]:
    c = table.c  # type: ignore[attr-defined]  # one of two tables
    wanted = select(c.sku, c.location, func.sum(c.quantity)).where(c.sku.in_(skus))
    if table is reservations:
        wanted = wanted.where(c.state == "open")
    rows = db.execute(wanted.group_by(c.sku, c.location)).all()
    return {(sku, location): int(number) for sku, location, number in rows}


def _wrong(db: Connection, goods: tuple[Product, ...], sales: list[Sale]) -> list[str]:
    """T1 when all is done, by what was sold: nothing oversold online, nothing gone."""
    skus = [product.sku for product in goods]
    wrong = _unsound(db, skus)
    for sku in skus:
        received = HERE + ELSEWHERE + MORE
        on_hand = (
            db.scalar(select(func.sum(shelves.c.on_hand)).where(shelves.c.sku == sku)) or 0
        )
        short = db.scalar(select(func.sum(shortages.c.quantity)).where(shortages.c.sku == sku))
        counter = sum(line.quantity for sale in sales for line in sale.lines if line.sku == sku)
        online = _ordered_online(db, sku)
        if received - on_hand != counter - int(short or 0) + online:
            wrong.append(
                f"T1: {received} received, {on_hand} on hand, {counter} sold at the counter, "
                f"{short or 0} of them short, {online} sold online: {sku}"
            )
    return wrong


def _ordered_online(db: Connection, sku: str) -> int:
    documents = db.scalars(select(orders.c.document))
    web = (order for order in documents if order.channel == "web")
    return sum(line.quantity for order in web for line in order.lines if line.sku == sku)


CLAIMED_TWICE = "a reservation is ended twice"
CHECKED_OUTSIDE = "free pieces are counted outside the update"


def _claimed_twice(patch: pytest.MonkeyPatch) -> None:
    def end(db: Connection, pieces: stock.Pieces, checkout: str, state: str) -> bool:
        r = reservations
        mine = (r.c.checkout == checkout) & (r.c.sku == pieces.sku)
        db.execute(r.update().where(mine, r.c.location == pieces.location).values(state=state))
        stock._change(db, pieces, reserved=shelves.c.reserved - pieces.quantity)
        return True

    def reserved_for(db: Connection, checkout: str) -> tuple[stock.Pieces, ...]:
        r = reservations.c
        mine = select(r.sku, r.location, r.quantity).where(r.checkout == checkout)
        return tuple(stock.Pieces(*row) for row in db.execute(mine))

    patch.setattr(stock, "end", end)
    patch.setattr(stock, "reserved_for", reserved_for)


def _checked_outside(patch: pytest.MonkeyPatch) -> None:
    """What was free a moment ago is believed, and nothing in the update asks again."""
    real: Callable[..., dict[stock.Shelf, int]] = stock.lock
    last: dict[tuple[str, ...], dict[stock.Shelf, int]] = {}

    def lock(db: Connection, skus: object, now: object) -> dict[stock.Shelf, int]:
        key = tuple(sorted(skus))  # type: ignore[call-overload]  # a collection of texts
        fresh = real(db, skus, now)
        before, last[key] = last.get(key, fresh), fresh
        return dict(before)

    def change(db: Connection, p: stock.Pieces, *, free: int = 0, **values: object) -> None:
        assert free >= 0
        here = (shelves.c.sku == p.sku) & (shelves.c.location == p.location)
        db.execute(shelves.update().where(here).values(**values))

    patch.setattr(stock, "lock", lock)
    patch.setattr(stock, "_change", change)


PLANTED: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    CLAIMED_TWICE: _claimed_twice,
    CHECKED_OUTSIDE: _checked_outside,
}
