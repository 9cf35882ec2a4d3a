"""Who and what the demo chain holds, by name; no test needs a number of its own.

    chain = scenarios.chain("en")
    ana = chain.person("ana")
    ana.phone, ana.card, ana.carts[0][0].gtin
    chain.with_a(Awkward.PART_PAID).key    # carla
    chain.pins("manager")                  # ("9876",)

Everything is derived from ``posapp.hub.demo`` and is true of every database that
``posapp hub populate`` filled with the same language and seed, whatever its size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache

from posapp.domain.catalogue import Product
from posapp.domain.money import Money
from posapp.hub.demo import terms
from posapp.hub.demo.cast import NOBODY_PHONE, Part, Wish
from posapp.hub.demo.customers import Person, people
from posapp.hub.demo.products import products
from posapp.hub.demo.text import ChainText, chain_text
from posapp.hub.populate import LEAST_SKUS, Wanted

ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # nothing told here depends on the day
UNKNOWN_PHONE = NOBODY_PHONE  # a good number that belongs to nobody
UNKNOWN_GTIN = "4006381333931"  # a good GTIN that no product of the chain has


class Awkward(Enum):
    """Why somebody is in the cast."""

    PRICE_ROSE = "a product costs more than when it was put in"
    NOT_HERE = "a product is sold out in the first store, and there are some in another"
    DISCONTINUED = "a product is no longer sold"
    COUPON = "a coupon was entered online"
    SEVERAL_CARTS = "two carts are open"
    PART_PAID = "part of the cart is paid already"
    EMPTY_CART = "the open cart is empty"
    NO_CART = "no cart is open"
    STORE_CREDIT = "there is store credit to spend"
    SHARED_PHONE = "somebody else has the same telephone number"


class GiftCard(Enum):
    """What is the matter with a gift card of the demo chain."""

    FULL = "full"
    LITTLE = "little"
    EMPTY = "empty"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Wished:
    """A line of somebody's online cart.

    Attributes:
        price, seen: today's, and what it was when the customer put it in.
        here, elsewhere: pieces in the first and second store; -1 where the seed decides.
    """

    product: Product
    quantity: int
    seen: Money
    gone: bool
    here: int
    elsewhere: int

    @property
    def sku(self) -> str:
        return self.product.sku

    @property
    def gtin(self) -> str:
        return self.product.gtin

    @property
    def price(self) -> Money:
        return self.product.price


@dataclass(frozen=True)
class Character:
    """Somebody of the cast. ``phone`` in E.164; ``carts`` with the lines of each."""

    key: str
    customer: str
    name: str
    phone: str
    email: str
    card: str
    language: str
    tier: str
    points: int
    carts: tuple[tuple[Wished, ...], ...]
    labels: tuple[str, ...]
    channels: tuple[str, ...]
    coupon: str
    paid: Money
    credit: Money
    orders: int
    awkward: frozenset[Awkward]


@dataclass(frozen=True)
class Clerk:
    """``limit``: largest manual discount in per cent."""

    id: str
    name: str
    pin: str
    role: str
    limit: int


@dataclass(frozen=True)
class Chain:
    """The demo chain in one language.

    Attributes:
        stores: ids, the first one where the cast shops; the last is the warehouse.
        goods: the first products by SKU, the same in every chain of any size.
        gift_cards: numbers with their balances.
    """

    language: str
    name: str
    stores: tuple[str, ...]
    clerks: tuple[Clerk, ...]
    people: tuple[Character, ...]
    goods: dict[str, Product]
    gift_cards: dict[GiftCard, tuple[str, Money]]

    def person(self, key: str) -> Character:
        """The cast by key, ``ana``; KeyError for others."""
        return {each.key: each for each in self.people}[key]

    def with_a(self, awkward: Awkward) -> Character:
        """The first of the cast with whom it is so."""
        return next(each for each in self.people if awkward in each.awkward)

    def pins(self, role: str = "clerk") -> tuple[str, ...]:
        return tuple(clerk.pin for clerk in self.clerks if clerk.role == role)

    def gift_card(self, kind: GiftCard) -> str:
        """Its number."""
        return self.gift_cards[kind][0]


@cache
def chain(language: str = "en", seed: int = Wanted.seed) -> Chain:
    """What ``posapp hub populate`` makes with this language and seed."""
    text = chain_text(language)
    goods = {made.product.sku: made.product for made in products(text, LEAST_SKUS, seed)}
    cast = list(people(text, 0, seed, ANY_DAY))
    return Chain(
        language=language,
        name=text.chain,
        stores=tuple(store.id for store in text.stores),
        clerks=_clerks(text),
        people=tuple(_character(text, person, goods, cast) for person in cast),
        goods=goods,
        gift_cards=_gift_cards(ANY_DAY.date()),
    )


def _clerks(text: ChainText) -> tuple[Clerk, ...]:
    return tuple(Clerk(c.id, c.name, c.pin, c.role, c.limit) for c in text.clerks)


def _character(
    text: ChainText, person: Person, goods: dict[str, Product], cast: Sequence[Person]
) -> Character:
    part, customer = person.part, person.customer
    return Character(
        key=part.key,
        customer=customer.id,
        name=customer.name,
        phone=part.phone,
        email=customer.email,
        card=person.card,
        language=customer.language,
        tier=customer.tier,
        points=customer.points,
        carts=tuple(tuple(_wished(wish, goods) for wish in cart) for cart in part.carts),
        labels=text.cart_labels if part.labelled else (),
        channels=tuple(channel for _about, channel in part.talk),
        coupon=part.coupon,
        paid=Money(part.paid),
        credit=Money(part.credit),
        orders=part.orders,
        awkward=frozenset(_awkward(part, [each.part for each in cast])),
    )


def _wished(wish: Wish, goods: dict[str, Product]) -> Wished:
    product = goods[wish.sku]
    return Wished(
        product=product,
        quantity=wish.quantity,
        seen=product.price - Money(wish.seen_off),
        gone=wish.gone,
        here=wish.here,
        elsewhere=wish.elsewhere,
    )


def _awkward(part: Part, cast: Iterable[Part]) -> list[Awkward]:
    wishes = [wish for cart in part.carts for wish in cart]
    so = {
        Awkward.PRICE_ROSE: any(wish.seen_off > 0 for wish in wishes),
        Awkward.NOT_HERE: any(wish.here == 0 and wish.elsewhere > 0 for wish in wishes),
        Awkward.DISCONTINUED: any(wish.gone for wish in wishes),
        Awkward.COUPON: bool(part.coupon),
        Awkward.SEVERAL_CARTS: len(part.carts) > 1,
        Awkward.PART_PAID: part.paid > 0,
        Awkward.EMPTY_CART: () in part.carts,
        Awkward.NO_CART: not part.carts,
        Awkward.STORE_CREDIT: part.credit > 0,
        Awkward.SHARED_PHONE: sum(other.phone == part.phone for other in cast) > 1,
    }
    return [awkward for awkward, holds in so.items() if holds]


def _gift_cards(today: date) -> dict[GiftCard, tuple[str, Money]]:
    """By what is the matter with them; the fullest good one is FULL."""
    cards = terms.gift_cards(today)
    good = sorted(
        (c for c in cards if c.expires_on is None or c.expires_on >= today),
        key=lambda card: card.balance,
        reverse=True,
    )
    expired = next(c for c in cards if c not in good)
    kinds = (GiftCard.FULL, GiftCard.LITTLE, GiftCard.EMPTY, GiftCard.EXPIRED)
    shown = zip(kinds, (*good, expired), strict=True)
    return {kind: (card.number, card.balance) for kind, card in shown}
