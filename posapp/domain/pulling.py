"""Bringing the lines of an online cart into the cart at the counter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from posapp.domain.cart import Cart, Line, Origin, PulledCart, WebLineRef
from posapp.domain.catalogue import Product
from posapp.domain.comparing import today
from posapp.domain.decisions import Choice, Decision, Difference, DifferenceKind, chosen
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money, plain
from posapp.domain.webcart import WebCart, WebLine

Answers = Sequence[tuple[Difference, Choice]]


def pull(
    cart: Cart,
    web: WebCart,
    products: Mapping[str, Product],
    differences: Sequence[Difference],
    decisions: Sequence[Decision],
    new_id: Callable[[], str],
) -> Cart:
    """The cart with this online cart's lines behind its own, coupons and payment included.

    A line is taken from the shelf as far as ``differences`` says nothing else, the rest is
    shipped. A difference without a decision gets its safe default. Lines of one SKU stay
    apart, each with its own ``WebLineRef``. A cart that is here already, or of which every
    line is left online, changes nothing.

    Args:
        products: today's, as they were given to ``check``.
        differences: what ``check`` found; those of other carts are passed over.
        new_id: makes the id of each new line.
    """
    if any(pulled.id == web.id for pulled in cart.pulled):
        return cart
    lines = [
        new
        for line in web.lines
        for new in lines_of(
            web, line, products, answered(web, line, differences, decisions), new_id
        )
    ]
    if not lines:
        return cart
    return replace(
        cart,
        lines=(*cart.lines, *lines),
        coupons=merged(cart.coupons, web.coupons),
        pulled=(*cart.pulled, PulledCart(web.id, web.number, web.version, web.paid)),
        note="\n".join(dict.fromkeys(note for note in (cart.note, web.note) if note)),
    )


def answered(
    web: WebCart,
    line: WebLine,
    differences: Iterable[Difference],
    decisions: Sequence[Decision],
) -> Answers:
    """The differences of one line, each with its choice."""
    mine = (d for d in differences if (d.cart, d.line.id) == (web.id, line.id))
    return [(difference, chosen(difference, decisions)) for difference in mine]


def merged(coupons: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    """Coupons in capitals, each once, in the order they came."""
    return tuple(dict.fromkeys(code.strip().upper() for code in (*coupons, *more)))


def lines_of(
    web: WebCart,
    line: WebLine,
    products: Mapping[str, Product],
    answers: Answers,
    new_id: Callable[[], str],
) -> Iterator[Line]:
    """What one online line becomes at the counter: nothing, one line, or two when a part of
    it is shipped."""
    product = today(line, products)
    left = any(choice is Choice.LEAVE_ONLINE for _, choice in answers)
    if product is None or left:
        return
    unit_price = _unit_price(product, answers)
    reason = "; ".join(_reason(difference, choice) for difference, choice in answers)
    for fulfilment, quantity in _parts(line, answers):
        yield Line(
            id=new_id(),
            product=product,
            quantity=quantity,
            unit_price=unit_price,
            origin=Origin.WEB,
            fulfilment=fulfilment,
            web=WebLineRef(web.id, line.id, line.quantity),
            note=line.note,
            reason=reason,
        )


def _unit_price(product: Product, answers: Answers) -> Money:
    """Today's price, or the lowest of those that are kept."""
    kept = [d.was for d, choice in answers if choice is Choice.KEEP_SEEN_PRICE]
    return min(kept, default=product.price)


def _parts(line: WebLine, answers: Answers) -> list[tuple[Fulfilment, int]]:
    for difference, choice in answers:
        if choice is Choice.TAKE_WHAT_IS_HERE:
            return [(Fulfilment.TAKE, difference.here)]
        if choice is Choice.SHIP:
            ships = min(line.quantity - difference.here, difference.there)
            parts = [(Fulfilment.TAKE, difference.here), (Fulfilment.SHIP, ships)]
            return [part for part in parts if part[1] > 0]
    return [(Fulfilment.TAKE, line.quantity)]


def _reason(difference: Difference, choice: Choice) -> str:
    """A stable phrase in English, the same on every register and in every journal; the
    screen and the receipt may say it in the reader's language."""
    was = plain(difference.was)
    match difference.kind, choice:
        case DifferenceKind.PROMOTION_OVER, Choice.KEEP_SEEN_PRICE:
            return f"promotion kept: {difference.detail}"
        case DifferenceKind.PROMOTION_OVER, _:
            return f"promotion over: {difference.detail}"
        case _, Choice.KEEP_SEEN_PRICE:
            return f"price kept: {was} online"
        case _, Choice.USE_TODAYS_PRICE:
            return f"price today: was {was} online"
        case DifferenceKind.FEWER_HERE, _:
            return f"only {difference.here} here"
        case _:
            return "not here"
