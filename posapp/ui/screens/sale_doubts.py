"""What the clerk should know about a line, with the centre away, before it is promised."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Slot

from posapp.domain.cart import Cart
from posapp.domain.errors import PosError
from posapp.services import promising
from posapp.services.health import LinkState
from posapp.services.promising import Doubt, Doubtful
from posapp.services.register import Register
from posapp.ui import formats

if TYPE_CHECKING:
    from posapp.ui.screens.sale import SaleScreen
    from posapp.ui.workplace import Workplace

translate = QCoreApplication.translate
log = logging.getLogger(__name__)


def doubt_words(each: Doubtful) -> str:
    """What is doubtful about a line."""
    number = formats.count(each.most)
    match each.doubt:
        case Doubt.COUNT:
            return translate("doubts", "only {number} known here").format(number=number)
        case Doubt.PROMISE:
            text = translate("doubts", "centre away: at most {number} can be promised")
            return text.format(number=number)


def as_of(at: datetime | None) -> str:
    """Of when the products and pieces are that this register knows."""
    if at is None:
        return translate("doubts", "Products and pieces as last received.")
    text = translate("doubts", "Products and pieces as of {time}.")
    return text.format(time=formats.moment(at))


def alone(register: Register) -> bool:
    """The centre is away."""
    return register.current.link.state is LinkState.OFFLINE


def look_at_age(place: Workplace, owner: QObject, told: Callable[[str], None]) -> None:
    """Give ``as_of`` while the centre is away; nothing while it answers, or where the disk
    does not: its trouble is told by others."""
    if not alone(place.register):
        told("")
        return
    place.background.look(
        partial(promising.known_at, place.register),
        owner,
        done=lambda at: told(as_of(at)),
        failed=lambda _: told(as_of(None)),
    )


class Doubts(QObject):
    """Tells the lines of a sale screen what is doubtful about them."""

    def __init__(self, sale: SaleScreen) -> None:
        super().__init__(sale)
        self.setObjectName("doubts")
        self._sale = sale
        sale.serving_changed.connect(self.look)
        sale.workplace.sync.changed.connect(self.look)

    @Slot()
    def look(self) -> None:
        """Judge the cart anew."""
        place, cart = self._sale.workplace, self._sale.serving.cart
        if not cart or not alone(place.register):
            self._tell(cart, ())
            return
        place.background.look(
            partial(promising.doubted, place.register, cart),
            self,
            done=partial(self._tell, cart),
            failed=self._not_judged,
        )

    def _not_judged(self, error: PosError) -> None:
        """The disk's trouble is told by others."""
        log.warning("lines were not judged: %s", error.code)

    def _tell(self, cart: Cart, found: tuple[Doubtful, ...]) -> None:
        if cart != self._sale.serving.cart:
            return  # the one of now is looked at already
        words = {each.line: doubt_words(each) for each in found}
        self._sale.card.list.lines.show_doubts(words)


def plug(sale: SaleScreen) -> None:
    """Let the lines of a sale screen say what is doubtful."""
    Doubts(sale)
