"""What promotions and people take off each line of a cart, to the cent.

In this order: line promotions, the line's manual discount, buy-x-get-y, cart promotions, the
cart's manual discount. Each takes its part of what the ones before have left, and no line
goes below nothing. Lines are worked on in an order of their own contents, so the order in
which they were scanned moves no cent.

A pulled line whose price was kept below today's carries already what was applied online.
Automatic line promotions are reckoned from today's price and count only for what they would
take below the kept price; automatic buy-x-get-y passes over such a line. So the customer
pays the lower of the two prices, and nothing is taken off twice. Coupons, cart promotions
and manual discounts apply to it like to any other.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from posapp.domain.cart import Cart, Line, ManualDiscount, Origin, Source
from posapp.domain.money import MILLION, Money, rounded
from posapp.domain.offers import Cut, Offer, best_on_line, on_many, spread
from posapp.domain.promotions import Promotion, PromotionKind, running


@dataclass(frozen=True, slots=True)
class Discount:
    """What one source takes off one line, in the store's price convention; ``amount`` is
    positive. A discount on the whole cart stands on each line with its share.

    Attributes:
        code: the coupon, the promotion's id when it is automatic, the promise's id, or empty.
    """

    source: Source
    code: str
    label: str
    amount: Money


@dataclass(slots=True)
class _Row:
    """A line being worked on. ``left``: minor units still to pay of it."""

    line: Line
    items: int
    left: int
    alone: bool = False
    cuts: list[tuple[Offer | ManualDiscount, int]] = field(default_factory=list)

    def cut(self, by: Offer | ManualDiscount, minor: int) -> None:
        if minor:
            self.left -= minor
            self.cuts.append((by, minor))


def discounts(
    cart: Cart, promotions: Sequence[Promotion], at: datetime, groups: Collection[str]
) -> dict[str, tuple[Discount, ...]]:
    """The discounts of every line, by line id.

    The cart is worked out twice, with and without the promotions that stand alone, and the
    customer gets the cheaper one; when both cost the same, the one where all stack.
    """
    lines = sorted(cart.lines, key=_content)
    offers = _offers(lines, running(promotions, at, groups, entered(cart)))
    plain = _worked(cart, lines, [o for o in offers if not o.alone])
    if any(offer.alone for offer in offers):
        with_alone = _worked(cart, lines, offers)
        if sum(row.left for row in with_alone) < sum(row.left for row in plain):
            plain = with_alone
    return {
        row.line.id: tuple(_discount(row, *cut) for cut in row.cuts) if row.cuts else ()
        for row in plain
    }


def entered(cart: Cart) -> tuple[str, ...]:
    """The cart's coupons in capitals, each once."""
    return tuple(dict.fromkeys(code.strip().upper() for code in cart.coupons))


def kept_below(line: Line) -> bool:
    """Is this a pulled line at an older online price below today's?"""
    return line.origin is Origin.WEB and line.unit_price < line.product.price


def _discount(row: _Row, by: Offer | ManualDiscount, minor: int) -> Discount:
    amount = Money(minor, row.line.unit_price.currency)
    if isinstance(by, ManualDiscount):
        return Discount(by.source, by.code, by.label, amount)
    p = by.promotion
    if p.coupon:
        return Discount(Source.COUPON, p.coupon, p.name, amount)
    return Discount(Source.AUTOMATIC, p.id, p.name, amount)


def _content(line: Line) -> tuple[str, int, str, int, str]:
    """An order that does not depend on who scanned what first, nor mostly on ids, which
    differ between the online cart and the cart it was pulled into."""
    return (
        line.product.sku,
        line.unit_price.minor,
        line.fulfilment.value,
        line.quantity,
        line.id,
    )


def _offers(lines: list[Line], promotions: list[Promotion]) -> list[Offer]:
    by_key: dict[tuple[str, str], set[int]] = {
        key: set() for promotion in promotions for key in _keys(promotion)
    }
    if by_key:
        for place, line in enumerate(lines):
            product = line.product
            for key in (
                ("sku", product.sku),
                ("style", product.style),
                ("cat", product.category),
            ):
                if key in by_key:
                    by_key[key].add(place)
    offers = (_offer(promotion, lines, by_key) for promotion in promotions)
    return [offer for offer in offers if offer.places]


