"""Pieces by location: nothing is sold twice and nothing gets lost."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from operator import methodcaller

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from posapp.contract.messages import Stock
from posapp.domain.cart import Cart
from posapp.domain.catalogue import Product, StockLevel
from posapp.domain.fulfilment import Fulfilment
from posapp.hub import checkouts, sourcing, stock
from posapp.hub.sourcing import Want
from posapp.hub.stock import Pieces
from posapp.hub.tables.stock import movements
from posapp.hub.tables.stock import stock as stock_table
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre
from tests.hub.shopping import Shopping, bag, make_shopping
from tests.hub.store import Store, new_id


@pytest.fixture
def shop(centre: Centre, store: Store, register: Client) -> Shopping:
    return make_shopping(centre, store, register)


def moved(shop: Shopping, product: Product) -> dict[str, int]:
    """Pieces by kind of movement."""
    m = movements.c
    wanted = select(m.kind, func.sum(m.quantity)).where(m.sku == product.sku).group_by(m.kind)
    return {kind: int(n) for kind, n in shop.hub.read(lambda db: db.execute(wanted).all())}


def test_levels_say_where_the_pieces_are(shop: Shopping) -> None:
    boots, belt = shop.product(here=2, elsewhere=9), shop.product(here=1)
    levels = read(
        shop.register.get(f"/v1/stock?sku={boots.sku}&sku={belt.sku}&sku=none"), Stock
    ).levels
    assert StockLevel(boots.sku, shop.elsewhere, shop.elsewhere, 9) in levels
    assert {(level.sku, level.location, level.on_hand) for level in levels} == {
        (boots.sku, shop.elsewhere, 9),
        (boots.sku, shop.store.id, 2),
        (belt.sku, shop.store.id, 1),
    }


def test_more_than_200_skus_are_refused(shop: Shopping) -> None:
    many = "&".join(f"sku={n}" for n in range(201))
    assert problem(shop.register.get(f"/v1/stock?{many}")).code == "invalid"


def test_a_delivery_is_taken_in_once(shop: Shopping) -> None:
    boots = shop.product()
    more = [Pieces(boots.sku, shop.store.id, 4)]
    shop.hub.write(lambda db: stock.receive(db, more, "d1", shop.hub.clock()))
    with pytest.raises(IntegrityError):
        shop.hub.write(lambda db: stock.receive(db, more, "d1", shop.hub.clock()))
    assert shop.levels(boots) == {shop.store.id: (4, 0)}


def test_a_count_sets_what_is_there_but_keeps_what_is_promised(shop: Shopping) -> None:
    boots = shop.product(here=5)
    asked = shop.checkout(Cart(lines=(bag(boots, 3),)))
    read(shop.register.post("/v1/checkouts", asked), object)
    for counted, then in ((9, 9), (1, 3)):
        counts = [Pieces(boots.sku, shop.store.id, counted)]
        now = shop.hub.clock()
        shop.hub.write(partial(stock.count, counted=counts, cause=new_id(), at=now))
        assert shop.levels(boots) == {shop.store.id: (then, 3)}
    assert moved(shop, boots) == {"received": 5, "adjusted": -2}


def test_the_database_itself_refuses_less_than_nothing_t1(shop: Shopping) -> None:
    boots = shop.product(here=1)
    mine = stock_table.c.sku == boots.sku
    for column, value in (("on_hand", -1), ("reserved", 2), ("reserved", -1)):
        wrong = update(stock_table).where(mine).values({column: value})
        with pytest.raises(IntegrityError):
            shop.hub.write(methodcaller("execute", wrong))


def test_taking_what_is_not_free_is_a_bug_and_undone(shop: Shopping) -> None:
    boots = shop.product(here=1)
    wanted = [Pieces(boots.sku, shop.store.id, 2)]
    with pytest.raises(stock.NotEnough):
        shop.hub.write(lambda db: stock.take(db, wanted, new_id(), shop.hub.clock()))
    assert shop.levels(boots) == {shop.store.id: (1, 0)}


def test_a_reservation_ends_once_t2(shop: Shopping) -> None:
    boots = shop.product(here=3)
    asked = shop.checkout(Cart(lines=(bag(boots, 2),)))
    read(shop.register.post("/v1/checkouts", asked), object)
    pieces = Pieces(boots.sku, shop.store.id, 2)
    later = shop.at(timedelta(minutes=16))
    assert shop.levels(boots) == {shop.store.id: (3, 2)}
    later.write(lambda db: stock.lock(db, [boots.sku], later.clock()))
    assert shop.levels(boots) == {shop.store.id: (3, 0)}
    for state in ("claimed", "released", "expired"):
        end = partial(stock.end, pieces=pieces, checkout=asked.id, state=state)
        ended = shop.hub.write(end)
        assert not ended
    shop.hub.write(lambda db: checkouts.end(db, shop.hub, asked.id, "released"))
    assert shop.levels(boots) == {shop.store.id: (3, 0)}


def test_a_reservation_that_is_over_is_not_counted_even_before_anybody_gives_it_back(
    shop: Shopping,
) -> None:
    boots = shop.product(here=3)
    asked = shop.checkout(Cart(lines=(bag(boots, 2),)))
    read(shop.register.post("/v1/checkouts", asked), object)
    now = shop.hub.clock() + timedelta(minutes=16)
    [level] = shop.hub.read(lambda db: stock.levels(db, [boots.sku], now))
    assert (level.on_hand, level.reserved) == (3, 0)


def test_what_is_sent_comes_from_one_place_that_has_it_all_and_not_from_here() -> None:
    free = {("a", "home"): 5, ("a", "far"): 3, ("a", "near"): 2}
    found = sourcing.plan(free, [Want("a", 2)], "home")
    assert found.pieces == (Pieces("a", "far", 2),)
    found = sourcing.plan(free, [Want("a", 4)], "home")
    assert found.pieces == (Pieces("a", "home", 4),), "nobody else has four"
    found = sourcing.plan(free, [Want("a", 9)], "home")
    assert sum(p.quantity for p in found.pieces) == 9 and not found.missing


def test_what_is_reserved_is_taken_first() -> None:
    free = {("a", "home"): 5, ("a", "far"): 9}
    found = sourcing.plan(free, [Want("a", 2)], "home", {("a", "home")})
    assert found.pieces == (Pieces("a", "home", 2),)


def test_what_leaves_the_shop_goes_before_what_is_sent() -> None:
    lines = [("a", 2, Fulfilment.SHIP), ("a", 1, Fulfilment.TAKE), ("a", 1, Fulfilment.TAKE)]
    wanted = sourcing.wants(lines, "home")
    assert wanted == (Want("a", 2, "home"), Want("a", 2))
    found = sourcing.plan({("a", "home"): 3}, wanted, "home")
    assert found.pieces == (Pieces("a", "home", 3),)
    assert found.missing == (Pieces("a", "", 1),)
