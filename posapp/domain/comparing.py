"""The difference check: each line of an online cart against today's shop."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from posapp.domain.catalogue import Product, StockLevel
from posapp.domain.decisions import CHOICES, Choice, Difference, DifferenceKind
from posapp.domain.money import MILLION, Money, rounded
from posapp.domain.pricing import Rules
from posapp.domain.promotions import Promotion, PromotionKind, running
from posapp.domain.webcart import WebCart, WebLine


def check(  # noqa: PLR0913, PLR0917 - all that today's shop consists of
    carts: Sequence[WebCart],
    products: Mapping[str, Product],
    stock: Mapping[str, Sequence[StockLevel]],
    here: str,
    rules: Rules,
    at: datetime,
    groups: Collection[str],
) -> tuple[Difference, ...]:
    """What changed since the lines were put into these online carts, in their order.

    Lines of one SKU share its stock, first come first served, over all the carts.

    Args:
        products: today's, by SKU; a line whose SKU is missing uses its own product.
        stock: levels by SKU; a SKU that is missing is judged by the catalogue's own count.
        here: this store's location id.
    """
    shelves = _Shelves(stock, here)
    found: list[Difference] = []
    for cart in carts:
        for line in cart.lines:
            product = today(line, products)
            if product is None:
                found.append(_difference(cart, line, DifferenceKind.GONE, None))
                continue
            found += _price(cart, line, product)
            found += _promotion(cart, line, product, rules, at, groups)
            found += shelves.compare(cart, line, product)
    return tuple(found)


def today(line: WebLine, products: Mapping[str, Product]) -> Product | None:
    """The product as it is sold today, or None when it is gone."""
    product = products.get(line.sku, line.product)
    if line.gone or product is None or not product.active:
        return None
    return product


def _difference(
    cart: WebCart, line: WebLine, kind: DifferenceKind, now: Money | None
) -> Difference:
    return Difference(line, cart.id, kind, line.seen_price, now, CHOICES[kind])


def _price(cart: WebCart, line: WebLine, product: Product) -> Iterator[Difference]:
    if product.price > line.seen_price:
        yield _difference(cart, line, DifferenceKind.PRICE_UP, product.price)
    elif product.price < line.seen_price:
        yield _difference(cart, line, DifferenceKind.PRICE_DOWN, product.price)


def _promotion(
    cart: WebCart,
    line: WebLine,
    product: Product,
    rules: Rules,
    at: datetime,
    groups: Collection[str],
) -> Iterator[Difference]:
    """The best line promotion that ran when the line was added and is over by now, unless
    today's price is already as low."""
    coupons = {code.upper() for code in cart.coupons}
    then = running(rules.promotions, line.added_at, groups, coupons)
    over = [(_with(p, line), p) for p in then if p.over(at) and _meant_for(p, product)]
    if not over:
        return
    was, promotion = min(over, key=lambda pair: (pair[0], pair[1].id))
    if was < min(line.seen_price, product.price):
        kind = DifferenceKind.PROMOTION_OVER
        yield Difference(
            line, cart.id, kind, was, product.price, CHOICES[kind], detail=promotion.name
        )


def _meant_for(promotion: Promotion, product: Product) -> bool:
    p = promotion
    if p.kind not in {PromotionKind.PERCENT, PromotionKind.AMOUNT} or p.minimum is not None:
        return False
    return (
        p.for_everything
        or product.sku in p.skus
        or product.style in p.styles
        or product.category in p.categories
    )


def _with(promotion: Promotion, line: WebLine) -> Money:
    """The price of one as it was with this promotion."""
    seen = line.seen_price
    off = rounded(seen.minor * promotion.percent_ppm, MILLION)
    if promotion.kind is PromotionKind.AMOUNT:
        off = promotion.amount.minor if promotion.amount else 0
    return Money(max(seen.minor - off, 0), seen.currency)


class _Shelves:
    """What is left of each SKU while lines take their part of it."""

    def __init__(self, stock: Mapping[str, Sequence[StockLevel]], here: str) -> None:
        self._stock = stock
        self._here = here
        self._left: dict[tuple[str, str], int] = {}

    def compare(self, cart: WebCart, line: WebLine, product: Product) -> Iterator[Difference]:
        levels = self._levels(product)
        here = self._take(line.sku, levels[:1], line.quantity)
        missing = line.quantity - here
        if not missing:
            return
        known = line.sku in self._stock
        label = next((x.label for x in levels[1:] if self._of(x)), "")
        there = self._take(line.sku, levels[1:], missing) if known else missing
        kind = DifferenceKind.FEWER_HERE if here else DifferenceKind.NOT_HERE
        choices = CHOICES[kind]
        if not there and not here:
            kind, choices = DifferenceKind.SOLD_OUT, CHOICES[DifferenceKind.SOLD_OUT]
        elif not there:
            choices = (Choice.TAKE_WHAT_IS_HERE, Choice.LEAVE_ONLINE)
        detail = "" if known else "stock_unknown"
        now = product.price
        yield Difference(
            line, cart.id, kind, line.seen_price, now, choices, here, label, detail, there
        )

    def _levels(self, product: Product) -> list[StockLevel]:
        """This store's level first, then the others, the best stocked first."""
        if product.sku not in self._stock:
            return [StockLevel(product.sku, self._here, "", product.on_hand)]
        levels = self._stock[product.sku]
        mine = [level for level in levels if level.location == self._here]
        rest = [level for level in levels if level.location != self._here]
        rest.sort(key=lambda level: (-level.available, level.label))
        return [*(mine or [StockLevel(product.sku, self._here, "", 0)]), *rest]

    def _of(self, level: StockLevel) -> int:
        return self._left.get((level.sku, level.location), level.available)

    def _take(self, sku: str, levels: Sequence[StockLevel], wanted: int) -> int:
        got = 0
        for level in levels:
            part = min(self._of(level), wanted - got)
            self._left[sku, level.location] = self._of(level) - part
            got += part
        return got
