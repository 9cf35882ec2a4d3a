"""Bringing an online cart to the counter, with one question per line that changed."""

from __future__ import annotations

from collections.abc import Sequence

from posapp.domain.cart import Cart
from posapp.domain.differences import Decision, Difference
from posapp.domain.visit import Visit
from posapp.domain.webcart import WebCart
from posapp.services.register import Register


def check(register: Register, visit: Visit, carts: Sequence[WebCart]) -> tuple[Difference, ...]:
    """What changed between these online carts and today's shop. Local."""
    raise NotImplementedError


def pull(
    register: Register,
    visit: Visit,
    cart: Cart,
    carts: Sequence[WebCart],
    decisions: Sequence[Decision],
) -> Cart:
    """The cart with the lines of these online carts added, by the clerk's decisions; a
    difference without a decision gets its safe default. Local. Pulling a cart again that is
    already here changes nothing."""
    raise NotImplementedError


def lease(register: Register, cart_id: str) -> str:
    """Take or renew the online cart for ten minutes, so that it is not paid online while it
    is served here. Network.

    Returns:
        "" when it is ours now; else why not: ``leased`` (another register serves it),
        ``closed`` (paid or cancelled), ``away`` (the centre) or ``refused``. It never stops
        the serving; show it as a note.
    """
    raise NotImplementedError


def release(register: Register, cart_id: str) -> None:
    """Give the online cart back. Network, never raises a ``PosError``: a lease expires by
    itself."""
    raise NotImplementedError


def fresh(register: Register, cart_id: str) -> WebCart:
    """The online cart as it is at this moment. Network.

    Raises:
        Unreachable: the centre is away.
        Refused: there is no such cart any more.
    """
    raise NotImplementedError


def since(
    register: Register, seen: WebCart, fresh_cart: WebCart, cart: Cart
) -> tuple[Difference, ...]:
    """What the customer changed on the phone since it was seen here. Local."""
    raise NotImplementedError


def accept(
    register: Register,
    visit: Visit,
    cart: Cart,
    fresh_cart: WebCart,
    decisions: Sequence[Decision],
) -> Cart:
    """The cart with the phone's changes that were accepted, and the version now seen. Local."""
    raise NotImplementedError
