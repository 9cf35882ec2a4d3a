"""One register of one example: what people do at it and around it, and what they remember."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from posapp.domain.cart import Cart
from posapp.domain.customer import Customer
from posapp.domain.errors import CardUnknown, CheckoutChanged, PosError
from posapp.domain.payment import Payment
from posapp.domain.visit import Visit
from posapp.domain.webcart import CartState, Operation, OperationKind, WebCart
from posapp.hub import cart_edits, carts, paying_online, tokens
from posapp.hub.problems import Refusal
from posapp.hub.tables.carts import carts as cart_table
from posapp.qa.terminal import Customer as AtTerminal
from posapp.services import checkout, parking, pulling, selling, visiting
from posapp.services.opening import open_register
from posapp.services.register import close_register
from posapp.services.visiting import How
from posapp.store import outbox
from posapp.sync.exchange import SyncStatus, exchange
from tests.hub.store import new_id
from tests.services.conftest import fill
from tests.sweeps.chance.scene import Clock, Scene


class Died(BaseException):
    """Here the program ended: nothing of it goes on, no handler of its own runs."""


@dataclass
class Remembered:
    """What people saw with their own eyes.

    Attributes:
        sold: ids of confirmed sales. ``tried``: payments that may have become one.
        edits: of the customer, that were acknowledged. ``parked``: pieces by parked cart.
        wrong: what was seen to be wrong at once.
    """

    sold: list[str] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)
    edits: list[tuple[str, Operation]] = field(default_factory=list)
    parked: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


class Till:
    """A register, the clerk at it, and the customer with the phone beside it."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.shop, self.clock = scene, scene.shop(), Clock()
        self.remembered = Remembered()
        self.charged_before = len(scene.terminal.taken)
        self.folder, self._lives = self.shop.folder, 0
        self.register = open_register(self.folder, self.clock)
        fill(self.register.books, self.shop.goods)
        self._forgets()
        hub, cart = scene.hub, self.shop.cart
        first = Operation(f"first-{cart}", OperationKind.ADD, self.shop.goods[0].sku, 1)
        self.remembered.edits.append((cart, first))
        self.hub = hub

    def _forgets(self) -> None:
        """What is in memory only."""
        self.cart, self.visit, self.payment = Cart(), None, None
        self.customer: Customer | None = None
        self.asked, self.charge_open = "", False
        self.seen: dict[str, WebCart] = {}

    # At the counter

    cart: Cart
    visit: Visit | None
    payment: Payment | None

    def scans(self, which: int, quantity: int) -> None:
        product = self.shop.goods[which]
        self.cart = selling.add(self.register, self.cart, product, quantity)

    def takes_out(self, which: int) -> None:
        self.cart = self.cart.remove(self.cart.lines[which % len(self.cart.lines)].id)

    def parks(self) -> None:
        aside = parking.park(self.register, self.shop.clerk, self.cart, self.customer)
        self.remembered.parked[aside.id] = self.cart.pieces
        self.cart, self.visit, self.customer = Cart(), None, None

    def resumes(self) -> None:
        listed = parking.parked(self.register)
        if {each.id: each.pieces for each in listed} != self.remembered.parked:
            self.remembered.wrong.append("J9: parked carts are not those that were parked")
        if listed:
            self.cart, self.customer = parking.take(self.register, listed[0].id)
            del self.remembered.parked[listed[0].id]

    def opens_visit(self) -> None:
        """The customer shows a fresh QR."""
        hub = self.hub
        token = hub.read(lambda db: tokens.issue(db, hub, self.shop.customer, ""))
        with suppress(PosError):
            self.visit = visiting.open_visit(
                self.register, self.shop.clerk, How.QR, token=token
            )
            self.customer = self.visit.customer

    def pulls(self) -> None:
        """The newest online cart comes to the counter, by the safe defaults."""
        assert self.visit is not None
        for web in self.visit.carts[:1]:
            pulling.lease(self.register, web.id)
            self.cart = pulling.pull(self.register, self.visit, self.cart, [web], [])
            self.seen[web.id] = web

    def looks_again(self, fresh: WebCart | None = None) -> None:
        """What the phone changed is accepted."""
        for pulled in self.cart.pulled:
            with suppress(PosError):
                now = fresh if fresh and fresh.id == pulled.id else None
                self._accepts(now or pulling.fresh(self.register, pulled.id))

    def _accepts(self, fresh: WebCart) -> None:
        seen = self.seen.get(fresh.id)
        if self.visit is None or seen is None:
            return
        self.cart = pulling.accept(self.register, self.visit, self.cart, seen, fresh, [])
        self.seen[fresh.id] = fresh

    # Paying

    def begins_to_pay(self) -> None:
        """Ask the centre, then begin; a cart that changed is looked at again instead."""
        priced = selling.price(self.register, self.cart, self.customer)
        try:
            self.asked = checkout.prepare(self.register, priced, self.customer)
        except CheckoutChanged as changed:
            for fresh in changed.carts:
                self.looks_again(fresh)
            if changed.carts and changed.carts[0].state is CartState.CHECKED_OUT:
                self.cart = Cart()
            return
        except PosError:
            return
        if self.asked:
            self._versions_are_those_asked_about()
        with suppress(PosError):
            self.payment = checkout.begin(self.register, priced)

    def _versions_are_those_asked_about(self) -> None:
        ids = {pulled.id: pulled.version for pulled in self.cart.pulled}
        now = self.hub.read(lambda db: carts.locked(db, tuple(ids)))
        if any(now[cart].version != version for cart, version in ids.items()):
            self.remembered.wrong.append("C3: sold a version that the clerk has not seen")

    def pays(self, how: Callable[[Payment], Payment]) -> None:
        assert self.payment is not None
        try:
            self.payment = how(self.payment)
            self.charge_open = False
        except CardUnknown:
            self.charge_open = True
        except PosError:
            self.charge_open = False

    def pays_cash(self, payment: Payment) -> Payment:
        return checkout.take_cash(self.register, payment, payment.due)

    def pays_by_card(self, payment: Payment, outcome: AtTerminal) -> Payment:
        self.scene.terminal.usually = outcome
        return checkout.charge(self.register, payment, payment.due)

    def pays_by_gift_card(self, payment: Payment) -> Payment:
        return checkout.hold_gift_card(self.register, payment, self.shop.gift)

    def pays_by_credit(self, payment: Payment) -> Payment:
        if self.visit is None:
            return payment
        return checkout.hold_store_credit(self.register, payment, self.visit.customer)

    def asks_terminal(self, payment: Payment) -> Payment:
        open_ones = [a for a in checkout.unsettled(self.register) if a.payment == payment.id]
        return checkout.settle(self.register, payment, open_ones[0].reference)

    def completes(self) -> None:
        assert self.payment is not None
        self.remembered.tried.add(self.payment.id)
        sale = checkout.complete(
            self.register, self.shop.clerk, self.customer, self.payment, self.asked
        )
        self.remembered.sold.append(sale.id)
        self._forgets()

    def dies_while_completing(self) -> None:
        """In the middle of the one transaction."""
        with pytest.MonkeyPatch.context() as patch, suppress(Died):
            patch.setattr(outbox, "append", _dies)
            self.completes()

    def abandons(self) -> None:
        if self.payment is not None:
            checkout.abandon(self.register, self.payment)
            checkout.release(self.register, self.asked)
        self.payment, self.asked, self.charge_open = None, "", False

    # Around it

    def crashes(self) -> None:
        """The program is gone with all it had in memory; another one opens what was on disk."""
        self._lives += 1
        image = self.folder.with_name(f"{self.shop.folder.name}-{self._lives}")
        left = shutil.ignore_patterns("*.lock", "*-shm")
        shutil.copytree(self.folder, image, ignore=left)
        close_register(self.register)  # what it still did is in the old folder
        shutil.rmtree(self.folder)
        self.folder = image
        self.register = open_register(image, self.clock)
        self._forgets()

    def exchanges(self) -> SyncStatus:
        return exchange(self.register)

    def sets_clock(self, years: float) -> None:
        self.clock.ahead = timedelta(days=365 * years)

    def edits_on_the_phone(self, which: int, quantity: int) -> None:
        """The customer adds or takes out pieces of the cart that is open."""
        kind = OperationKind.ADD if quantity > 0 else OperationKind.SUB
        edit = Operation(new_id(), kind, self.shop.goods[which].sku, abs(quantity))
        cart = self._open_cart()
        if cart:
            self.hub.write(lambda db: cart_edits.apply(db, self.hub, cart, (edit,)))
            self.remembered.edits.append((cart, edit))

    def pays_on_the_phone(self) -> None:
        cart = self._open_cart()
        with suppress(Refusal):
            if cart:
                self.hub.write(
                    lambda db: paying_online.pay_online(db, self.hub, cart, new_id())
                )

    def _open_cart(self) -> str:
        wanted = select(cart_table.c.id).where(
            cart_table.c.customer == self.shop.customer, cart_table.c.state == "open"
        )
        return self.hub.read(lambda db: db.scalar(wanted.limit(1))) or ""

    def reads(self, query: str) -> list[tuple[object, ...]]:
        """Rows of the register's own database."""

        def read(db: Connection) -> list[tuple[object, ...]]:
            return [tuple(row) for row in db.exec_driver_sql(query)]

        with self.register.books.journal.reading() as db:
            return read(db)

    def closes(self) -> None:
        close_register(self.register)
        shutil.rmtree(self.folder)


def _dies(*_: object) -> None:
    raise Died
