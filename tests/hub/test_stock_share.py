"""T1: what a store may sell while it is cut off, nobody else sells: not the web shop, not
another store. So a sale made offline within its share is never short."""

from __future__ import annotations

import json
from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from posapp.contract.messages import CheckoutReady, Enrolment
from posapp.domain.cart import Cart
from posapp.domain.catalogue import Product
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.shop import Shop
from posapp.hub import (
    checkouts,
    dividing,
    oddities,
    paying_online,
    registers,
    sharing,
    stock,
)
from posapp.hub.problems import Refusal
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre
from tests.hub.selling import record
from tests.hub.shopping import Shopping, bag, make_shopping, shipped
from tests.hub.store import Store, make_store, new_id

SHARE = 2


@pytest.fixture
def shop(centre: Centre, store: Store, register: Client) -> Shopping:
    """A store that keeps two pieces of everything to itself."""
    centre.hub.write(lambda db: stock.keep_share(db, store.id, SHARE))
    return make_shopping(centre, store, register)


def paid_online(shop: Shopping, product: Product, pieces: int) -> bool:
    cart = shop.web_cart(shop.customer(), [(product, pieces)]).id
    try:
        shop.hub.write(lambda db: paying_online.pay_online(db, shop.hub, cart, new_id()))
    except Refusal:
        return False
    return True


def shorts(shop: Shopping) -> list[str]:
    found = shop.hub.read(lambda db: oddities.listed(db, shop.store.id))
    return [odd.of for odd in found if odd.kind == "shortage"]


def test_t1_the_web_shop_leaves_a_store_its_share(shop: Shopping) -> None:
    boots = shop.product(here=3)
    assert not paid_online(shop, boots, 2)
    assert paid_online(shop, boots, 1)
    assert not paid_online(shop, boots, 1)
    assert shop.levels(boots) == {shop.store.id: (SHARE, 0)}


def test_t1_a_sale_made_offline_within_the_share_is_never_short(shop: Shopping) -> None:
    boots = shop.product(here=4)
    offline = [shop.sale(Cart(lines=(bag(boots, 1),))) for _ in range(SHARE)]
    while paid_online(shop, boots, 1):
        pass
    for sale in offline:
        record(shop, sale)
    assert shorts(shop) == []
    record(shop, shop.sale(Cart(lines=(bag(boots, 1),))))
    assert shorts(shop) == [boots.sku], "beyond it the sale stands, and people hear of it"


def test_t1_another_store_does_not_ship_it(shop: Shopping, centre: Centre) -> None:
    boots = shop.product(here=SHARE)
    other = make_store(centre.hub)
    elsewhere = make_shopping(centre, other, other.register(centre.hub, centre.url))
    wanted = shipped(Cart(lines=(bag(boots, 1, Fulfilment.SHIP),)))
    refused = elsewhere.register.post("/v1/checkouts", elsewhere.checkout(wanted))
    assert problem(refused).code == "stock_changed"


def test_a_store_sells_and_ships_its_own_share(shop: Shopping) -> None:
    boots = shop.product(here=SHARE)
    for kind in (Fulfilment.TAKE, Fulfilment.SHIP):
        cart = Cart(lines=(bag(boots, 1, kind),))
        cart = shipped(cart) if kind is Fulfilment.SHIP else cart
        read(shop.register.post("/v1/checkouts", shop.checkout(cart)), CheckoutReady)
    assert shop.levels(boots) == {shop.store.id: (SHARE, SHARE)}
    assert checkouts.HOLDS.total_seconds() == 900


def test_the_share_is_set_by_a_command(
    shop: Shopping, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--database", database_url, "--store", shop.store.id, "--pieces", "0"]
    assert sharing.main(words) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"store": shop.store.id, "pieces": 0, "registers": {shop.register.id: 0}}
    assert paid_online(shop, shop.product(here=1), 1)
    assert sharing.main(["--database", database_url, "--store", "none", "--pieces", "1"]) == 1


def told_part(shop: Shopping, register: Client) -> int:
    """What one register hears that it may promise alone."""
    return read(register.get("/v1/shop"), Shop).allotment


def test_t1_a_share_is_divided_among_registers_and_never_given_twice(
    shop: Shopping, centre: Centre
) -> None:
    """A register that comes later gets nothing that a cut-off one still believes in."""
    second = shop.store.register(centre.hub, centre.url)
    both = (shop.register, second)
    divided = centre.hub.write(lambda db: dividing.divide(db, shop.store.id, 3))
    assert [told_part(shop, one) for one in both] == [2, 1] == list(divided.values())
    third = let_in(shop)
    assert told_part(shop, third) == 0
    centre.hub.write(lambda db: registers.revoke(db, centre.hub, second.id))
    assert told_part(shop, let_in(shop)) == 0, "nobody knows what a lost one has promised"
    centre.hub.write(lambda db: dividing.divide(db, shop.store.id, 3))
    assert [told_part(shop, one) for one in (shop.register, third)] == [1, 1]


def test_t1_what_a_cut_off_register_was_told_before_is_held_for_it_until_it_has_heard(
    shop: Shopping, centre: Centre
) -> None:
    def share(pieces: int) -> list[int]:
        return list(
            centre.hub.write(lambda db: dividing.divide(db, shop.store.id, pieces)).values()
        )

    first, away = shop.register, let_in(shop)
    share(4)
    knows(shop, first)
    knows(shop, away)
    third = let_in(shop)
    boots = shop.product(here=4)
    assert share(4) == [2, 1, 0], "the third waits for what the second may still promise"
    assert share(1) == [1, 0, 0]
    knows(shop, first)
    knows(shop, third)
    assert paid_online(shop, boots, 1)
    assert not paid_online(shop, boots, 1), "one of the first, and two of who was not heard"
    assert share(3) == [1, 1, 0], "of three, the second may believe in two"
    knows(shop, away)
    assert [told_part(shop, one) for one in (first, away, third)] == [1, 1, 1]
    share(0)
    for one in (first, away, third):
        told_part(shop, one)  # an answer that may never have arrived
    assert not paid_online(shop, boots, 1)
    for one in (first, away, third):
        knows(shop, one)
    assert paid_online(shop, boots, 3)


def knows(shop: Shopping, register: Client) -> None:
    """It asks for the profile, and then by the version that it was given."""
    version = read(register.get("/v1/shop"), Shop).version
    told = register.get("/v1/shop", **{"If-None-Match": f'"{version}"'})
    assert told.status_code == 304


def test_t1_a_share_that_was_set_before_any_register_came_goes_to_the_first(
    centre: Centre,
) -> None:
    store = make_store(centre.hub)
    centre.hub.write(lambda db: dividing.divide(db, store.id, 2))
    shop = make_shopping(centre, store, store.register(centre.hub, centre.url))
    first, second = let_in(shop), let_in(shop)
    assert [told_part(shop, one) for one in (first, second)] == [2, 0]


def let_in(shop: Shopping) -> Client:
    """A register of this store, enrolled by its own code."""
    hub = shop.centre.hub
    code = hub.write(lambda db: registers.make_code(db, hub, shop.store.id))
    key = Ed25519PrivateKey.generate()
    public = b64encode(key.public_key().public_bytes_raw()).decode()
    asked = Enrolment(new_id(), code, public, "till")
    hub.write(lambda db: registers.enrol(db, hub, asked))
    return Client(shop.centre.url, asked.id, key)
