"""What a clerk takes off, within the limit, and what was promised in a conversation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from posapp.domain.cart import Approved, Cart, Line, ManualDiscount, Source
from posapp.domain.conversation import Promise, PromiseState
from posapp.domain.errors import BadAmount, OverLimit
from posapp.domain.money import MILLION, Money, rounded
from posapp.domain.people import Clerk
from posapp.services import signing_in
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
    made = _made(cart, line_id, off, label)
    if made is not None:
        made = replace(made, limit_ppm=clerk.discount_limit_ppm)
    changed = _put(cart, line_id, made)
    _within(changed, clerk.discount_limit_ppm)
    return changed


def approve(
    register: Register, cart: Cart, line_id: str | None, off: int | Money, label: str, pin: str
) -> Cart:
    """Take off more than the clerk may give, with a manager's PIN: this once, this much.

    The discount bears the manager's name. It holds for what is in the cart now: when it
    would take off more, of the price or in money, a manager has to be asked again. Slow.

    Raises:
        WrongPin: it is no manager's. LockedOut: too many wrong PINs.
        OverLimit: it is more than this manager may give, too.
        BadAmount: negative, or more than there is.
    """
    made = _made(cart, line_id, off, label)
    manager = signing_in.approver(register, pin)
    if made is None:
        raise BadAmount("0")
    changed = _put(cart, line_id, made)
    limit_ppm = max(_rates(changed, line_id))
    if limit_ppm > manager.discount_limit_ppm:
        raise OverLimit(manager.discount_limit_ppm)
    most = _off(made, _reached(changed, line_id))
    said = Approved(manager.id, manager.name, most)
    return _put(cart, line_id, replace(made, limit_ppm=limit_ppm, approved=said))


def still_within(cart: Cart) -> None:
    """Look again at what was taken off: pieces may have come or gone since.

    Raises:
        OverLimit: it is now more than whoever gave it may give, or than was approved.
    """
    given = (cart.discount, *(line.discount for line in cart.lines))
    limits = [
        each.limit_ppm
        for each in given
        if each is not None and each.limit_ppm and each.approved is None
    ]
    if limits or any(each is not None and each.approved for each in given):
        _within(cart, max(limits, default=0))


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


def _made(
    cart: Cart, line_id: str | None, off: int | Money, label: str
) -> ManualDiscount | None:
    """What is to be taken off, as a value; None takes nothing."""
    worth = _worth(_reached(cart, line_id))
    return _manual(off, " ".join(label.split())[:MAX_LABEL], worth)


def _reached(cart: Cart, line_id: str | None) -> tuple[Line, ...]:
    return cart.lines if line_id is None else (cart.line(line_id),)


def _put(cart: Cart, line_id: str | None, made: ManualDiscount | None) -> Cart:
    if line_id is None:
        return replace(cart, discount=made)
    return cart.change(line_id, lambda line: replace(line, discount=made))


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
    """Refuse what a line and the cart together take off beyond the limit, or beyond what a
    manager approved for the one or the other."""
    _as_approved(cart.discount, cart.lines)
    for line in cart.lines:
        _as_approved(line.discount, (line,))
        said = [d for d in (cart.discount, line.discount) if d is not None and d.approved]
        allowed = max((limit_ppm, *(each.limit_ppm for each in said)))
        if max(_rates(cart, line.id)) > allowed:
            raise OverLimit(allowed)


def _as_approved(discount: ManualDiscount | None, lines: tuple[Line, ...]) -> None:
    if discount is None or discount.approved is None:
        return
    if _off(discount, lines).minor > discount.approved.most.minor:
        raise OverLimit(discount.limit_ppm)


def _rates(cart: Cart, line_id: str | None) -> list[int]:
    """What each line that is reached loses to clerks in all, in parts per million."""
    on_cart = _rate(cart.discount, cart.lines)
    return [_rate(line.discount, (line,)) + on_cart for line in _reached(cart, line_id)]


def _off(discount: ManualDiscount, lines: Iterable[Line]) -> Money:
    """What a discount takes off these lines before any other is reckoned."""
    if discount.amount is not None:
        return discount.amount
    worth = _worth(lines)
    return Money(rounded(worth.minor * discount.percent_ppm, MILLION), worth.currency)


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
