"""What people do at a register, each in two parts: what comes before, and what is swept.

An action says what it is about to do and what the clerk has seen confirmed, each at once.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import cast

from sqlalchemy import select

from posapp.central.port import CentralService
from posapp.contract.messages import Held, Hold
from posapp.domain.cart import Cart
from posapp.domain.catalogue import Product
from posapp.domain.customer import Customer
from posapp.domain.errors import WrongPin
from posapp.domain.money import Money
from posapp.domain.payment import Payment
from posapp.domain.sale import Sale
from posapp.services import (
    backups,
    checkout,
    enrolling,
    parking,
    printing,
    restoring,
    selling,
    signing_in,
)
from posapp.services.register import Register, close_register
from posapp.store import journal
from posapp.store.books import open_books
from posapp.store.tables import journal_entry
from tests.services.shop import BELT, BOOTS_38, CHEESE, LUISA_PIN, MIRA, SOCKS
from tests.services.till import WORDS, payment_for
from tests.verify.shop import paid_with_everything

GOODS = (BELT, BOOTS_38, CHEESE, SOCKS)
ANA = Customer("c-ana", "Ana Kovač")
Say = Callable[[str, str], None]


class OnlyHolds:
    """The far end of the wire: a centre that sets money aside, and does nothing else."""

    def __init__(self, say: Say) -> None:
        self._say = say

    def hold(self, asked: Hold) -> Held:
        self._say("held", asked.id)
        return Held(asked.id, asked.amount, Money(0), "GIFT ••1234")

    def now(self) -> None:
        """It never said what time it is."""

    def close(self) -> None:
        """There is no line."""


@dataclass
class Counter:
    """A register, somebody at it, and chance."""

    register: Register
    say: Say
    chance: random.Random

    def opened(self) -> Counter:
        """With the far ends that no simulator plays."""
        centre = cast(CentralService, OnlyHolds(self.say))
        return replace(self, register=replace(self.register, central=centre))

    def payment(self, sale: str = "") -> Payment:
        """For one to four pieces; of a sale that was begun before, if it is named."""
        goods: list[Product] = self.chance.choices(GOODS, k=self.chance.randint(1, 4))
        payment = payment_for(self.register, *goods)
        return replace(payment, id=sale) if sale else payment

    def sells(self, payment: Payment, customer: Customer | None = None) -> Sale:
        """Complete it, and see it confirmed."""
        self.say("trying", payment.id)
        sale = checkout.complete(self.register, MIRA, customer, payment)
        self.say("sold", sale.id)
        return sale

    def sells_for_cash(self, sale: str = "") -> Sale:
        payment = self.payment(sale)
        more = self.chance.choice((0, 0, 5_00))
        cash = payment.due + Money(more)
        return self.sells(checkout.take_cash(self.register, payment, cash))

    def last_sale(self) -> Sale:
        with self.register.books.journal.reading() as db:
            newest = select(journal_entry.c.of).order_by(journal_entry.c.sequence.desc())
            of = db.scalar(newest.limit(1))
            sale = journal.find(db, of) if of else None
        return sale or self.sells_for_cash()


def cash(at: Counter) -> Iterator[None]:
    payment = at.payment()
    paid = checkout.take_cash(at.register, payment, payment.due + Money(5_00))
    yield
    at.sells(paid)


def everything(at: Counter) -> Iterator[None]:
    """Discounts, a coupon, a parcel, a customer, an online payment."""
    paid = paid_with_everything(at.register)
    yield
    at.sells(paid, ANA)


def card(at: Counter) -> Iterator[None]:
    payment = at.payment()
    yield
    at.sells(checkout.charge(at.register, payment, payment.due))


def gift_card(at: Counter) -> Iterator[None]:
    payment = at.payment()
    yield
    at.sells(checkout.hold_gift_card(at.register, payment, "1234"))


def park(at: Counter) -> Iterator[None]:
    cart = selling.add(at.register, Cart(), BOOTS_38)
    yield
    at.say("parked", parking.park(at.register, MIRA, cart, ANA).id)


def resume(at: Counter) -> Iterator[None]:
    cart = selling.add(at.register, Cart(), SOCKS)
    aside = parking.park(at.register, MIRA, cart)
    yield
    parking.take(at.register, aside.id)
    at.say("resumed", aside.id)


def receipt(at: Counter) -> Iterator[None]:
    if not printing.waiting(at.register):
        at.sells_for_cash()
    yield
    at.say("printed", printing.print_next(at.register, WORDS).receipt)


def copy(at: Counter) -> Iterator[None]:
    sale = at.last_sale()
    yield
    printing.queue(at.register, sale)
    at.say("copy", sale.id)


def wrong_pin(at: Counter) -> Iterator[None]:
    signing_in.unlock(at.register, LUISA_PIN)
    at.say("right pin", "")
    yield
    try:
        signing_in.sign_in(at.register, "0000")
    except WrongPin:
        at.say("wrong pin", "")


def settings(at: Counter) -> Iterator[None]:
    kept = enrolling.settings(at.register.folder)
    yield
    enrolling.save(at.register.folder, replace(kept, columns=at.chance.choice((32, 42, 48))))


def backup(at: Counter) -> Iterator[None]:
    at.sells_for_cash()
    yield
    made = backups.make(at.register.folder, at.register.clock())
    at.say("backed up", str(made))


def close(at: Counter) -> Iterator[None]:
    at.sells_for_cash()
    yield
    close_register(at.register)


def restore(at: Counter) -> Iterator[None]:
    """Back to books that lack the last sale; the centre has not heard of it yet."""
    at.sells_for_cash()
    folder, now = at.register.folder, at.register.clock()
    backup = backups.make(folder, now, folder / "to-restore.db")
    at.sells_for_cash()
    close_register(at.register)
    yield
    restoring.restore(folder, backup, now, at.register.new_id())
    at.say("restored", "")


def first_opening(at: Counter) -> Iterator[None]:
    """Another register's; books that died while they were made are opened the next time."""
    young = at.register.folder / "young"
    if young.exists():
        open_books(young).close()
        shutil.rmtree(young)
    yield
    open_books(young)


ACTIONS: dict[str, Callable[[Counter], Iterator[None]]] = {
    action.__name__: action
    for action in (
        cash, everything, card, gift_card, receipt, park, resume, copy, wrong_pin, settings,
        close, backup, restore, first_opening,
    )
}  # fmt: skip
