"""Figures of a sale must follow from each other, however it is taxed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from posapp.domain.cart import Cart, Line, ManualDiscount, Source
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.payment import Tender, TenderKind
from posapp.domain.pricing import Rules
from posapp.domain.sale import Sale, SoldCart
from posapp.domain.tax import Rounding, TaxClass, TaxRate, TaxRules
from posapp.hub import (
    sale_checks,
)
from tests.hub.client import Client, problem
from tests.hub.conftest import Centre
from tests.hub.selling import post, record
from tests.hub.shopping import Shopping, bag, make_shopping, shipped
from tests.hub.store import Store, new_id

SHIP = Fulfilment.SHIP


@pytest.fixture
def shop(centre: Centre, store: Store, register: Client) -> Shopping:
    return make_shopping(centre, store, register)


def off_by_a_cent(amount: Money) -> Money:
    return amount + Money(1)


def with_line(sale: Sale, **changed: object) -> Sale:
    first, *rest = sale.lines
    return replace(sale, lines=(replace(first, **changed), *rest))  # type: ignore[arg-type]  # wrong on purpose


def with_totals(sale: Sale, **changed: object) -> Sale:
    return replace(sale, totals=replace(sale.totals, **changed))  # type: ignore[arg-type]  # wrong on purpose


WRONG: dict[str, Callable[[Sale], Sale]] = {
    "grand": lambda s: with_totals(s, grand=off_by_a_cent(s.totals.grand)),
    "items": lambda s: with_totals(s, items=off_by_a_cent(s.totals.items)),
    "discounts": lambda s: with_totals(s, discounts=off_by_a_cent(s.totals.discounts)),
    "tax": lambda s: with_totals(s, tax=off_by_a_cent(s.totals.tax)),
    "shipping": lambda s: with_totals(s, shipping=off_by_a_cent(s.totals.shipping)),
    "rounding": lambda s: with_totals(s, rounding=Money(1)),
    "line gross": lambda s: with_line(s, gross=off_by_a_cent(s.lines[0].gross)),
    "line net": lambda s: with_line(s, net=off_by_a_cent(s.lines[0].net)),
    "quantity": lambda s: with_line(s, quantity=s.lines[0].quantity + 1),
    "no pieces": lambda s: with_line(s, quantity=0),
    "unit price": lambda s: with_line(s, unit_price=off_by_a_cent(s.lines[0].unit_price)),
    "a discount hidden": lambda s: with_line(s, discounts=()),
    "taxes": lambda s: replace(s, taxes=()),
    "change": lambda s: replace(s, change=Money(1)),
    "tender": lambda s: replace(s, tenders=()),
    "tender twice": lambda s: replace(s, tenders=s.tenders * 2),
    "no lines": lambda s: replace(s, lines=()),
    "a currency": lambda s: replace(s, change=Money(0, "USD")),
    "receipt": lambda s: replace(s, receipt="x"),
    "number": lambda s: replace(s, number=s.number + 1),
    "prepaid": lambda s: replace(s, carts=(SoldCart("c", 1, Money(100)),)),
    "store": lambda s: replace(s, store="else"),
    "register": lambda s: replace(s, register="else"),
    "line id twice": lambda s: replace(s, lines=s.lines * 2),
}


@pytest.mark.parametrize("how", WRONG)
def test_sale_whose_figures_do_not_follow_from_each_other_is_refused_j5(
    shop: Shopping, how: str
) -> None:
    boots = shop.product(4999, here=9)
    ten_off = ManualDiscount(Source.CLERK, "scratch", 100_000)
    line = replace(bag(boots, 3), discount=ten_off)
    ships = bag(boots, 1, SHIP)
    sale = shop.sale(shipped(Cart(lines=(line, ships))))
    assert problem(post(shop, WRONG[how](sale))).code == "invalid"
    record(shop, sale)


def american(rounding: Rounding) -> TaxRules:
    rates = (TaxRate("State", 88_750), TaxRate("City", 45_000))
    low = (TaxRate("State", 40_000),)
    classes = (TaxClass("standard", "IT", rates), TaxClass("low", "IT", low))
    return TaxRules("IT", False, rounding, classes)


@pytest.mark.parametrize("rounding", Rounding)
@pytest.mark.parametrize("includes", [True, False])
def test_every_way_to_tax_passes_the_recomputation_j5(
    shop: Shopping, rounding: Rounding, includes: bool
) -> None:
    rules = replace(american(rounding), prices_include_tax=includes)
    taxed = replace(shop, rules=Rules("EUR", rules))
    discount, card = ManualDiscount(Source.CLERK, "x", 33_333), Money(5)
    lines: list[Line] = []
    for number in range(12):
        tax_class = "low" if number % 3 else "standard"
        product = shop.product(333 + 7 * number, tax_class=tax_class)
        lines.append(bag(product, 1 + number % 4, SHIP if number % 2 else Fulfilment.TAKE))
        cart = shipped(Cart(lines=tuple(lines), discount=discount))
        sale = taxed.sale(cart, tenders=(Tender(new_id(), TenderKind.CARD, card),))
        sale_checks.check(sale)
