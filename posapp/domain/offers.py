"""How much each kind of promotion takes off, in minor units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from posapp.domain.cart import Line
from posapp.domain.money import MILLION, rounded, share_units
from posapp.domain.promotions import Promotion, PromotionKind, Stacking

_ON_LINE = {PromotionKind.PERCENT, PromotionKind.AMOUNT}


@dataclass(frozen=True, slots=True)
class Offer:
    """A promotion that runs, and the places of the lines that qualify for it.

    Attributes:
        alone: it joins no other on a line.
        wide: it is for many lines together, not for each by itself.
    """

    promotion: Promotion
    places: tuple[int, ...]
    alone: bool
    wide: bool

    @staticmethod
    def of(promotion: Promotion, places: Sequence[int]) -> Offer:
        alone = promotion.stacking is Stacking.ALONE
        return Offer(promotion, tuple(places), alone, promotion.kind not in _ON_LINE)


Cut = tuple[Offer, int]
"""What an offer takes off one line, in minor units."""


def spread(minor: int, weights: Sequence[int]) -> list[int]:
    """Share an amount over lines by what is left of them: at most all, never below zero."""
    whole = sum(weights)
    minor = max(min(minor, whole), 0)
    if not minor:
        return [0] * len(weights)
    return share_units(minor, weights)


def best_on_line(line: Line, offers: Sequence[Offer], kept: bool) -> list[Cut]:
    """The best of a line's promotions: all that stack, or one that stands alone.

    Of equally good ones those that stack win, then the lowest priority and id.

    Args:
        offers: by priority and id. ``kept``: the price was kept below today's.
    """
    alone = [[offer] for offer in offers if offer.alone]
    if not alone:
        return _stacked(line, offers, kept)
    ways = [[offer for offer in offers if not offer.alone], *alone]
    cuts = [_stacked(line, way, kept) for way in ways]
    return max(cuts, key=lambda way: sum(minor for _, minor in way))


def _stacked(line: Line, offers: Sequence[Offer], kept: bool) -> list[Cut]:
    """One after the other. ``hidden`` is the part of today's price that a kept price has
    already let go: automatic promotions use it up before they take anything more."""
    value = hidden = 0
    if kept:
        hidden = (line.product.price.minor - line.unit_price.minor) * line.quantity
        offers = sorted(offers, key=lambda offer: bool(offer.promotion.coupon))
    value = line.unit_price.minor * line.quantity + hidden
    cuts = []
    for offer in offers:
        if offer.promotion.coupon:
            value, hidden = value - hidden, 0
        minor = _off(offer.promotion, value, line.quantity)
        used = min(minor, hidden)
        value, hidden = value - minor, hidden - used
        cuts.append((offer, minor - used))
    return cuts


def _off(promotion: Promotion, value: int, pieces: int) -> int:
    if promotion.kind is PromotionKind.AMOUNT:
        each = promotion.amount.minor if promotion.amount else 0
        return max(min(each * pieces, value), 0)
    return max(min(rounded(value * promotion.percent_ppm, MILLION), value), 0)


def on_many(promotion: Promotion, parts: Sequence[tuple[Line, int]]) -> list[int]:
    """What a promotion over many lines takes off each.

    Args:
        parts: each line with what is left to pay of it, in minor units.
    """
    weights = [left for _, left in parts]
    if promotion.kind is PromotionKind.BUY_X_GET_Y:
        weights = _got(promotion, parts)
    off = rounded(sum(weights) * promotion.percent_ppm, MILLION)
    if promotion.kind is PromotionKind.CART_AMOUNT:
        off = promotion.amount.minor if promotion.amount else 0
    return spread(off, weights)


def _got(promotion: Promotion, parts: Sequence[tuple[Line, int]]) -> list[int]:
    """What is left to pay of the pieces that buy-x-get-y reduces, per line.

    Pieces are compared by their agreed price; of every ``buy + get`` the ``get`` cheapest
    of them all are reduced.
    """
    buy, get = max(promotion.buy, 0), max(promotion.get, 0)
    pieces = sum(line.quantity for line, _ in parts)
    free = pieces // (buy + get) * get if buy + get else 0
    worth = [0] * len(parts)
    for place in sorted(range(len(parts)), key=lambda i: parts[i][0].unit_price.minor):
        line, left = parts[place]
        here = min(free, line.quantity)
        free -= here
        worth[place] = rounded(left * here, line.quantity) if here else 0
    return worth