def _keys(promotion: Promotion) -> list[tuple[str, str]]:
    """What a promotion names its products by."""
    keys = [("sku", value) for value in promotion.skus]
    keys += [("style", value) for value in promotion.styles]
    return keys + [("cat", value) for value in promotion.categories]


def _offer(
    promotion: Promotion, lines: list[Line], by_key: dict[tuple[str, str], set[int]]
) -> Offer:
    """The promotion with the places of the lines it is for; none below its minimum."""
    p = promotion
    places: Sequence[int] = range(len(lines))
    if not p.for_everything:
        places = sorted(set().union(*(by_key[key] for key in _keys(p))))
    if p.minimum is not None:
        worth = sum(lines[i].unit_price.minor * lines[i].quantity for i in places)
        if worth < p.minimum.minor:
            places = ()
    if p.kind is PromotionKind.BUY_X_GET_Y and not p.coupon:
        places = [i for i in places if not kept_below(lines[i])]
    return Offer.of(p, places)


def _worked(cart: Cart, lines: list[Line], offers: list[Offer]) -> list[_Row]:
    rows = [_row(line) for line in lines]
    chosen = _chosen(lines, offers)
    owners = _owners(rows, chosen, offers)
    for place, row in enumerate(rows):
        if place not in owners:
            for offer, minor in chosen[place]:
                row.cut(offer, minor)
                row.alone = row.alone or offer.alone
        if row.line.discount is not None:
            _by_hand([row], row.line.discount)
    for offer in sorted(
        offers, key=lambda o: o.promotion.kind is not PromotionKind.BUY_X_GET_Y
    ):
        if offer.wide:
            _take_wide(rows, owners, offer)
    if cart.discount is not None:
        _by_hand(rows, cart.discount)
    return rows


def _row(line: Line) -> _Row:
    items = line.unit_price.minor * line.quantity
    return _Row(line, items, items)


def _chosen(lines: list[Line], offers: list[Offer]) -> list[list[Cut]]:
    """For each line its best line promotions: one that stands alone, or all that stack."""
    on_line: list[list[Offer]] = [[] for _ in lines]
    for offer in offers:
        if not offer.wide:
            for place in offer.places:
                on_line[place].append(offer)
    return [
        best_on_line(line, mine, kept_below(line)) if mine else []
        for line, mine in zip(lines, on_line, strict=True)
    ]


def _owners(
    rows: list[_Row], chosen: list[list[Cut]], offers: list[Offer]
) -> dict[int, Promotion]:
    """Lines that a promotion over many lines has for itself, because it stands alone and
    takes more off them than their line promotions do."""
    owners: dict[int, Promotion] = {}
    for offer in offers:
        if not (offer.wide and offer.alone):
            continue
        places = [place for place in offer.places if place not in owners]
        parts = [(rows[i].line, rows[i].items) for i in places]
        instead = sum(minor for i in places for _, minor in chosen[i])
        if sum(on_many(offer.promotion, parts)) > instead:
            owners.update(dict.fromkeys(places, offer.promotion))
    return owners


def _take_wide(rows: list[_Row], owners: dict[int, Promotion], offer: Offer) -> None:
    if offer.alone:
        mine = [rows[i] for i in offer.places if owners.get(i) is offer.promotion]
    else:
        mine = [rows[i] for i in offer.places if i not in owners and not rows[i].alone]
    cuts = on_many(offer.promotion, [(row.line, row.left) for row in mine])
    for row, minor in zip(mine, cuts, strict=True):
        row.cut(offer, minor)


def _by_hand(rows: list[_Row], manual: ManualDiscount) -> None:
    """A manual discount over these lines: percent of what is left, or an amount of it."""
    left = sum(row.left for row in rows)
    off = rounded(left * manual.percent_ppm, MILLION)
    if manual.amount is not None:
        off = manual.amount.minor
    for row, minor in zip(rows, spread(off, [row.left for row in rows]), strict=True):
        row.cut(manual, minor)
