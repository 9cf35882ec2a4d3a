"""The customer edits the online cart on the phone while it is being served at the counter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from posapp.domain.cart import MOST, Cart, Line, WebLineRef
from posapp.domain.catalogue import Product
from posapp.domain.decisions import (
    CHOICES,
    Choice,
    Decision,
    Difference,
    DifferenceKind,
    chosen,
)
from posapp.domain.pulling import answered, lines_of, merged
from posapp.domain.webcart import WebCart, WebLine


def since(seen: WebCart, fresh: WebCart, cart: Cart) -> tuple[Difference, ...]:
    """What the customer changed on the phone: one question per line.

    Lines that were left online are nobody's business here; new ones are asked about. A cart
    that was not pulled has no differences.
    """
    if all(pulled.id != seen.id for pulled in cart.pulled):
        return ()
    here = {line.web.line for line in cart.lines if line.web and line.web.cart == seen.id}
    return tuple(d for d in _edits(seen, fresh) if d.detail == "added" or d.line.id in here)


def added(seen: WebCart, fresh: WebCart) -> WebCart:
    """The fresh cart with its new lines alone, for ``check``."""
    known = {line.id for line in seen.lines}
    return replace(fresh, lines=tuple(line for line in fresh.lines if line.id not in known))


def accept(
    cart: Cart,
    fresh: WebCart,
    products: Mapping[str, Product],
    differences: Sequence[Difference],
    decisions: Sequence[Decision],
    new_id: Callable[[], str],
) -> Cart:
    """The cart after the phone's edits were decided on, with the version now seen.

    An accepted change of quantity moves the counter's lines by the same number of pieces.
    What is ignored stays as it is here, and the online cart keeps what it has beyond it.
    Coupons and payments on the phone are always taken over.

    Args:
        differences: what ``since`` found, and behind it what ``check`` says about the lines
            that ``added`` gives, if it was asked.
    """
    edits = [d for d in differences if d.kind is DifferenceKind.CHANGED_ON_PHONE]
    for edit in edits:
        accepted = chosen(edit, decisions) is Choice.ACCEPT
        if edit.detail == "added":
            if accepted:
                checked = [d for d in differences if d not in edits]
                answers = answered(fresh, edit.line, checked, decisions)
                new = lines_of(fresh, edit.line, products, answers, new_id)
                cart = replace(cart, lines=(*cart.lines, *new))
        else:
            cart = _edited(cart, edit, accepted)
    pulled = tuple(
        replace(one, version=fresh.version, paid=fresh.paid) if one.id == fresh.id else one
        for one in cart.pulled
    )
    return replace(cart, pulled=pulled, coupons=merged(cart.coupons, fresh.coupons))


def _edits(seen: WebCart, fresh: WebCart) -> Iterator[Difference]:
    before = {line.id: line for line in seen.lines}
    after = {line.id: line for line in fresh.lines}
    for line in seen.lines:
        now = after.get(line.id)
        if now is None:
            yield _edit(seen, line, "removed", line.quantity, 0)
        elif now.quantity != line.quantity:
            yield _edit(seen, now, "quantity", line.quantity, now.quantity)
        elif now.note != line.note:
            yield _edit(seen, now, "note", line.quantity, now.quantity)
    for line in fresh.lines:
        if line.id not in before:
            yield _edit(seen, line, "added", 0, line.quantity)


def _edit(cart: WebCart, line: WebLine, detail: str, before: int, after: int) -> Difference:
    kind = DifferenceKind.CHANGED_ON_PHONE
    now = line.product.price if line.product else None
    return Difference(
        line,
        cart.id,
        kind,
        line.seen_price,
        now,
        CHOICES[kind],
        detail=detail,
        before=before,
        after=after,
    )


def _edited(cart: Cart, edit: Difference, accepted: bool) -> Cart:
    """One edit worked into the lines that came from the edited one, from the last back when
    pieces go, so that what is taken from the shelf goes last."""
    delta = edit.after - edit.before if accepted else 0
    lines: list[Line] = []
    for line in reversed(cart.lines) if delta < 0 else cart.lines:
        if line.web is None or (line.web.cart, line.web.line) != (edit.cart, edit.line.id):
            lines.append(line)
            continue
        quantity = max(min(line.quantity + delta, MOST), 0)
        delta = delta - (quantity - line.quantity) if delta < 0 else 0
        note = edit.line.note if accepted else line.note
        ref = WebLineRef(edit.cart, edit.line.id, edit.after) if edit.after else None
        if quantity:
            lines.append(replace(line, quantity=quantity, note=note, web=ref))
    if edit.after < edit.before and accepted:
        lines.reverse()
    return replace(cart, lines=tuple(lines))
