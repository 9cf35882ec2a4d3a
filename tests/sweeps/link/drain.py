"""How fast a long cut is made up for, beside how fast the centre takes sales in at all.

``python -m tests.sweeps.link.drain [--sales 10000] [--clients 4]`` prints one line of JSON:
the hub's ingest rate with so many registers posting one sale after another, the rate at which
one register's outbox drains into the same hub, and the ratio, 0.8 or more.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from posapp.domain.cart import Cart
from posapp.domain.sale import Sale
from posapp.qa.centre import Centre
from posapp.qa.counter import enrol
from posapp.services.opening import open_register
from posapp.services.register import Register, close_register
from posapp.sync.push import push
from tests.hub.conftest import Centre as Where
from tests.hub.selling import record
from tests.hub.shopping import Shopping, bag, make_shopping
from tests.hub.store import Store, make_store
from tests.sweeps.link import selling

PIECES = 10**9


def main(arguments: Sequence[str]) -> None:
    """Measure and say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sales", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=4)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="posapp-drain-") as name:
        told = measure(Path(name), asked.sales, asked.clients)
    sys.stdout.write(json.dumps(told) + "\n")


def measure(folder: Path, sales: int, clients: int) -> dict[str, float]:
    """Rates in sales per second."""
    with ExitStack() as running:
        centre = running.enter_context(Centre(folder / "hub.db"))
        where = Where(centre.hub, centre.url)
        store = make_store(centre.hub)
        shop = make_shopping(where, store, store.register(centre.hub, centre.url))
        shop.product(here=PIECES)
        register = _backlog(centre, folder / "register", store, sales)
        running.callback(close_register, register)
        ingest = _ingest(where, store, sales, clients)
        began = time.perf_counter()
        told = push(register)
        drain = told / (time.perf_counter() - began)
    return {
        "sales": told,
        "ingest_per_s": round(ingest, 1),
        "drain_per_s": round(drain, 1),
        "ratio": round(drain / ingest, 2),
    }


def _backlog(centre: Centre, folder: Path, store: Store, sales: int) -> Register:
    """A register of the store that sold so many while it was cut off."""
    enrol(centre, folder, store.id)
    register = open_register(folder, lambda: datetime.now(UTC))
    for _ in range(sales):
        selling.sell_one(register)
    return register


def _ingest(where: Where, store: Store, sales: int, clients: int) -> float:
    shops = [
        make_shopping(where, store, store.register(where.hub, where.url))
        for _ in range(clients)
    ]
    product = shops[0].product(here=PIECES)
    made = [
        [shop.sale(Cart(lines=(bag(product),))) for _ in range(sales // clients)]
        for shop in shops
    ]
    posting = [
        threading.Thread(target=_post, args=each) for each in zip(shops, made, strict=True)
    ]
    began = time.perf_counter()
    for thread in posting:
        thread.start()
    for thread in posting:
        thread.join()
    return sum(len(each) for each in made) / (time.perf_counter() - began)


def _post(shop: Shopping, sales: Sequence[Sale]) -> None:
    for sale in sales:
        record(shop, sale)


if __name__ == "__main__":
    main(sys.argv[1:])
