"""P6: a register of another store that means harm, at every door of the contract, with every id
of this store's business in its hands but the secrets of carts. None of them opens to it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from posapp.contract import paths
from posapp.contract.messages import (
    Accepted,
    CheckoutReady,
    EpochRequest,
    HeadReport,
    Held,
    Hold,
    How,
    JournalHead,
    NewAddress,
    NewCustomer,
    NewEpoch,
    Oddities,
    Opening,
    Outcome,
    QuoteRequest,
    ReceiptRequest,
    Release,
    SaleBatch,
    SaleRecorded,
    SaleVerdicts,
    Search,
    Settling,
)
from posapp.domain.cart import Cart
from posapp.domain.conversation import Channel
from posapp.domain.customer import Customer
from posapp.domain.money import Money
from posapp.domain.sale import Sale
from posapp.domain.visit import Visit
from posapp.domain.webcart import WebCart
from posapp.hub import catalogue, customers
from posapp.hub.openapi import CHECKED_IN
from tests.hub.client import problem, read
from tests.hub.conftest import Centre
from tests.hub.shopping import Shopping, bag, make_shopping, pull
from tests.hub.store import VIA_ROMA, make_customer, make_store, new_id, say
from tests.hub.test_registers import enrolment

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
NO_HASH = "0" * 64


@dataclass
class Victim:
    """A customer in the middle of being served in their own store: everything is open."""

    shop: Shopping
    ana: Customer
    cart: WebCart
    checkout: str
    hold: str
    sale: Sale
    oddity: str
    photo: str

    @property
    def traces(self) -> tuple[str, ...]:
        """What no answer to another store may hold."""
        who = (self.ana.id, self.ana.email, self.shop.store.clerk, self.shop.register.id)
        return (*who, self.cart.id, self.cart.number, self.sale.id, self.sale.receipt)


@pytest.fixture
def victim(centre: Centre) -> Victim:
    store = make_store(centre.hub)
    shop = make_shopping(centre, store, store.register(centre.hub, centre.url))
    ana = make_customer(centre.hub, email=f"{new_id()}@example.com")
    say(centre.hub, ana, ["is 38 in stock?"])
    photo = f"{new_id()}.png"
    centre.hub.write(lambda db: catalogue.put_images(db, [(photo, PNG)], ana.id))
    post, boots = shop.register.post, shop.product(here=2)
    read(post(paths.VISITS, Opening(new_id(), How.NAME, store.clerk, customer=ana.id)), Visit)
    sale = shop.sale(Cart(lines=(bag(boots, 3),)), ana.id)
    read(post(paths.SALES, sale), SaleRecorded)
    (odd,) = read(shop.register.get(paths.ATTENTION), Oddities).oddities
    socks = shop.product(here=2)
    cart = shop.web_cart(ana.id, [(socks, 2)])
    asked = shop.checkout(pull(cart, (socks, 2)), ana.id)
    checkout = read(post(paths.CHECKOUTS, asked), CheckoutReady).id
    hold = Hold(new_id(), Money(5_00), customer=ana.id)
    read(post(paths.HOLDS, hold), Held)
    return Victim(shop, ana, cart, checkout, hold.id, sale, odd.id, photo)


@pytest.fixture
def stranger(centre: Centre) -> Shopping:
    store = make_store(centre.hub)
    return make_shopping(centre, store, store.register(centre.hub, centre.url))


Tries = Callable[[Victim, Shopping], Iterator[tuple[requests.Response, str]]]


def reads(path: str) -> Tries:
    """Open to every register, and about nobody."""

    def tries(_: Victim, me: Shopping) -> Iterator[tuple[requests.Response, str]]:
        yield me.register.get(path), ""

    return tries


def of_ana(path: str) -> Tries:
    def tries(they: Victim, me: Shopping) -> Iterator[tuple[requests.Response, str]]:
        yield me.register.get(path.format(customer=they.ana.id)), "not_found"

    return tries


def settles(they: Victim, me: Shopping) -> Iterator[tuple[requests.Response, str]]:
    asked = Settling(new_id(), they.oddity, Outcome.FOUND, "", me.store.clerk)
    yield me.register.post(paths.SETTLEMENTS, asked), "not_found"
    theirs = replace(asked, id=new_id(), clerk=they.shop.store.clerk)
    yield me.register.post(paths.SETTLEMENTS, theirs), "invalid"


def checks_out(they: Victim, me: Shopping) -> Iterator[tuple[requests.Response, str]]:
    asked = me.checkout(Cart(lines=(bag(me.product(here=1)),)), id=they.checkout)
    yield me.register.post(paths.CHECKOUTS, asked), "key_reused"


def releases_checkout(they: Victim, me: Shopping) -> Iterator[tuple[requests.Response, str]]:
    path = paths.CHECKOUT_RELEASE.format(checkout=they.checkout)
    yield me.register.post(path, Release(new_id())), "not_found"


def makes_customer(they: Victim, me: Shopping) -> Iterator[tuple[requests.Response, str]]:
    asked = NewCustomer(they.ana.id, "Eve", "", "", "it", "IT", (), me.store.clerk)
    yield me.register.post(paths.CUSTOMERS, asked), "invalid"


def searches(they: Victim, me: Shopping) -> Iterator[tuple[requests.Response, str]]:
    asked = Search(How.NAME, they.ana.name, "IT", they.shop.store.clerk)
    yield me.register.post(paths.SEARCH, asked), "invalid"


def adds_address(they: Victim, me: Shopping) -> Iterator[tuple[requests.Response, str]]:
    path = paths.ADDRESSES.format(customer=they.ana.id)
    asked = NewAddress(new_id(), they.ana.id, VIA_ROMA)
    yield me.register.post(path, asked), "not_found"


def opens(they: Victim, me: Shopping) -> Iterator[tuple[requests.Response, str]]:
    """In the name of somebody who does not work here; by a QR that was not shown."""
    asked = Opening(new_id(), How.NAME, they.shop.store.clerk, customer=they.ana.id)
    yield me.register.post(paths.VISITS, asked), "invalid"
    unseen = Opening(new_id(), How.QR, me.store.clerk, customer=they.ana.id)
    yield me.register.post(paths.VISITS, unseen), "invalid"


def holds(they: Victim, me: Shopping) -> Iterator[tuple[requests.Response, str]]:
    asked = Hold(new_id(), Money(1_00), customer=they.ana.id)
    yield me.register.post(paths.HOLDS, asked), "not_found"


def releases_hold(they: Victim, me: Shopping) -> Iterator[tuple[requests.Response, str]]:
    path = paths.HOLD_RELEASE.format(hold=they.hold)
    yield me.register.post(path, Release(new_id())), "not_found"


def asks_for_photo(they: Victim, me: Shopping) -> Iterator[tuple[requests.Response, str]]:
    yield me.register.get(paths.IMAGE.format(name=they.photo)), "not_found"


def asks_for_order(they: Victim, me: Shopping) -> Iterator[tuple[requests.Response, str]]:
    for number in (they.sale.receipt, they.sale.id):
        yield me.register.get(paths.ORDER.format(number=number)), "not_found"


def sends_receipt(they: Victim, me: Shopping) -> Iterator[tuple[requests.Response, str]]:
    asked = ReceiptRequest(
        new_id(), they.sale.id, they.ana.id, Channel.EMAIL, "eve@example.com", "hello", "it"
    )
    yield me.register.post(paths.RECEIPTS, asked), "not_found"


def enrols(they: Victim, me: Shopping) -> Iterator[tuple[requests.Response, str]]:
    asked = enrolment("0" * 16, Ed25519PrivateKey.generate(), they.shop.register.id)
    yield me.register.post(paths.ENROL, asked), "code_spent"


def begins_epoch(_: Victim, me: Shopping) -> Iterator[tuple[requests.Response, str]]:
    asked = EpochRequest(new_id(), 1, NewEpoch.COPIED, 0, NO_HASH)
    yield me.register.post(paths.EPOCHS, asked), ""


def reports_head(_: Victim, me: Shopping) -> Iterator[tuple[requests.Response, str]]:
    head = JournalHead(1, 0, NO_HASH)
    yield me.register.post(paths.HEADS, HeadReport(head, head)), ""


def forged(they: Victim, me: Shopping) -> tuple[tuple[Sale, str], ...]:
    """Their sale as it was; in my name; mine under its id."""
    mine = me.sale(Cart(lines=(bag(me.product(here=1)),)))
    return (
        (they.sale, "invalid"),
        (replace(they.sale, register=me.register.id, store=me.store.id), "invalid"),
        (replace(mine, receipt=they.sale.receipt), "invalid"),
        (replace(mine, id=they.sale.id), "key_reused"),
    )


def sells(they: Victim, me: Shopping) -> Iterator[tuple[requests.Response, str]]:
    for sale, refused in forged(they, me):
        yield me.register.post(paths.SALES, sale), refused


def sells_together(they: Victim, me: Shopping) -> Iterator[tuple[requests.Response, str]]:
    for sale, refused in forged(they, me):
        answer = me.register.post(paths.SALE_BATCHES, SaleBatch((sale,)), "")
        (verdict,) = read(answer, SaleVerdicts).verdicts
        assert verdict.problem == refused
        assert they.sale.receipt not in answer.text
        yield me.register.get(paths.SALES), ""


def asks_for_quotes(_: Victim, me: Shopping) -> Iterator[tuple[requests.Response, str]]:
    asked = QuoteRequest(VIA_ROMA, (), 1, Money(1_00))
    yield me.register.post(paths.QUOTES, asked), ""


BY_A_SECRET = "whoever knows the cart's id or the card's number"
DOORS: dict[str, Tries | str] = {
    f"GET {paths.ATTENTION}": reads(paths.ATTENTION),
    f"POST {paths.SETTLEMENTS}": settles,
    f"GET {paths.CAPABILITIES}": reads(paths.CAPABILITIES),
    f"GET {paths.CART}": BY_A_SECRET,
    f"POST {paths.LEASE}": BY_A_SECRET,
    f"POST {paths.OPERATIONS}": BY_A_SECRET,
    f"POST {paths.RELEASE}": BY_A_SECRET,
    f"GET {paths.CHANGES}": reads(f"{paths.CHANGES}?limit=5"),
    f"GET {paths.SNAPSHOT}": reads(f"{paths.SNAPSHOT}?limit=5"),
    f"POST {paths.CHECKOUTS}": checks_out,
    f"POST {paths.CHECKOUT_RELEASE}": releases_checkout,
    f"POST {paths.CUSTOMERS}": makes_customer,
    f"POST {paths.SEARCH}": searches,
    f"POST {paths.ADDRESSES}": adds_address,
    f"GET {paths.CARTS}": of_ana(paths.CARTS),
    f"GET {paths.MESSAGES}": of_ana(paths.MESSAGES),
    f"GET {paths.ORDERS}": of_ana(paths.ORDERS),
    f"GET {paths.ERASURES}": reads(paths.ERASURES),
    f"GET {paths.EVENTS}": reads(f"{paths.EVENTS}?cursor=eyJhdCI6MCwiaWQiOiIiLCJzZWVuIjoiIn0"),
    f"GET {paths.BALANCE}": BY_A_SECRET,
    f"POST {paths.HOLDS}": holds,
    f"POST {paths.HOLD_RELEASE}": releases_hold,
    f"GET {paths.IMAGE}": asks_for_photo,
    f"GET {paths.ORDER}": asks_for_order,
    f"POST {paths.RECEIPTS}": sends_receipt,
    f"POST {paths.ENROL}": enrols,
    f"POST {paths.EPOCHS}": begins_epoch,
    f"POST {paths.HEADS}": reports_head,
    f"GET {paths.SALES}": reads(paths.SALES),
    f"POST {paths.SALES}": sells,
    f"POST {paths.SALE_BATCHES}": sells_together,
    f"POST {paths.QUOTES}": asks_for_quotes,
    f"GET {paths.SHOP}": reads(paths.SHOP),
    f"GET {paths.STOCK}": reads(paths.STOCK),
    f"POST {paths.VISITS}": opens,
}


def test_p6_every_door_of_the_contract_is_tried_with_a_key_of_another_store() -> None:
    document = json.loads(CHECKED_IN.read_text("utf-8"))
    doors = {f"{m.upper()} {path}" for path, ways in document["paths"].items() for m in ways}
    assert doors == DOORS.keys()


def test_p6_no_door_opens_another_stores_business(victim: Victim, stranger: Shopping) -> None:
    """Nothing of it is read, changed, reserved, refunded, redeemed or erased."""
    shop, told = victim.shop, victim.traces
    before = standing(victim)
    for door, tries in DOORS.items():
        if isinstance(tries, str):
            continue
        for answer, refused in tries(victim, stranger):
            got = problem(answer).code if answer.status_code >= 400 else ""
            assert got == refused, (door, answer.text)
            assert not [trace for trace in told if trace in answer.text], door
    assert standing(victim) == before
    for path in (
        paths.CHECKOUT_RELEASE.format(checkout=victim.checkout),
        paths.HOLD_RELEASE.format(hold=victim.hold),
    ):
        read(shop.register.post(path, Release(new_id())), Accepted)


def standing(they: Victim) -> object:
    """How things stand in the victim's store."""
    shop, hub = they.shop, they.shop.hub
    return (
        shop.look(they.cart.id),
        hub.read(lambda db: customers.read(db, they.ana.id)),
        shop.register.get(paths.ATTENTION).content,
        shop.register.get(paths.SALES).content,
        shop.register.get(paths.STOCK).content,
        shop.register.get(paths.ORDERS.format(customer=they.ana.id)).content,
    )
