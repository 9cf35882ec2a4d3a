"""What can be done with a line or the cart; each opens a panel beside the cart."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from posapp.domain.cart import Cart, Line
from posapp.domain.catalogue import Product
from posapp.domain.errors import OverLimit, PosError
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.services import promising, selling
from posapp.ui import formats
from posapp.ui.screens.sale_discount import DiscountPanel
from posapp.ui.screens.sale_doubts import as_of, look_at_age
from posapp.ui.screens.sale_fulfilment import FulfilmentPanel
from posapp.ui.screens.sale_panels import (
    CouponPanel,
    FieldPanel,
    LinePanel,
    NotePanel,
    QuantityPanel,
)
from posapp.ui.screens.sale_parking import Parking
from posapp.ui.screens.sale_variants import VariantPanel

if TYPE_CHECKING:
    from posapp.ui.screens.sale import SaleScreen


class LineActions(QObject):
    """Opens the line panels of a sale screen and does what they say."""

    def __init__(self, sale: SaleScreen) -> None:
        super().__init__(sale)
        self._sale = sale
        self.parking = Parking(sale)

    @property
    def _line(self) -> Line | None:
        chosen = self._sale.card.list.chosen
        return chosen.line if chosen else None

    @Slot(str, int)
    def set_quantity(self, line_id: str, quantity: int) -> None:
        """Change a line's quantity; none left removes it, with an undo."""
        cart = self._sale.serving.cart
        line = cart.line(line_id)
        told = ""
        if quantity <= 0:
            name = formats.tamed(line.product.name, 40)
            told = self.tr("{name} removed").format(name=name)
        self._sale.change_cart(cart.set_quantity(line_id, quantity), told)

    @Slot()
    def open_quantity(self) -> None:
        """How many of the chosen line."""
        self._open(self._quantity)

    @Slot()
    def open_note(self) -> None:
        """A note on the chosen line."""
        self._open(self._note)

    @Slot()
    def open_variants(self) -> None:
        """Another variant for the chosen line."""
        self._open(self._variants)

    @Slot()
    def open_fulfilment(self) -> None:
        """How the chosen line reaches the customer."""
        self._open(self._fulfilment)

    @Slot(str)
    def open_quantity_of(self, line_id: str) -> None:
        """How many of this line."""
        self._quantity(self._sale.serving.cart.line(line_id))

    @Slot(str)
    def open_fulfilment_of(self, line_id: str) -> None:
        """How this line reaches the customer."""
        self._fulfilment(self._sale.serving.cart.line(line_id))

    @Slot(str)
    def open_line_of(self, line_id: str) -> None:
        """Everything that can be done with this line."""
        panel = LinePanel(self._sale.serving.cart.line(line_id))
        panel.wished.connect(partial(self._wished, line_id))
        self._sale.open_panel(panel)

    @Slot()
    def open_discount(self) -> None:
        """A discount on the chosen line or the whole cart."""
        sale = self._sale
        if not sale.serving.cart:
            return
        currency = sale.priced.totals.grand.currency
        panel = DiscountPanel(sale.workplace.clerk, self._line, currency)
        panel.discount_chosen.connect(partial(self._discount, panel))
        panel.approval_wanted.connect(partial(self._approve, panel))
        panel.removal_asked.connect(partial(self._no_discount, panel))
        sale.open_panel(panel)

    @Slot()
    def open_coupon(self) -> None:
        """Enter a coupon, or take one out."""
        panel = CouponPanel(self._sale.serving.cart)
        panel.confirmed.connect(partial(self._coupon, panel))
        panel.removal_asked.connect(self._no_coupon)
        self._sale.open_panel(panel)

    def enter_coupon(self, code: str) -> None:
        """Use a coupon that was scanned or typed.

        Raises:
            CouponRefused: it takes nothing off.
        """
        sale = self._sale
        serving = sale.serving
        changed = selling.add_coupon(
            sale.workplace.register, serving.cart, serving.customer, code
        )
        sale.change_cart(changed, self.tr("Coupon {code} used").format(code=code))

    @Slot()
    def park_or_resume(self) -> None:
        """Park what is in the cart; with an empty one, choose a parked one."""
        self._sale.after_looks(self.parking.park_or_resume)

    @Slot()
    def finish(self) -> None:
        """Clear everything for the next customer; what was in the cart can be brought back."""
        self._sale.after_looks(self._finish)

    def _finish(self) -> None:
        sale = self._sale
        before = sale.serving
        sale.start_afresh()
        if before.cart:
            told = self.tr("Cart cleared")
            sale.workplace.toast.tell(told, partial(sale.show_serving, before))

    def _open(self, opens: Callable[[Line], None]) -> None:
        line = self._line
        if line is not None:
            opens(line)

    def _quantity(self, line: Line) -> None:
        panel = QuantityPanel(line)
        panel.quantity_chosen.connect(partial(self._close_and, self.set_quantity, line.id))
        self._sale.open_panel(panel)

    def _note(self, line: Line) -> None:
        panel = NotePanel(line)
        panel.confirmed.connect(partial(self._close_and, self._keep_note, line.id))
        self._sale.open_panel(panel)

    def _fulfilment(self, line: Line) -> None:
        look_at_age(self._sale.workplace, self._sale, partial(self._open_fulfilment, line))

    def _open_fulfilment(self, line: Line, age: str) -> None:
        panel = FulfilmentPanel(line, age)
        panel.fulfilment_chosen.connect(partial(self._close_and, self._set_fulfilment, line.id))
        panel.address_wanted.connect(self._sale.ship_asked)
        self._sale.open_panel(panel)

    def _variants(self, line: Line) -> None:
        place = self._sale.workplace
        place.background.look(
            partial(selling.variants, place.register, line.product),
            self,
            done=partial(self._open_variants, line),
            failed=self._sale.tell_error,
        )

    def _open_variants(self, line: Line, found: tuple[Product, ...]) -> None:
        sale, place = self._sale, self._sale.workplace
        panel = VariantPanel(line, found, place.pictures, place.register.store_id)
        panel.variant_chosen.connect(partial(self._close_and, self._swap, line.id))
        panel.stock_wanted.connect(partial(self._ask_stock, panel))
        sale.open_panel(panel)
        panel.start(line.product.sku)

    def _close_and(self, does: Callable[..., None], *values: object) -> None:
        """Close the panel first: what follows may open another."""
        self._sale.close_panel()
        does(*values)

    def _keep_note(self, line_id: str, note: str) -> None:
        self._sale.change_cart(selling.set_note(self._sale.serving.cart, line_id, note))

    def _set_fulfilment(self, line_id: str, way: Fulfilment, pieces: int) -> None:
        sale = self._sale
        new_id = sale.workplace.register.new_id
        cart = sale.serving.cart
        sale.change_cart(selling.set_fulfilment(cart, line_id, way, pieces, new_id))

    def _swap(self, line_id: str, product: Product) -> None:
        name = formats.tamed(product.variant or product.name, 40)
        told = self.tr("Swapped for {variant}").format(variant=name)
        self._sale.change_cart(selling.swap(self._sale.serving.cart, line_id, product), told)

    def _ask_stock(self, panel: VariantPanel, sku: str) -> None:
        place = self._sale.workplace
        place.background.run(
            partial(selling.stock, place.register, (sku,)),
            panel,
            done=partial(panel.show_levels, sku),
            failed=partial(self._stock_unknown, panel),
        )

    def _stock_unknown(self, panel: VariantPanel, error: PosError) -> None:
        place = self._sale.workplace
        place.background.look(
            partial(promising.known_at, place.register),
            panel,
            done=lambda at: panel.show_trouble(error, as_of(at)),
            failed=lambda _: panel.show_trouble(error, as_of(None)),
        )

    def _discount(
        self, panel: DiscountPanel, line_id: str, off: int | Money, reason: str
    ) -> None:
        place, cart = self._sale.workplace, self._sale.serving.cart
        try:
            changed = selling.discount(
                place.register, place.clerk, cart, line_id or None, off, reason
            )
        except OverLimit as error:
            panel.ask_manager(error, off)
            return
        except PosError as error:
            panel.show_error(error)
            return
        self._sale.close_panel()
        self._sale.change_cart(changed, self.tr("Discount given"))

    def _approve(
        self, panel: DiscountPanel, line_id: str, off: int | Money, reason: str, pin: str
    ) -> None:
        place, cart = self._sale.workplace, self._sale.serving.cart
        place.background.write(
            partial(selling.approve, place.register, cart, line_id or None, off, reason, pin),
            panel,
            done=partial(self._approved, panel, cart),
            failed=panel.refuse,
            broke=partial(panel.refuse, OverLimit(place.clerk.discount_limit_ppm)),
        )

    def _approved(self, panel: DiscountPanel, before: Cart, changed: Cart) -> None:
        """Given to the cart that the manager saw, and to no other."""
        if self._sale.serving.cart != before:
            panel.refuse(OverLimit(self._sale.workplace.clerk.discount_limit_ppm))
            return
        self._sale.close_panel()
        self._sale.change_cart(changed, self.tr("Discount approved"))

    def _no_discount(self, panel: DiscountPanel, line_id: str) -> None:
        self._discount(panel, line_id, 0, "")

    def _coupon(self, panel: FieldPanel, code: str) -> None:
        try:
            self.enter_coupon(code)
        except PosError as error:
            panel.show_error(error)
            return
        self._sale.close_panel()

    def _no_coupon(self, code: str) -> None:
        told = self.tr("Coupon {code} removed").format(code=code)
        changed: Cart = selling.remove_coupon(self._sale.serving.cart, code)
        self._sale.close_panel()
        self._sale.change_cart(changed, told)

    def _wished(self, line_id: str, wish: str) -> None:
        line = self._sale.serving.cart.line(line_id)
        match wish:
            case "quantity":
                self._quantity(line)
            case "variant":
                self._variants(line)
            case "fulfilment":
                self._fulfilment(line)
            case "note":
                self._note(line)
            case "discount":
                self.open_discount()
            case "remove":
                self._close_and(self.set_quantity, line_id, 0)
