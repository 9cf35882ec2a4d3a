"""Is a sale well formed? An independent recomputation: every figure of it must follow from
the others. Whether the business likes it is not asked; the customer has left with the goods.

Written apart from ``domain.pricing`` on purpose: a slip there must not be believed here.
"""

from __future__ import annotations

from collections.abc import Iterable

from posapp.domain.cart import MOST
from posapp.domain.money import Money
from posapp.domain.payment import TenderKind
from posapp.domain.sale import Sale, SaleLine

LINES, TENDERS, CARTS, TEXTS = 1_000, 50, 20, 50
ID = 64


class BadSale(Exception):
    """The sale cannot be so; says which rule it breaks."""


def check(sale: Sale) -> None:
    """Return when ids, counts, currencies and sums fit together.

    Raises:
        BadSale: they do not.
    """
    rules = (
        ("ids", _ids(sale)),
        ("counts", _counts(sale)),
        ("number", sale.epoch > 0 and sale.number > 0),
        ("currency", len({m.currency for m in _amounts(sale)}) == 1),
    )
    _demand(rules)
    _demand((f"line {line.id}", _line(line)) for line in sale.lines)
    _demand(_sums(sale))


def _demand(rules: Iterable[tuple[str, bool]]) -> None:
    for name, held in rules:
        if not held:
            raise BadSale(name)


def _ids(sale: Sale) -> bool:
    names = (sale.id, sale.store, sale.register, sale.clerk, *(line.id for line in sale.lines))
    others = (sale.customer, sale.checkout, *sale.promises, *(line.sku for line in sale.lines))
    approvals = [(said.by, said.line) for said in sale.approvals]
    tenders = [tender.id for tender in sale.tenders]
    lines, closed = [line.id for line in sale.lines], [cart.id for cart in sale.carts]
    return (
        all(0 < len(name) <= ID for name in names)
        and all(0 < len(by) <= ID and line in {"", *names[4:]} for by, line in approvals)
        and all(len(name) <= ID for name in (*others, *closed, *tenders))
        and all(0 < len(code) <= 40 for code in sale.coupons)
        and all(len(set(each)) == len(each) for each in (lines, tenders, closed))
    )


def _counts(sale: Sale) -> bool:
    few = (
        0 < len(sale.lines) <= LINES
        and len(sale.tenders) <= TENDERS
        and len(sale.carts) <= CARTS
        and max(len(sale.coupons), len(sale.promises)) <= TEXTS
        and len(sale.approvals) <= len(sale.lines) + 1
    )
    return few and all(0 < line.quantity <= MOST for line in sale.lines)


def _amounts(sale: Sale) -> Iterable[Money]:
    t = sale.totals
    yield from (t.items, t.discounts, t.shipping, t.tax, t.grand, t.rounding, sale.change)
    yield from (sale.shipping_net, sale.shipping_gross)
    yield from (tender.amount for tender in sale.tenders)
    yield from (cart.paid for cart in sale.carts)
    yield from (said.most for said in sale.approvals)
    for tax in (*sale.taxes, *sale.shipping_taxes):
        yield from (tax.base, tax.amount)
    for line in sale.lines:
        yield from (line.original, line.unit_price, line.net, line.gross)
        yield from (discount.amount for discount in line.discounts)
        for tax in line.taxes:
            yield from (tax.base, tax.amount)


def _line(line: SaleLine) -> bool:
    off = sum(discount.amount.minor for discount in line.discounts)
    left = line.unit_price.minor * line.quantity - off
    tax = sum(tax.amount.minor for tax in line.taxes)
    return (
        line.unit_price.minor >= 0
        and left >= 0
        and all(discount.amount.minor > 0 for discount in line.discounts)
        and all(tax.amount.minor >= 0 for tax in line.taxes)
        and line.net.minor + tax == line.gross.minor
        and left in (line.net.minor, line.gross.minor)
    )


def _sums(sale: Sale) -> Iterable[tuple[str, bool]]:
    t = sale.totals
    gross = sum(line.gross.minor for line in sale.lines) + sale.shipping_gross.minor
    ship_tax = sum(tax.amount.minor for tax in sale.shipping_taxes)
    line_tax = sum(tax.amount.minor for line in sale.lines for tax in line.taxes)
    items = sum(line.unit_price.minor * line.quantity for line in sale.lines)
    off = sum(d.amount.minor for line in sale.lines for d in line.discounts)
    owed = sum(tax.amount.minor for tax in sale.taxes)
    before_tax = items - off + t.shipping.minor + t.rounding.minor
    yield "items", t.items.minor == items
    yield "discounts", t.discounts.minor == off
    yield "shipping", t.shipping.minor in (sale.shipping_net.minor, sale.shipping_gross.minor)
    yield "shipping tax", sale.shipping_net.minor + ship_tax == sale.shipping_gross.minor
    yield "grand", t.grand.minor == gross + t.rounding.minor
    yield "tax", t.tax.minor + t.rounding.minor == owed
    yield "rounding", abs(t.tax.minor - line_tax - ship_tax) <= len(sale.lines) + 1
    yield "convention", t.grand.minor - before_tax in (0, t.tax.minor)
    yield from _payment(sale)


def _payment(sale: Sale) -> Iterable[tuple[str, bool]]:
    paid = dict.fromkeys(TenderKind, 0)
    for tender in sale.tenders:
        paid[tender.kind] += tender.amount.minor
    change = sale.change.minor
    yield "tenders", all(tender.amount.minor > 0 for tender in sale.tenders)
    yield "paid", sum(paid.values()) - change == sale.totals.grand.minor
    yield "change", 0 <= change <= paid[TenderKind.CASH]
    online = [cart.paid.minor for cart in sale.carts]
    yield "prepaid", min(online, default=0) >= 0 and sum(online) == paid[TenderKind.PREPAID]
