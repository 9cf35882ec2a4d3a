"""What the clerk should know about a line, with the centre away, before it is promised."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Slot

from posapp.domain.errors import PosError
from posapp.services import promising
from posapp.services.health import LinkState
from posapp.services.promising import Doubt, Doubtful
from posapp.services.register import Register
from posapp.ui import formats

if TYPE_CHECKING:
    from posapp.ui.screens.sale import SaleScreen

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


def age_alone(register: Register) -> str:
    """``as_of`` while the centre is away; nothing while it answers."""
    away = register.current.link.state is LinkState.OFFLINE
    return as_of(promising.known_at(register)) if away else ""


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
        try:
            found = promising.doubted(self._sale.workplace.register, self._sale.serving.cart)
        except PosError as error:  # the disk's trouble is told by others
            log.warning("lines were not judged: %s", error.code)
            return
        words = {each.line: doubt_words(each) for each in found}
        self._sale.card.list.lines.show_doubts(words)


def plug(sale: SaleScreen) -> None:
    """Let the lines of a sale screen say what is doubtful."""
    Doubts(sale)
