"""Tills that sell at the same time and ask again until they are answered, and what the centre
must hold afterwards."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import requests
from sqlalchemy import Connection, func, select

from posapp.contract import paths
from posapp.domain.cart import Cart
from posapp.domain.catalogue import Product
from posapp.domain.sale import Sale
from posapp.hub.hub import Hub
from posapp.hub.tables.orders import orders
from posapp.hub.tables.sales import sales
from posapp.hub.tables.stock import movements, shortages, stock
from tests.hub.shopping import Shopping, bag

PATIENCE_S = 120.0
AGAIN = {409, 429, 502, 503, 504}


class Till(threading.Thread):
    """Sells one pair after another. One answer in eight is lost on the way to it.

    Attributes:
        confirmed: ids of sales that it saw confirmed, in their order.
        faults: answers that no register should get.
        anew: the fault of making another sale of each retry.
    """

    def __init__(self, shop: Shopping, goods: Product, seed: int, *, anew: bool) -> None:
        super().__init__(daemon=True)
        self.confirmed: list[str] = []
        self.faults: list[str] = []
        self.shop, self.goods, self.anew = shop, goods, anew
        self._line = random.Random(seed)
        self._enough = threading.Event()

    def run(self) -> None:
        while not self._enough.is_set() and not self.faults:
            self._sell()

    def stop(self) -> None:
        """Finish the sale at hand and no other."""
        self._enough.set()

    def _sell(self) -> None:
        sale, latest = self._next(), time.monotonic() + PATIENCE_S
        while not self._told(sale):
            if self.faults or time.monotonic() > latest:
                self.faults.append(f"{sale.receipt} was never answered")
                return
            threading.Event().wait(0.05)
            sale = self._next() if self.anew else sale
        self.confirmed.append(sale.id)

    def _told(self, sale: Sale) -> bool:
        try:
            answer = self.shop.register.post(paths.SALES, sale)
        except requests.RequestException:
            return False
        if answer.status_code != 200 and answer.status_code not in AGAIN:
            self.faults.append(f"{sale.receipt}: {answer.status_code} {answer.text[:200]}")
        return answer.status_code == 200 and self._line.random() > 1 / 8

    def _next(self) -> Sale:
        return self.shop.sale(Cart(lines=(bag(self.goods),)))


@dataclass(frozen=True)
class Found:
    """What does not fit. ``faults``: the lost and doubled ones are among them, in words."""

    lost: int
    doubled: int
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Tills:
    """Several at work on the same goods."""

    goods: Product
    received: int
    tills: tuple[Till, ...]

    def start(self) -> None:
        for till in self.tills:
            till.start()

    def sold(self) -> int:
        return sum(len(till.confirmed) for till in self.tills)

    def sell(self, more: int) -> None:
        """Wait until each has this many more confirmed; or somebody was answered wrongly."""
        goal = [len(till.confirmed) + more for till in self.tills]
        latest = time.monotonic() + PATIENCE_S
        while any(len(t.confirmed) < n for t, n in zip(self.tills, goal, strict=True)):
            if any(till.faults for till in self.tills) or time.monotonic() > latest:
                return
            threading.Event().wait(0.02)

    def stop(self) -> None:
        for till in self.tills:
            till.stop()
        for till in self.tills:
            till.join(PATIENCE_S)

    def found(self, hub: Hub) -> Found:
        """Compare what was confirmed with what the centre holds."""
        return hub.read(self._compare)

    def _compare(self, db: Connection) -> Found:
        registers = [till.shop.register.id for till in self.tills]
        rows = db.execute(
            select(sales.c.id, sales.c.register, sales.c.number)
            .where(sales.c.register.in_(registers))
            .order_by(sales.c.register, sales.c.epoch, sales.c.number)
        ).all()
        stored = [row.id for row in rows]
        confirmed = [sale for till in self.tills for sale in till.confirmed]
        lost = [*set(confirmed) - set(stored)]
        doubled = [*set(stored) - set(confirmed), *_twice(stored), *_twice(confirmed)]
        faults = [f"{sale} is lost" for sale in lost]
        faults += [f"{sale} is there twice, or nobody made it" for sale in doubled]
        faults += [fault for till in self.tills for fault in till.faults]
        faults += self._order(rows) + self._orders(db, stored) + self._pieces(db, len(stored))
        return Found(len(lost), len(doubled), tuple(faults))

    def _order(self, rows: Sequence[object]) -> list[str]:
        """S2: the numbers of each register are 1 to n."""
        numbers: dict[str, list[int]] = {}
        for row in rows:
            numbers.setdefault(row.register, []).append(row.number)  # type: ignore[attr-defined]  # a row
        return [
            f"{register}: numbers {found}"
            for register, found in numbers.items()
            if found != [*range(1, len(found) + 1)]
        ]

    def _orders(self, db: Connection, stored: Iterable[str]) -> list[str]:
        mine = orders.c.id.in_(list(stored))
        count = db.scalar(select(func.count()).select_from(orders).where(mine)) or 0
        return [] if count == len(list(stored)) else [f"{count} orders"]

    def _pieces(self, db: Connection, sold: int) -> list[str]:
        """T1: sold + reserved + on hand = received, and the movements say so, too."""
        sku = self.goods.sku
        row = db.execute(select(stock).where(stock.c.sku == sku)).one()
        moved = db.scalar(select(func.sum(movements.c.quantity)).where(movements.c.sku == sku))
        short = db.scalar(select(func.count()).where(shortages.c.sku == sku))
        left = self.received - sold
        if (row.on_hand, row.reserved, moved, short) == (left, 0, left, 0):
            return []
        return [f"{row.on_hand} on hand, {moved} moved, {short} short where {left} are left"]


def _twice(ids: Iterable[str]) -> list[str]:
    return [each for each, times in Counter(ids).items() if times > 1]
