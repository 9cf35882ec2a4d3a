"""Products, rules and carts that the domain's tests are written with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from posapp.domain.cart import Cart, Line, Origin, WebLineRef
from posapp.domain.catalogue import Product
from posapp.domain.fulfilment import Address, Fulfilment, Shipment, ShippingQuote
from posapp.domain.money import Money
from posapp.domain.pricing import PricedCart, Rules, price
from posapp.domain.promotions import Promotion
from posapp.domain.tax import Rounding, TaxClass, TaxRate, TaxRules

NOW = datetime(2026, 11, 20, 14, 7, tzinfo=UTC)
CLASSES = (
    TaxClass("standard", "IT", (TaxRate("IVA", 220_000),)),
    TaxClass("food", "IT", (TaxRate("IVA", 40_000),)),
    TaxClass("free", "IT", ()),
    TaxClass("standard", "DE", (TaxRate("MwSt", 190_000),)),
    TaxClass("food", "DE", (TaxRate("MwSt", 70_000),)),
    TaxClass("standard", "US", (TaxRate("State", 40_000), TaxRate("City", 48_750))),
    TaxClass("food", "US", (TaxRate("State", 40_000),)),
)
EUROPE = TaxRules("IT", True, Rounding.LINE, CLASSES)
AMERICA = TaxRules("US", False, Rounding.LINE, CLASSES)


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def rules(*promotions: Promotion, tax: TaxRules = EUROPE) -> Rules:
    return Rules("EUR", tax, promotions)


def product(sku: str, cents: int, category: str = "", tax_class: str = "standard") -> Product:
    return Product(sku, f"Name of {sku}", eur(cents), category=category, tax_class=tax_class)


def line(of: Product, quantity: int = 1, line_id: str = "") -> Line:
    return Line(line_id or of.sku, of, quantity, of.price)


def pulled(of: Product, quantity: int, seen_cents: int) -> Line:
    """A line out of an online cart at the price that was seen there."""
    web = WebLineRef("cart", f"web-{of.sku}", quantity)
    return Line(of.sku, of, quantity, eur(seen_cents), Origin.WEB, web=web, reason="price kept")


def shipped_to(country: str, cost_cents: int, tax_class: str = "standard") -> Shipment:
    address = Address("Ana K.", "Via Po 1", "Torino", "10124", country)
    quote = ShippingQuote(
        "std", "Standard", eur(cost_cents), tax_class, date(2026, 11, 23), True
    )
    return Shipment(address, quote)


def to_ship(one: Line) -> Line:
    return Line(one.id, one.product, one.quantity, one.unit_price, fulfilment=Fulfilment.SHIP)


def priced(
    lines: Sequence[Line], *promotions: Promotion, groups: Sequence[str] = (), coupons: str = ""
) -> PricedCart:
    """Lines priced now under the European rules."""
    cart = Cart(tuple(lines), coupons=tuple(coupons.split()))
    return price(cart, rules(*promotions), NOW, groups)


def off(cart: PricedCart) -> dict[str, int]:
    """What each line is reduced by, in cents, by line id."""
    return {one.line.id: one.discounted.minor for one in cart.lines}
