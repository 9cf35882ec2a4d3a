"""One pricing authority: the same cart, customer and moment cost the same in every channel.

The register and the centre run this very code; connectors to other backends show what the
backend computed instead.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from posapp.domain.cart import Cart, Line, Source
from posapp.domain.discounts import Discount, discounts, entered
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money, total, zero
from posapp.domain.promotions import Promotion, why_idle
from posapp.domain.tax import TaxAmount, Taxed, TaxRate, TaxRules, table, taxed

__all__ = ["Discount", "PricedCart", "PricedLine", "Rules", "Totals", "price"]


@dataclass(frozen=True)
class Rules:
    """What the chain charges today."""

    currency: str
    tax: TaxRules
    promotions: tuple[Promotion, ...] = ()


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line with all that hangs on it.

    Attributes:
        original: list price times quantity, before anything.
        items: agreed unit price times quantity, before discounts.
        net, gross: after discounts, without and with tax.
    """

    line: Line
    original: Money
    items: Money
    discounts: tuple[Discount, ...]
    net: Money
    taxes: tuple[TaxAmount, ...]
    gross: Money

    @property
    def discounted(self) -> Money:
        """All discounts of the line together, positive."""
        return Money(sum(d.amount.minor for d in self.discounts), self.items.currency)


@dataclass(frozen=True, slots=True)
class Totals:
    """What the customer pays and why: ``grand = items - discounts + shipping + added tax +
    rounding``, where added tax is ``tax`` with net prices and nothing with gross prices.
    Also ``grand`` = gross of all lines + gross of shipping + ``rounding``.

    Attributes:
        tax: all tax within or on top, shipping's included; ``tax + rounding`` is what the
            cart's ``taxes`` add up to.
        rounding: what rounding per total moved against the sum of lines; zero by line, and
            zero with gross prices, which no rounding of tax can change.
    """

    items: Money
    discounts: Money
    shipping: Money
    tax: Money
    grand: Money
    rounding: Money


@dataclass(frozen=True)
class PricedCart:
    """A cart with every figure that is shown, charged, printed and sent.

    Attributes:
        taxes: by name and rate, over lines and shipping.
        idle_coupons: entered codes that took nothing off, with why: ``unknown``, ``not_yet``,
            ``over`` or ``nothing_qualifies``.
        prepaid: paid online before, at most ``totals.grand``.
    """

    cart: Cart
    lines: tuple[PricedLine, ...]
    shipping_net: Money
    shipping_taxes: tuple[TaxAmount, ...]
    shipping_gross: Money
    taxes: tuple[TaxAmount, ...]
    totals: Totals
    prepaid: Money
    idle_coupons: tuple[tuple[str, str], ...] = ()

    @property
    def due(self) -> Money:
        return self.totals.grand - self.prepaid


def price(cart: Cart, rules: Rules, at: datetime, groups: Collection[str]) -> PricedCart:
    """Work out what a cart costs: discounts first (see ``discounts``), then tax on the rest.

    Lines to ship are taxed where they are shipped to, when the rules know that country;
    shipping is taxed there too, by the class of its quote. Prices that include tax stay the
    same for every country; only the tax within them differs. The order of the lines changes
    no figure.

    Args:
        at: the moment promotions are judged by, UTC.
        groups: the customer's groups; empty for a customer who is not known.
    """
    cuts = discounts(cart, rules.promotions, at, groups)
    rates = _Rates(rules.tax, cart)
    lines = tuple(_priced(line, cuts[line.id], rates) for line in cart.lines)
    shipping = rates.taxed(
        _shipping_cost(cart, rules.currency), rates.shipping_class, ships=True
    )
    taxes = table((*(taxed_ for _, taxed_ in lines), shipping), rules.tax)
    priced = tuple(line for line, _ in lines)
    totals = _totals(priced, shipping, taxes, rules)
    paid = total((pulled.paid for pulled in cart.pulled), rules.currency)
    return PricedCart(
        cart,
        priced,
        shipping.net,
        shipping.taxes,
        shipping.gross,
        taxes,
        totals,
        max(min(paid, totals.grand), zero(rules.currency)),
        _idle(cart, priced, rules, at),
    )


class _Rates:
    """Tax rates for one cart, each class looked up once."""

    def __init__(self, rules: TaxRules, cart: Cart) -> None:
        self._rules = rules
        self._found: dict[tuple[str, bool], tuple[TaxRate, ...]] = {}
        self._abroad = cart.shipment.address.country if cart.shipment else ""
        self.shipping_class = cart.shipment.quote.tax_class if cart.shipment else "standard"

    def taxed(self, amount: Money, tax_class: str, ships: bool) -> Taxed:
        key = (tax_class, ships)
        if key not in self._found:
            self._found[key] = self._rules.rates(tax_class, self._abroad if ships else "")
        return taxed(amount, self._found[key], self._rules.prices_include_tax)


def _priced(line: Line, cuts: tuple[Discount, ...], rates: _Rates) -> tuple[PricedLine, Taxed]:
    items = line.unit_price * line.quantity
    left = items - total((cut.amount for cut in cuts), items.currency) if cuts else items
    ships = line.fulfilment is Fulfilment.SHIP
    tax = rates.taxed(left, line.product.tax_class, ships)
    original = line.product.price * line.quantity
    return PricedLine(line, original, items, cuts, tax.net, tax.taxes, tax.gross), tax


def _shipping_cost(cart: Cart, currency: str) -> Money:
    if cart.shipment is None or not cart.ships:
        return zero(currency)
    return cart.shipment.quote.cost


def _totals(
    lines: tuple[PricedLine, ...], shipping: Taxed, taxes: tuple[TaxAmount, ...], rules: Rules
) -> Totals:
    currency = rules.currency
    gross = total((line.gross for line in lines), currency) + shipping.gross
    net = total((line.net for line in lines), currency) + shipping.net
    owed = total((tax.amount for tax in taxes), currency)
    rounding = zero(currency)
    if not rules.tax.prices_include_tax:
        rounding = owed - (gross - net)
    return Totals(
        items=total((line.items for line in lines), currency),
        discounts=total((line.discounted for line in lines if line.discounts), currency),
        shipping=shipping.price,
        tax=owed - rounding,
        grand=gross + rounding,
        rounding=rounding,
    )


def _idle(
    cart: Cart, lines: tuple[PricedLine, ...], rules: Rules, at: datetime
) -> tuple[tuple[str, str], ...]:
    found = (cut for line in lines for cut in line.discounts if cut.source is Source.COUPON)
    used = {cut.code for cut in found}
    return tuple(
        (code, why_idle(code, rules.promotions, at))
        for code in entered(cart)
        if code not in used
    )
