"""Promotions as values. ``pricing`` applies them; nobody else does."""

from __future__ import annotations

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
        skus, styles, categories: what it is for; all empty means everything.
        coupon: the code to enter, in capitals; empty means automatic.
        group: the customer group that gets it; empty means everybody.
        starts, ends: UTC; ``starts <= at < ends``.
        minimum: the qualifying lines must be worth this much before discounts.
        priority: lower is applied first.
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
