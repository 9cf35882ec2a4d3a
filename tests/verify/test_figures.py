"""J5: an independent recomputation agrees with every sale that the pricing engine makes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posapp.contract import wire
from posapp.domain.cart import Cart
from posapp.domain.money import Money
from posapp.domain.payment import Payment, Tender, TenderKind
from posapp.domain.pricing import Rules, price
from posapp.domain.sale import sale_of
from posapp.verify.figures import figures
from tests.domain.shop_samples import NOW
from tests.domain.strategies import any_rules, carts
from tests.store.samples import numbered, sale


@given(cart=carts(), rules=any_rules(), more=st.integers(0, 5_000))
def test_j5_every_sale_the_engine_can_make_adds_up_when_worked_out_anew(
    cart: Cart, rules: Rules, more: int
) -> None:
    priced = price(cart, rules, NOW, ())
    payment = Payment(priced)
    if payment.due:
        cash = Money(payment.due.minor + more, rules.currency)
        payment = payment.add(Tender("cash", TenderKind.CASH, cash))
    fact = json.loads(wire.canonical(sale_of(payment, numbered(1, "c-ana", 1))))
    assert list(figures(fact)) == []


CHANGES = [
    ("lines", 0, "gross", "minor"),
    ("lines", 0, "net", "minor"),
    ("lines", 0, "unit_price", "minor"),
    ("lines", 0, "quantity"),
    ("lines", 0, "taxes", 0, "amount", "minor"),
    ("lines", 0, "taxes", 0, "base", "minor"),
    ("lines", 0, "taxes", 0, "rate_ppm"),
    ("shipping_gross", "minor"),
    ("shipping_net", "minor"),
    ("taxes", 0, "amount", "minor"),
    ("taxes", 0, "base", "minor"),
    ("totals", "grand", "minor"),
    ("totals", "items", "minor"),
    ("totals", "discounts", "minor"),
    ("totals", "shipping", "minor"),
    ("totals", "tax", "minor"),
    ("totals", "rounding", "minor"),
    ("tenders", 0, "amount", "minor"),
    ("change", "minor"),
]


@pytest.mark.parametrize("path", CHANGES, ids=lambda path: ".".join(map(str, path)))
def test_j5_no_figure_of_a_sale_can_be_off_by_one_unseen(path: tuple[str | int, ...]) -> None:
    fact: Any = json.loads(wire.canonical(sale()))
    assert list(figures(fact)) == []
    *way, name = path
    part = fact
    for step in way:
        part = part[step]
    part[name] += 1
    assert list(figures(fact)) != []
