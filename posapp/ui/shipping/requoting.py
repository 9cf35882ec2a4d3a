"""Asks again what shipping costs, when what is shipped has changed since it was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from posapp.domain.errors import PosError
from posapp.domain.fulfilment import Fulfilment, Shipment, ShippingQuote
from posapp.domain.money import Money, total
from posapp.domain.pricing import PricedCart
from posapp.services import shipping
from posapp.ui import formats
from posapp.ui.shipping.panel import ShipPanel

if TYPE_CHECKING:
    from posapp.ui.screens.sale import SaleScreen
    from posapp.ui.screens.serving import Serving


@dataclass(frozen=True)
class Parcel:
    """What a quote is about: where it goes, how many pieces, worth how much."""

    shipment: Shipment
    skus: tuple[str, ...]
    pieces: int
    value: Money


def parcel(priced: PricedCart) -> Parcel | None:
    """What is shipped and how; None while nothing is, or no method has been chosen."""
    shipment = priced.cart.shipment
    lines = [one for one in priced.lines if one.line.fulfilment is Fulfilment.SHIP]
    if shipment is None or not lines:
        return None
    return Parcel(
        shipment,
        tuple(one.line.product.sku for one in lines),
        sum(one.line.quantity for one in lines),
        total((one.items - one.discounted for one in lines), priced.totals.grand.currency),
    )


class Requoting(QObject):
    """In the background, after each change of the parcel; the chosen method stays, its cost
    follows. A late answer for another parcel is dropped."""

    def __init__(self, sale: SaleScreen) -> None:
        super().__init__(sale)
        self.setObjectName("requoting")
        self._sale = sale
        self._known: Parcel | None = None
        sale.serving_changed.connect(self._changed)

    @Slot(object)
    def _changed(self, _serving: Serving) -> None:
        before, now = self._known, parcel(self._sale.priced)
        self._known = now
        if now is None or before is None or now == before:
            return
        if now.shipment != before.shipment or isinstance(self._sale.panel, ShipPanel):
            return
        place = self._sale.workplace
        place.background.run(
            partial(shipping.quotes, place.register, self._sale.priced, now.shipment.address),
            self,
            done=partial(self._quoted, now),
            failed=self._stays,
        )

    def _quoted(self, asked: Parcel, quotes: tuple[ShippingQuote, ...]) -> None:
        if asked != self._known:
            return
        chosen = asked.shipment.quote
        fresh = next((one for one in quotes if one.method == chosen.method), None)
        if fresh is None or fresh.cost == chosen.cost:
            return
        sale = self._sale
        cart = shipping.choose(sale.serving.cart, asked.shipment.address, fresh)
        before, after = formats.money(chosen.cost), formats.money(fresh.cost)
        told = self.tr("{method} now costs {after}, was {before}").format(
            method=formats.tamed(fresh.name, 40), after=after, before=before
        )
        sale.change_cart(cart, told)

    def _stays(self, _error: PosError) -> None:
        """The address was right when it was chosen: the centre is asked before payment."""
