"""Writes the demo chain into a database of the centre, noun by noun."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import islice
from random import Random
from typing import TypeVar

from sqlalchemy import Connection, insert, update

from posapp.assets import asset
from posapp.domain.catalogue import Product
from posapp.domain.money import Money
from posapp.domain.webcart import Operation, OperationKind
from posapp.hub import (
    cart_edits,
    carts,
    catalogue,
    conversations,
    customers,
    gift_cards,
    orders,
    paying_online,
    promises,
    promotions,
    stock,
    tokens,
)
from posapp.hub.demo import history, products, talk, terms
from posapp.hub.demo.cast import CAST, Part, Wish
from posapp.hub.demo.customers import Person, people
from posapp.hub.demo.text import ChainText
from posapp.hub.hub import Hub
from posapp.hub.tables import carts as cart_tables
from posapp.hub.tables import chain

T = TypeVar("T")
GOODS = 2_000  # products that conversations and past orders speak of
BATCH = 10_000
PEOPLE = 200
NO_LONGER_SOLD = {
    wish.sku for part in CAST for cart in part.carts for wish in cart if wish.gone
}
SHARE = 2  # pieces of everything on its shelf that a shop keeps to its own counters
ALSO_IN_CARTS = 5  # every so many-th customer has an open cart


@dataclass(frozen=True)
class Filling:
    """One run of ``posapp hub populate``."""

    hub: Hub
    text: ChainText
    seed: int
    now: datetime
    told: Callable[[str], None]


def fill_terms(filling: Filling) -> None:
    """Stores, people, tax, promotions, keys and gift cards, in one transaction."""
    hub, text = filling.hub, filling.text
    verifiers = _verifiers(text)
    staff = [
        {
            "store": store.id,
            "id": clerk.id,
            "name": clerk.name,
            "role": clerk.role,
            "verifier": verifiers[clerk.id],
            "discount_limit_ppm": clerk.limit * 10_000,
            "language": "",
        }
        for store in text.stores
        for clerk in text.clerks
    ]

    def work(db: Connection) -> None:
        db.execute(insert(chain.stores), [terms.store_row(text, s) for s in text.stores])
        db.execute(insert(chain.people), staff)
        promotions.put_tax_rules(db, terms.tax_rules(text))
        promotions.put_promotions(db, terms.promotions(text, filling.now))
        for store in text.stores[:-1]:  # the last location is the warehouse
            stock.keep_share(db, store.id, SHARE)
        gift_cards.put_cards(db, terms.gift_cards(filling.now.date()))
        tokens.make_key(db, hub)

    hub.write(work)


def _verifiers(text: ChainText) -> dict[str, str]:
    """argon2id of each PIN, made once: the demo's stores share their people."""
    from argon2 import PasswordHasher

    hasher = PasswordHasher()
    return {clerk.id: hasher.hash(clerk.pin) for clerk in text.clerks}


def fill_products(filling: Filling, count: int) -> list[Product]:
    """Products with their stock and pictures; the first ``GOODS`` of them."""
    hub = filling.hub
    pictures = sorted(asset("demo", "pictures").glob("*.png"))
    named = [(path.name, path.read_bytes()) for path in pictures]
    hub.write(lambda db: catalogue.put_images(db, named))
    first: list[Product] = []
    made = products.products(filling.text, count, filling.seed)
    for number, batch in enumerate(_batches(made, BATCH)):
        first += [each.product for each in batch[: GOODS - len(first)]]
        hub.write(partial(_put, filling=filling, batch=batch, number=number))
        filling.told(f"{min((number + 1) * BATCH, count):,} of {count:,} products")
    return first


def _put(db: Connection, filling: Filling, batch: Sequence[products.Made], number: int) -> None:
    catalogue.put_products(db, [made.product for made in batch])
    delivered = [
        stock.Pieces(made.product.sku, store.id, pieces)
        for made in batch
        for store, pieces in zip(filling.text.stores, made.on_hand, strict=True)
        if pieces
    ]
    stock.receive(db, delivered, f"opening-{number}", filling.now)


def fill_people(filling: Filling, count: int, goods: Sequence[Product]) -> None:
    """Customers with their conversations, promises, past orders and open carts."""
    everybody = people(filling.text, count, filling.seed, filling.now)
    for number, batch in enumerate(_batches(everybody, PEOPLE)):
        filling.hub.write(partial(_put_people, filling=filling, batch=batch, goods=goods))
        filling.told(f"{min((number + 1) * PEOPLE, count):,} of {count:,} customers")


