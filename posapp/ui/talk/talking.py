"""Plugs the conversation into the sale screen."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from posapp.domain.cart import Origin
from posapp.domain.catalogue import Product
from posapp.domain.errors import PosError
from posapp.domain.visit import Visit
from posapp.services import selling, visiting
from posapp.ui import formats, keys
from posapp.ui.screens.sale_columns import Side
from posapp.ui.screens.serving import Serving
from posapp.ui.talk.column import TalkColumn
from posapp.ui.talk.photos import Photos
from posapp.ui.turns import Turns

if TYPE_CHECKING:
    from posapp.ui.screens.sale import SaleScreen

_CLOCK_MS = 20_000


class Talking(QObject):
    """Shows the visit's conversation, fetches older pages, adds what was spoken of."""

    def __init__(self, sale: SaleScreen, turns: Turns) -> None:
        super().__init__(sale)
        self._sale = sale
        place = sale.workplace
        self._photos = Photos(place.register, place.background, self)
        self.column = TalkColumn(place.pictures, self._photos, turns)
        self.column.product_wished.connect(self.add_product)
        self.column.older_asked.connect(self._fetch_older)
        self.column.left.connect(sale.focus_box)
        sale.columns.set_chat(self.column)
        sale.serving_changed.connect(self._show)
        sale.chat_wanted.connect(self.column.take_focus)
        sale.finished.connect(self._finished)
        keys.bind(sale, "shutter", self._shutter)
        self._clock = QTimer(self)
        self._clock.setInterval(_CLOCK_MS)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self._show(sale.serving)

    @Slot(object)
    def add_product(self, product: Product) -> None:
        """Put what a message or a suggestion speaks of into the cart."""
        sale = self._sale
        try:
            cart = selling.add(
                sale.workplace.register, sale.serving.cart, product, origin=Origin.CHAT
            )
        except PosError as error:
            sale.tell_error(error)
            return
        name = formats.tamed(product.name, 40)
        sale.change_cart(cart, self.tr("{name} added").format(name=name))

    def _show(self, serving: Serving) -> None:
        visit = serving.visit
        if visit is None and serving.customer is not None:
            visit = Visit("", serving.customer, local=True)
        self.column.show_visit(visit, self._sale.workplace.register.clock())

    def _fetch_older(self) -> None:
        place, visit = self._sale.workplace, self._sale.serving.visit
        if visit is None:
            return
        place.background.run(
            partial(visiting.older, place.register, visit),
            self,
            done=partial(self._older, visit.customer.id),
            failed=partial(self._no_older, visit.customer.id),
        )

    def _older(self, customer: str, longer: Visit) -> None:
        """The page in front of what is here now; the visit may have been read again since."""
        visit = self._sale.serving.visit
        if visit is None or visit.customer.id != customer:
            return
        known = {message.id for message in visit.messages}
        page = tuple(message for message in longer.messages if message.id not in known)
        skus = {product.sku for product in visit.products}
        more = tuple(product for product in longer.products if product.sku not in skus)
        self._sale.show_visit(
            replace(
                visit,
                messages=(*page, *visit.messages),
                older=longer.older,
                products=(*visit.products, *more),
            )
        )

    def _no_older(self, customer: str, error: PosError) -> None:
        visit = self._sale.serving.visit
        if visit is not None and visit.customer.id == customer:
            self.column.show_older_trouble(error)

    def _shutter(self) -> None:
        self._sale.columns.show_side(Side.CHAT)
        self.column.toggle_shutter()

    def _tick(self) -> None:
        self.column.show_time(self._sale.workplace.register.clock())

    def _finished(self, _before: Serving) -> None:
        self._photos.forget()
