"""What to do when the centre does not agree that a cart may be sold just so."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from posapp.domain.cart import Cart
from posapp.domain.errors import CheckoutChanged, OverLimit
from posapp.domain.fulfilment import Fulfilment
from posapp.ui import formats
from posapp.ui.tokens import Tone
from posapp.ui.widgets.banner import Banner

translate = QCoreApplication.translate
_SHOWN = 4


@dataclass(frozen=True)
class Told:
    """What happened, what is safe, and the word on the highlighted button."""

    title: str
    text: str
    act: str


def told(error: CheckoutChanged, cart: Cart) -> Told:
    """The words for each of the disagreements."""
    match error.problem:
        case "cart_changed":
            return Told(
                translate("paying", "The customer changed the online cart meanwhile"),
                translate("paying", "Nothing was charged. See what is different, then pay."),
                translate("paying", "See what changed"),
            )
        case "stock_changed":
            return Told(
                translate("paying", "Something in the cart has just been sold elsewhere"),
                translate("paying", "Nothing was charged. No longer free: {names}.").format(
                    names=_short(error, cart)
                ),
                translate("paying", "Back to the cart"),
            )
        case "not_promised":
            return Told(
                translate("paying", "The centre is away: this cannot be promised now"),
                translate(
                    "paying",
                    "Nothing was charged. More is to be sent than this register may promise "
                    "alone: {names}. Take it along, take it out, or wait for the centre.",
                ).format(names=_short(error, cart)),
                translate("paying", "Back to the cart"),
            )
        case "already_paid":
            return Told(
                translate("paying", "This online cart has already been paid"),
                translate(
                    "paying",
                    "Nothing was charged. Its items are the customer's already: take them "
                    "out of this sale and hand them over.",
                ),
                translate("paying", "Take them out"),
            )
        case "cart_leased":
            return Told(
                translate("paying", "Another register is taking payment for this cart"),
                translate(
                    "paying",
                    "Nothing was charged. Ask there who serves this customer; when that has "
                    "ended, pay again here.",
                ),
                translate("paying", "Back to the cart"),
            )
    return Told(
        translate("paying", "The total is different at the central service"),
        translate(
            "paying",
            "Nothing was charged. Prices or promotions have just changed: the cart is "
            "priced again. Tell the customer the new total.",
        ),
        translate("paying", "Price again"),
    )


def tell_outgrown(banner: Banner, error: OverLimit) -> None:
    """A discount given as an amount is now too much for what is left of the cart."""
    banner.show_message(
        translate("paying", "The discount is now more than {limit} of the cart.").format(
            limit=formats.percent(error.limit_ppm)
        ),
        translate(
            "paying", "Nothing was charged. Give less, or ask a manager. ({code})"
        ).format(code=error.code),
        Tone.BAD,
    )


def in_hand(error: CheckoutChanged, cart: Cart) -> bool:
    """Everything that is short is taken along now, so the pieces are here at the counter."""
    short = [line for line in cart.lines if line.product.sku in error.skus]
    return bool(short) and all(line.fulfilment is Fulfilment.TAKE for line in short)


def without_paid(error: CheckoutChanged, cart: Cart) -> Cart:
    """The cart without the lines of online carts that are paid already."""
    paid = {web.id for web in error.carts} or {pulled.id for pulled in cart.pulled}
    kept = tuple(line for line in cart.lines if line.web is None or line.web.cart not in paid)
    pulled = tuple(one for one in cart.pulled if one.id not in paid)
    return replace(cart, lines=kept, pulled=pulled)


def _short(error: CheckoutChanged, cart: Cart) -> str:
    names = {line.product.sku: line.product.name for line in cart.lines}
    shown = [formats.tamed(names.get(sku, sku), 40) for sku in error.skus[:_SHOWN]]
    return ", ".join(shown) + ("…" if len(error.skus) > _SHOWN else "")
