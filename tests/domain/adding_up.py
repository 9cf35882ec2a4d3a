"""J5 worked out a second time, from a sale's own figures and not by ``pricing``."""

from __future__ import annotations

from posapp.domain.money import MILLION, rounded
from posapp.domain.sale import Sale, SaleLine
from posapp.domain.tax import TaxAmount


def balanced(sale: Sale) -> bool:
    """Does the sale add up?

    Tenders minus change are the grand total; so are the lines with shipping and rounding;
    every line is its price less its discounts, with its taxes; nothing is below zero.
    """
    grand = sale.totals.grand.minor
    paid = sum(tender.amount.minor for tender in sale.tenders) - sale.change.minor
    gross = sum(line.gross.minor for line in sale.lines) + sale.shipping_gross.minor
    taxes = sum(tax.amount.minor for tax in sale.taxes)
    t = sale.totals
    with_tax = {t.items.minor - t.discounts.minor + t.shipping.minor + t.rounding.minor}
    with_tax.add(max(with_tax) + t.tax.minor)
    shipped = sale.shipping_net.minor + _taxed(sale.shipping_taxes)
    return (
        paid == grand == gross + t.rounding.minor
        and grand in with_tax
        and taxes == t.tax.minor + t.rounding.minor
        and shipped == sale.shipping_gross.minor
        and sum(_items(line) for line in sale.lines) == t.items.minor
        and sum(_off(line) for line in sale.lines) == t.discounts.minor
        and all(_line_balanced(line) for line in sale.lines)
        and min(grand, sale.change.minor) >= 0
    )


def _items(line: SaleLine) -> int:
    return line.unit_price.minor * line.quantity


def _off(line: SaleLine) -> int:
    return sum(discount.amount.minor for discount in line.discounts)


def _taxed(taxes: tuple[TaxAmount, ...]) -> int:
    return sum(tax.amount.minor for tax in taxes)


def _line_balanced(line: SaleLine) -> bool:
    """The price less discounts is what the line costs with or without its taxes, and each
    tax is its rate of the net, to within the units that sharing may move."""
    left = _items(line) - _off(line)
    fair = all(
        abs(tax.amount.minor - rounded(line.net.minor * tax.rate_ppm, MILLION))
        <= len(line.taxes)
        for tax in line.taxes
    )
    return (
        left >= 0
        and left in {line.net.minor, line.gross.minor}
        and line.net.minor + _taxed(line.taxes) == line.gross.minor
        and fair
    )
