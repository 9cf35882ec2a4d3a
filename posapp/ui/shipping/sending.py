"""Lets a sale screen choose where and how the parcel goes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from posapp.domain.customer import Customer
from posapp.domain.errors import BadAddress, PosError
from posapp.domain.fulfilment import Address, Fulfilment, ShippingQuote
from posapp.services import shipping
from posapp.ui.shipping.panel import ShipPanel
from posapp.ui.shipping.requoting import Requoting
from posapp.ui.shipping.written import written

if TYPE_CHECKING:
    from posapp.ui.screens.sale import SaleScreen


class Sending(QObject):
    """Asks the centre in the background; a late answer for another address is dropped."""

    def __init__(self, sale: SaleScreen) -> None:
        super().__init__(sale)
        self.setObjectName("sending")
        self._sale = sale
        sale.ship_asked.connect(self.open)

    @Slot()
    def open(self) -> None:
        """Open the panel; nothing without a cart."""
        sale = self._sale
        cart, customer = sale.serving.cart, sale.serving.customer
        if not cart:
            return
        shop = sale.workplace.register.shop
        name = customer.name if customer else ""
        phone = customer.phones[0].raw if customer and customer.phones else ""
        panel = ShipPanel(
            self._book(),
            Address(name, "", "", "", shop.country, phone=phone),
            _countries(sale),
            known=customer is not None,
        )
        panel.address_chosen.connect(partial(self._ask, panel))
        panel.address_entered.connect(partial(self._entered, panel))
        panel.method_chosen.connect(partial(self._choose, panel))
        panel.all_asked.connect(partial(self._ship_all, panel))
        panel.show_nothing_ships(not cart.ships)
        sale.open_panel(panel)
        if cart.ships:
            self._begin(panel)

    def _begin(self, panel: ShipPanel) -> None:
        """The address that was chosen before, or the only one there is."""
        shipment, book = self._sale.serving.cart.shipment, self._book()
        if shipment is not None:
            panel.choose(shipment.address)
        elif book:
            panel.choose(book[0])
        else:
            panel.enter_new()

    def _book(self) -> tuple[Address, ...]:
        """The customer's addresses, and the one of this sale."""
        serving = self._sale.serving
        saved = serving.customer.addresses if serving.customer else ()
        book = tuple(written(address) for address in saved)
        shipment = serving.cart.shipment
        if shipment is not None and shipment.address not in book:
            return (shipment.address, *book)
        return book

    def _ship_all(self, panel: ShipPanel) -> None:
        sale = self._sale
        lines = tuple(
            replace(line, fulfilment=Fulfilment.SHIP) for line in sale.serving.cart.lines
        )
        sale.change_cart(replace(sale.serving.cart, lines=lines))
        panel.show_nothing_ships(False)
        self._begin(panel)

    def _ask(self, panel: ShipPanel, address: Address) -> None:
        sale = self._sale
        sale.workplace.background.run(
            partial(shipping.quotes, sale.workplace.register, sale.priced, address),
            panel,
            done=partial(self._quoted, panel, address),
            failed=partial(self._not_quoted, panel, address),
        )

    def _quoted(
        self, panel: ShipPanel, address: Address, quotes: tuple[ShippingQuote, ...]
    ) -> None:
        if panel.address == address:
            panel.show_quotes(quotes, self._sale.serving.cart.shipment)

    @staticmethod
    def _not_quoted(panel: ShipPanel, address: Address, error: PosError) -> None:
        if panel.address != address:
            return
        if isinstance(error, BadAddress):
            panel.correct(error)
        else:
            panel.show_not_quoted(error)

    def _entered(self, panel: ShipPanel, address: Address, keep: bool) -> None:
        """Use a new address for this sale at once; the book learns of it beside that."""
        customer = self._sale.serving.customer
        book = self._book()
        panel.show_book(book if address in book else (address, *book))
        panel.show_choosing()
        panel.choose(address)
        if keep and customer is not None:
            place = self._sale.workplace
            place.background.run(
                partial(shipping.save_address, place.register, customer, address),
                self,
                done=self._saved,
                failed=self._not_saved,
            )

    def _saved(self, customer: Customer) -> None:
        sale = self._sale
        now = sale.serving.customer
        if now is not None and now.id == customer.id:
            visit = sale.serving.visit
            if visit is not None:
                sale.show_visit(replace(visit, customer=customer))
            sale.workplace.toast.tell(self.tr("Address kept"))

    def _not_saved(self, _error: PosError) -> None:
        told = self.tr("The address serves this sale; the book could not be reached.")
        self._sale.workplace.toast.tell(told)

    def _choose(self, panel: ShipPanel, quote: ShippingQuote) -> None:
        sale = self._sale
        if panel.address is None:
            return
        cart = shipping.choose(sale.serving.cart, panel.address, quote)
        sale.card.banner.clear()
        sale.close_panel()
        sale.change_cart(cart, self.tr("Ships with {method}").format(method=quote.name))


def _countries(sale: SaleScreen) -> tuple[str, ...]:
    """Where the shop ships to."""
    shop = sale.workplace.register.shop
    named = {code for method in shop.shipping for code in method.countries}
    return tuple(sorted(named | {shop.country}))


def plug(sale: SaleScreen) -> None:
    """Let a sale screen ship things home."""
    Sending(sale)
    Requoting(sale)
