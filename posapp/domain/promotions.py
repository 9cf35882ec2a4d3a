"""Promotions as values, and whom and what each is for. ``discounts`` applies them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from posapp.domain.money import Money


class PromotionKind(Enum):
    """PERCENT and AMOUNT per line, CART_PERCENT and CART_AMOUNT on what is left of the
    whole cart, BUY_X_GET_Y on the cheapest pieces that qualify."""

    PERCENT = "percent"
    AMOUNT = "amount"
    CART_PERCENT = "cart_percent"
    CART_AMOUNT = "cart_amount"
    BUY_X_GET_Y = "buy_x_get_y"


class Stacking(Enum):
    """ALONE: on a line it joins no other promotion; the customer gets whichever is better,
    the best one that stands alone or all that stack. STACKS: applied after one another, by
    priority."""

    ALONE = "alone"
    STACKS = "stacks"


@dataclass(frozen=True)
class Promotion:
    """A reduction that everybody, a group, or a coupon's holder gets.

    Attributes:
        percent_ppm: for PERCENT and CART_PERCENT; for BUY_X_GET_Y what is off the pieces got.
        amount: for AMOUNT off each piece; for CART_AMOUNT off the cart.
        buy, get: for BUY_X_GET_Y: of every ``buy + get`` pieces, ``get`` are reduced.
        skus, styles, categories: what it is for; one of them is enough, all empty means
            everything.
        coupon: the code to enter, in capitals; empty means automatic.
        group: the customer group that gets it; empty means everybody.
        starts, ends: UTC; ``starts <= at < ends``.
        minimum: the qualifying lines must be worth this much before discounts.
        priority: lower is applied first; of equal ones the lower id.
    """

    id: str
    name: str
    kind: PromotionKind
    percent_ppm: int = 0
    amount: Money | None = None
    buy: int = 0
    get: int = 0
    skus: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    coupon: str = ""
    group: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    minimum: Money | None = None
    stacking: Stacking = Stacking.STACKS
    priority: int = 100

    @property
    def for_everything(self) -> bool:
        return not (self.skus or self.styles or self.categories)

    def begun(self, at: datetime) -> bool:
        return self.starts is None or self.starts <= at

    def over(self, at: datetime) -> bool:
        return self.ends is not None and self.ends <= at


def running(
    promotions: Sequence[Promotion],
    at: datetime,
    groups: Collection[str],
    coupons: Collection[str],
) -> list[Promotion]:
    """Those that this customer gets now, with these coupons; first applied first."""
    got = (
        p
        for p in promotions
        if (not p.group or p.group in groups)
        and (not p.coupon or p.coupon in coupons)
        and p.begun(at)
        and not p.over(at)
    )
    return sorted(got, key=lambda p: (p.priority, p.id))


def why_idle(coupon: str, promotions: Sequence[Promotion], at: datetime) -> str:
    """Why a coupon takes nothing off: ``unknown``, ``not_yet``, ``over`` or
    ``nothing_qualifies``."""
    meant = [p for p in promotions if p.coupon == coupon]
    if not meant:
        return "unknown"
    if all(p.over(at) for p in meant):
        return "over"
    if all(p.over(at) or not p.begun(at) for p in meant):
        return "not_yet"
    return "nothing_qualifies"
