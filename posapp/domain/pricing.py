"""One pricing authority: the same cart, customer and moment cost the same in every channel.

The register and the centre run this very code; connectors to other backends show what the
backend computed instead.
"""

from __future__ import annotations

from dataclasses import dataclass

from posapp.domain.cart import Cart, Line, Source
from posapp.domain.money import Money
from posapp.domain.promotions import Promotion
from posapp.domain.tax import TaxAmount, TaxRules


@dataclass(frozen=True)
class Rules:
    """What the chain charges today."""

    currency: str
    tax: TaxRules
    promotions: tuple[Promotion, ...] = ()


@dataclass(frozen=True, slots=True)
class Discount:
    """What one source takes off one line, in the store's price convention; ``amount`` is
    positive. A discount on the whole cart stands on each line with its share."""

    source: Source
    code: str
    label: str
    amount: Money


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

    Attributes:
        tax: all tax within or on top, shipping's included.
        rounding: what rounding per total moved against the sum of lines; zero by line.
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
