"""What stays on screen when a visit is read again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from posapp.domain.visit import Visit
from posapp.domain.webcart import WebCart

_FIELDS = {
    "carts": ("carts",),
    "promises": ("promises",),
    "conversations": ("conversations", "messages", "older"),
    "orders": ("orders",),
    "stock": ("stock",),
    "recommendations": ("recommendations",),
}


def merged(old: Visit, new: Visit, pulled: Collection[str]) -> Visit:
    """The new visit, with the old value of every part that failed this time, with the older
    messages that were read before, and with pulled carts as they were seen when pulled: what
    the phone changed since is asked about, never slipped in."""
    if old.customer.id != new.customer.id:
        return new
    failed = {part.name for part in new.parts if part.error}
    kept = {
        name: getattr(old, name)
        for part, names in _FIELDS.items()
        if part in failed
        for name in names
    }
    visit = replace(new, **kept)
    visit = replace(visit, carts=_carts(old, visit.carts, pulled))
    if "conversations" not in failed:
        visit = _with_older_messages(old, visit)
    known = {product.sku for product in visit.products}
    more = tuple(product for product in old.products if product.sku not in known)
    return replace(visit, products=(*visit.products, *more))


def _carts(
    old: Visit, carts: tuple[WebCart, ...], pulled: Collection[str]
) -> tuple[WebCart, ...]:
    seen = {cart.id: cart for cart in old.carts if cart.id in pulled}
    here = tuple(seen.pop(cart.id, cart) for cart in carts)
    return (*here, *seen.values())


def _with_older_messages(old: Visit, new: Visit) -> Visit:
    fresh = {message.id for message in new.messages}
    at = next((i for i, m in enumerate(old.messages) if m.id in fresh), None)
    if not at:
        return new
    return replace(new, messages=(*old.messages[:at], *new.messages), older=old.older)
