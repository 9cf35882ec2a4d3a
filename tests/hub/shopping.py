"""Goods, customers and carts for tests, and what a register makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import Connection

from posapp.contract.messages import Checkout, Operations
from posapp.domain import pricing
from posapp.domain.cart import Cart, Line, Origin, PulledCart, WebLineRef
from posapp.domain.catalogue import Product
from posapp.domain.customer import Customer
from posapp.domain.fulfilment import Address, Fulfilment, Shipment, ShippingQuote
from posapp.domain.money import Money
from posapp.domain.payment import Payment, Tender, TenderKind
from posapp.domain.pricing import PricedCart, Rules
from posapp.domain.sale import Numbered, Sale, SoldCart, sale_of
from posapp.domain.tax import Rounding, TaxClass, TaxRate, TaxRules
from posapp.domain.webcart import Operation, OperationKind, WebCart
from posapp.hub import carts, catalogue, customers, promotions, stock
from posapp.hub.hub import Hub
from tests.hub.client import Client, read
from tests.hub.conftest import Centre
from tests.hub.store import Store, new_id

TAX = TaxRules(
    "IT", True, Rounding.LINE, (TaxClass("standard", "IT", (TaxRate("IVA", 220_000),)),)
)
HOME = Address("Ana K.", "Via Po 2", "Torino", "10121", "IT", "TO")


@dataclass
class Shopping:
    """One register's shop with goods of its own.

    Attributes:
        elsewhere: another location that has no register.
        rules: what the register prices by; None for the centre's own.
    """

    centre: Centre
    store: Store
    register: Client
    elsewhere: str = field(default_factory=lambda: f"w{new_id()}")
    numbers: count[int] = field(default_factory=lambda: count(1))
    rules: Rules | None = None

    @property
    def hub(self) -> Hub:
        return self.centre.hub

    def product(
        self, price: int = 5000, here: int = 0, elsewhere: int = 0, **more: Any
    ) -> Product:
        """A product that only this test has, with pieces in two places."""
        product = replace(Product(f"SKU-{new_id()}", "Boots", Money(price)), **more)
        shelves = ((self.store.id, here), (self.elsewhere, elsewhere))
        pieces = [stock.Pieces(product.sku, at, n) for at, n in shelves if n]

        def put(db: Connection) -> None:
            catalogue.put_products(db, [product])
            stock.receive(db, pieces, f"d-{product.sku}", self.hub.clock())

        self.hub.write(put)
        return product

    def customer(self, credit: int | None = None, groups: tuple[str, ...] = ()) -> str:
        owed = None if credit is None else Money(credit)
        who = Customer(new_id(), "Ana K.", groups=groups, store_credit=owed, addresses=(HOME,))
        self.hub.write(lambda db: customers.add(db, self.hub, who))
        return who.id

    def web_cart(self, customer: str, wanted: Iterable[tuple[Product, int]] = ()) -> WebCart:
        """An online cart as the customer filled it."""
        made = self.hub.write(lambda db: carts.create(db, self.hub, customer))
        for product, quantity in wanted:
            self.edit(made, add(product, quantity))
        return self.look(made)

    def edit(self, cart: str, *edits: Operation) -> WebCart:
        return read(
            self.register.post(f"/v1/carts/{cart}/operations", Operations(edits), edits[0].id),
            WebCart,
        )

    def look(self, cart: str) -> WebCart:
        return read(self.register.get(f"/v1/carts/{cart}"), WebCart)

    def price(self, cart: Cart, at: datetime | None = None) -> PricedCart:
        """By the register's own engine."""
        rules = self.rules or self.hub.read(lambda db: promotions.rules(db, self.store.id))
        return pricing.price(cart, rules, at or self.hub.clock(), ())

    def checkout(self, cart: Cart, customer: str = "", **more: Any) -> Checkout:
        """What the register asks before payment."""
        at = self.hub.clock()
        priced = self.price(cart, at)
        seen = tuple(SoldCart(p.id, p.version, p.paid) for p in cart.pulled)
        asked = Checkout(new_id(), customer, cart, seen, priced.totals.grand, at)
        return replace(asked, **more)

    def sale(
        self,
        cart: Cart,
        customer: str = "",
        checkout: str = "",
        tenders: tuple[Tender, ...] = (),
    ) -> Sale:
        """Sold for cash, or for these tenders and the rest in cash."""
        now = self.hub.clock()
        payment = Payment(self.price(cart), tenders)
        if payment.due:
            payment = payment.add(Tender(new_id(), TenderKind.CASH, payment.due))
        numbered = Numbered(
            id=new_id(),
            store=self.store.id,
            register=self.register.id,
            epoch=1,
            number=next(self.numbers),
            clerk=self.store.clerk,
            clerk_name="Mira",
            customer=customer,
            sold_at=now,
            business_date=now.date(),
            checkout=checkout,
        )
        return sale_of(payment, numbered)

    def at(self, later: timedelta) -> Hub:
        """The same centre with a clock that far ahead."""
        now = self.hub.clock() + later
        return replace(self.hub, clock=lambda: now)

    def levels(self, product: Product) -> dict[str, tuple[int, int]]:
        """On hand and reserved by location."""
        now = self.hub.clock()
        found = self.hub.read(lambda db: stock.levels(db, [product.sku], now))
        return {level.location: (level.on_hand, level.reserved) for level in found}


def make_shopping(centre: Centre, store: Store, register: Client) -> Shopping:
    centre.hub.write(lambda db: promotions.put_tax_rules(db, TAX))
    return Shopping(centre, store, register)


def add(product: Product, quantity: int = 1) -> Operation:
    return Operation(new_id(), OperationKind.ADD, product.sku, quantity)


def sub(product: Product, quantity: int = 1) -> Operation:
    return Operation(new_id(), OperationKind.SUB, product.sku, quantity)


def bag(product: Product, quantity: int = 1, fulfilment: Fulfilment = Fulfilment.TAKE) -> Line:
    """A line as scanned at the counter."""
    return Line(new_id(), product, quantity, product.price, fulfilment=fulfilment)


def pull(web: WebCart, *bought: tuple[Product, int], more: tuple[Line, ...] = ()) -> Cart:
    """The register's cart after pulling an online one; of it, these are bought."""
    wanted = {product.sku: quantity for product, quantity in bought}
    lines = tuple(
        Line(
            id=new_id(),
            product=line.product,
            quantity=wanted[line.sku],
            unit_price=line.product.price,
            origin=Origin.WEB,
            web=WebLineRef(web.id, line.id, line.quantity),
        )
        for line in web.lines
        if line.sku in wanted and line.product is not None
    )
    pulled = PulledCart(web.id, web.number, web.version, web.paid)
    return Cart(lines=(*lines, *more), pulled=(pulled,))


def shipped(cart: Cart, cost: int = 490, method: str = "courier") -> Cart:
    quote = ShippingQuote(method, "Courier", Money(cost), "standard", None, True)
    return replace(cart, shipment=Shipment(HOME, quote))
