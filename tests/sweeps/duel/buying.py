"""Ending a duel over a cart: the counter sells what it saw, the customer pays online."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from posapp.central.port import SALE
from posapp.contract import wire
from posapp.contract.messages import Lease
from posapp.domain.errors import CheckoutChanged, Refused
from posapp.domain.money import Money
from posapp.domain.sale import Sale
from posapp.domain.webcart import CartState, WebCart
from posapp.hub import paying_online
from posapp.hub.hub import Hub
from posapp.hub.problems import Refusal
from tests.hub.shopping import pull
from tests.hub.store import new_id
from tests.sweeps.duel.arena import Counter, persistently

LOOKS = 60  # times that a clerk looks again at a cart that changed


@dataclass(frozen=True)
class Sold:
    """What a counter sold, of which version of the cart; ``asked_at`` (monotonic): when the
    centre was first asked whether it may be."""

    sale: Sale
    version: int
    asked_at: float


def sells(
    counter: Counter,
    cart: str,
    customer: str,
    luck: random.Random,
    meanwhile: Callable[[], None],
) -> Sold | None:
    """Lease the cart, ask about the version seen until the centre agrees, and sell it.
    ``meanwhile`` is done between the first look and the question."""
    mine = Lease(new_id())
    try:
        persistently(lambda: counter.central.lease(cart, mine))
    except Refused:
        return None
    for look in range(LOOKS):
        seen = persistently(lambda: counter.central.cart(cart))
        if seen.state is CartState.CHECKED_OUT or not seen.lines:
            return None
        if not look:
            meanwhile()
        sold = _tries(counter, seen, customer, luck)
        if sold is not None:
            return sold
    return None


def _tries(counter: Counter, seen: WebCart, customer: str, luck: random.Random) -> Sold | None:
    """Ask for just what was seen, less a line that the customer leaves; sell on a yes."""
    wanted = [(line.product, line.quantity) for line in seen.lines if line.product is not None]
    if len(wanted) > 1 and luck.random() < 0.5:
        wanted.pop(luck.randrange(len(wanted)))
    cart = pull(seen, *wanted)
    question = counter.shop.checkout(cart, customer)
    asked_at = time.monotonic()
    try:
        persistently(lambda: counter.central.check_out(question))
    except CheckoutChanged:
        return None
    sale = counter.shop.sale(cart, customer, question.id)
    body = wire.encode(sale)
    persistently(lambda: counter.central.report(SALE, sale.id, sale.id, body))
    return Sold(sale, seen.version, asked_at)


def pays_online(hub: Hub, cart: str, part: bool) -> str:
    """The customer pays a little of the cart or all of it; id of the payment, or empty when
    it is not taken."""
    payment = new_id()
    amount = Money(100) if part else None
    try:
        hub.write(lambda db: paying_online.pay_online(db, hub, cart, payment, amount))
    except Refusal:
        return ""
    return payment
