"""What a clerk takes off, within the limit, and what was promised in a conversation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from posapp.domain.cart import Cart, Line, ManualDiscount, Source
from posapp.domain.conversation import Promise, PromiseState
from posapp.domain.errors import BadAmount, OverLimit
from posapp.domain.money import MILLION, Money
from posapp.domain.people import Clerk
from posapp.services.register import Register

MAX_LABEL = 80


def discount(
    _register: Register,
    clerk: Clerk,
    cart: Cart,
    line_id: str | None,
    off: int | Money,
    label: str,
) -> Cart:
    """Take something off one line, or off the whole cart when ``line_id`` is None.

    Args:
        off: parts per million, or an amount; zero takes the discount away again.

    Raises:
        OverLimit: it is more than this clerk may give.
        BadAmount: negative, or more than there is.
    """
    lines = cart.lines if line_id is None else (cart.line(line_id),)
    made = _manual(off, " ".join(label.split())[:MAX_LABEL], _worth(lines))
    if made is not None:
        made = replace(made, limit_ppm=clerk.discount_limit_ppm)
    if line_id is None:
        changed = replace(cart, discount=made)
    else:
        changed = cart.change(line_id, lambda line: replace(line, discount=made))
    _within(changed, clerk.discount_limit_ppm)
    return changed


def still_within(cart: Cart) -> None:
    """Look again at what was taken off as an amount: pieces may have been removed since.

    Raises:
        OverLimit: it is now more than whoever gave it may give.
    """
    given = (cart.discount, *(line.discount for line in cart.lines))
    limits = [each.limit_ppm for each in given if each is not None and each.limit_ppm]
    if limits:
        _within(cart, max(limits))


def redeem_promise(register: Register, cart: Cart, promise: Promise) -> Cart:
    """Give what was promised: a discount on the lines it is for, or on the whole cart.

    A promise without a reduction, over, or for nothing in the cart changes nothing.
    """
    now = register.now()
    over = promise.expires_at is not None and promise.expires_at <= now
    if over or promise.state is not PromiseState.OPEN:
        return cart
    if not promise.percent_ppm and not promise.amount:
        return cart
    given = ManualDiscount(
        Source.PROMISE,
        promise.text[:MAX_LABEL],
        0 if promise.amount else promise.percent_ppm,
        promise.amount,
        promise.id,
    )
    if not promise.skus:
        return replace(cart, discount=given)
    return _promised(cart, given, promise.skus)


def _manual(off: int | Money, label: str, worth: Money) -> ManualDiscount | None:
    """What is taken off as a value; None takes nothing."""
    if isinstance(off, Money):
        if off.currency != worth.currency or not 0 <= off.minor <= worth.minor:
            raise BadAmount(f"{off.minor} {off.currency}")
        return ManualDiscount(Source.CLERK, label, amount=off) if off else None
    if not 0 <= off <= MILLION:
        raise BadAmount(str(off))
    return ManualDiscount(Source.CLERK, label, percent_ppm=off) if off else None


def _worth(lines: Iterable[Line]) -> Money:
    """What the lines cost before discounts."""
    prices = [line.unit_price * line.quantity for line in lines]
    if not prices:
        raise BadAmount("0")
    return Money(sum(price.minor for price in prices), prices[0].currency)


def _within(cart: Cart, limit_ppm: int) -> None:
    """Refuse what a line and the cart together take off beyond the limit."""
    on_cart = _rate(cart.discount, cart.lines)
    for line in cart.lines:
        if _rate(line.discount, (line,)) + on_cart > limit_ppm:
            raise OverLimit(limit_ppm)


def _rate(discount: ManualDiscount | None, lines: Iterable[Line]) -> int:
    """What a clerk's discount takes off these lines, in parts per million, rounded up."""
    if discount is None or discount.source is not Source.CLERK:
        return 0
    if discount.amount is None:
        return discount.percent_ppm
    worth = _worth(lines).minor
    return -(-discount.amount.minor * MILLION // worth) if worth else MILLION


def _promised(cart: Cart, given: ManualDiscount, skus: Iterable[str]) -> Cart:
    """A percentage on every line it is for; an amount once, on the first."""
    wanted = set(skus)
    meant = [line.id for line in cart.lines if line.product.sku in wanted]
    if given.amount is not None:
        meant = meant[:1]
    for line_id in meant:
        cart = cart.change(line_id, lambda line: replace(line, discount=given))
    return cart