def _put_people(
    db: Connection, filling: Filling, batch: Sequence[Person], goods: Sequence[Product]
) -> None:
    customers.add_all(db, filling.hub, [(each.customer, each.card) for each in batch])
    for number, person in enumerate(batch):
        _put_talk(db, filling, person, goods)
        past = history.orders(
            filling.text, person.customer, person.part.orders, goods, filling.now
        )
        orders.add_all(db, past)
        if person.part.key:
            _put_cast_carts(db, filling, person)
        elif number % ALSO_IN_CARTS == 0:
            _put_cart(db, filling, person, "", _wishes(person, goods))


def _put_talk(
    db: Connection, filling: Filling, person: Person, goods: Sequence[Product]
) -> None:
    luck = Random(f"{filling.seed}-talk-{person.customer.id}")
    by_sku = {product.sku: product for product in goods}
    wished = [by_sku[w.sku] for cart in person.part.carts for w in cart if w.sku in by_sku]
    speaker = talk.Speaker(
        filling.text, person.customer, wished or luck.sample(list(goods), k=3), filling.now
    )
    said = talk.said(speaker, person.part.talk, luck)
    owner = person.customer.id
    conversations.add_conversations(db, [(owner, each) for each in said.conversations])
    conversations.add_messages(db, [(owner, each) for each in said.messages])
    promises.add_promises(db, [(owner, each) for each in said.promises])


def _wishes(person: Person, goods: Sequence[Product]) -> tuple[Wish, ...]:
    luck = Random(f"cart-{person.customer.id}")
    sold = [product.sku for product in goods if product.sku not in NO_LONGER_SOLD]
    return tuple(Wish(sku) for sku in luck.sample(sold, k=luck.randint(1, 3)))


def _put_cast_carts(db: Connection, filling: Filling, person: Person) -> None:
    part = person.part
    for place, wishes in enumerate(part.carts):
        _place_pieces(db, filling, wishes, f"cast-{part.key}-{place}")
        label = filling.text.cart_labels[place] if part.labelled else ""
        cart = _put_cart(db, filling, person, label, wishes)
        _make_awkward(db, cart, wishes)
        if place == 0:
            _enter(db, filling, part, cart)


def _put_cart(
    db: Connection, filling: Filling, person: Person, label: str, wishes: Iterable[Wish]
) -> str:
    hub = filling.hub
    cart = carts.create(db, hub, person.customer.id, label=label)
    edits = [
        Operation(hub.new_id(), OperationKind.ADD, wish.sku, wish.quantity) for wish in wishes
    ]
    if edits:
        cart_edits.apply(db, hub, cart, edits)
    return cart


def _place_pieces(db: Connection, filling: Filling, wishes: Iterable[Wish], cause: str) -> None:
    """Put as many pieces here and at the next store as the wishes say; where there are none
    here and some there, there are none anywhere else."""
    here, there, *others = (store.id for store in filling.text.stores)
    counted = []
    for wish in wishes:
        if wish.here >= 0:
            counted.append(stock.Pieces(wish.sku, here, wish.here))
        if wish.elsewhere >= 0:
            counted.append(stock.Pieces(wish.sku, there, wish.elsewhere))
        if wish.here == 0:
            counted += [stock.Pieces(wish.sku, other, 0) for other in others]
    stock.count(db, counted, cause, filling.now)


def _make_awkward(db: Connection, cart: str, wishes: Iterable[Wish]) -> None:
    """Prices that rose since, and variants that are no longer sold."""
    lines = cart_tables.lines
    for wish in wishes:
        mine = (lines.c.cart == cart) & (lines.c.sku == wish.sku)
        if wish.seen_off:
            seen = lines.c.seen_minor - wish.seen_off
            db.execute(update(lines).where(mine).values(seen_minor=seen))
        if wish.gone:
            product = catalogue.products_of(db, [wish.sku])[wish.sku]
            catalogue.put_products(db, [replace(product, active=False)])


def _enter(db: Connection, filling: Filling, part: Part, cart: str) -> None:
    """A coupon that was entered online, and what was paid there already."""
    hub = filling.hub
    if part.coupon:
        seen = carts.read(db, hub, cart).version
        entered = Operation(
            hub.new_id(),
            OperationKind.SET,
            field="coupons",
            value=part.coupon,
            if_version=seen,
        )
        cart_edits.apply(db, hub, cart, [entered])
    if part.paid:
        paying_online.pay_online(db, hub, cart, hub.new_id(), Money(part.paid))


def _batches(items: Iterator[T], size: int) -> Iterator[list[T]]:
    while batch := list(islice(items, size)):
        yield batch
