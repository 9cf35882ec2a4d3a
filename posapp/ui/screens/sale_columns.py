"""Where things stand on the sale screen: the cart is in the middle and never covered.

Three widths: with room to spare a panel gets a column of its own; on a usual screen it takes
the place of the conversation; on a narrow or much enlarged one everything that is not the
cart shares one column beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from posapp.ui.tokens import CART_LEAST, GUTTER, LEFT_WIDTH, PANEL_WIDTH, RIGHT_WIDTH


class Side(Enum):
    """What the shared column shows when nothing else needs it."""

    CUSTOMER = "customer"
    CHAT = "chat"


_THREE = LEFT_WIDTH + RIGHT_WIDTH + CART_LEAST + 4 * GUTTER
_FOUR = _THREE + PANEL_WIDTH + GUTTER
_KEYPAD = 252  # three keys of 48 and all that is around them
_SHARE, _MOST = 5, 64  # of what is to spare each side column takes a fifth, at most so much


class Columns(QWidget):
    """Lays out customer, cart, results, panel and conversation; owns none of their state."""

    def __init__(self, cart: QWidget, results: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cart, self._results = cart, results
        self._customer: QWidget | None = None
        self._chat: QWidget | None = None
        self._panel: QWidget | None = None
        self._corner: QWidget | None = None
        self._searching = False
        self._held = False
        self._side = Side.CUSTOMER
        for widget in (cart, results):
            widget.setParent(self)
        results.hide()

    @property
    def narrow(self) -> bool:
        """Customer and conversation share one column."""
        return self.width() < _THREE

    @property
    def panel(self) -> QWidget | None:
        """What is open beside the cart."""
        return self._panel

    @property
    def customer(self) -> QWidget | None:
        """What stands in the left column."""
        return self._customer

    def set_customer(self, widget: QWidget) -> None:
        """Put the customer panel into the left column."""
        self._replace(self._customer, widget)
        self._customer = widget
        self._arrange()

    def set_chat(self, widget: QWidget) -> None:
        """Put the conversation into the right column."""
        self._replace(self._chat, widget)
        self._chat = widget
        self._arrange()

    def set_corner(self, widget: QWidget | None) -> None:
        """Put something small under the left column, or take it away and delete it."""
        old, self._corner = self._corner, widget
        if old is not None and old is not widget:
            old.hide()
            old.deleteLater()
        if widget is not None:
            widget.setParent(self)
        self._arrange()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Close a panel and open another one: what stands behind them is not shown between."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
            if self._panel is None:
                self._arrange()

    def open_panel(self, panel: QWidget) -> None:
        """Show a panel; an older one is taken away and deleted."""
        self._replace(self._panel, panel)
        self._panel = panel
        self._arrange()

    def close_panel(self) -> None:
        """Take the panel away and delete it."""
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
            if not self._held:
                self._arrange()

    def show_results(self, searching: bool) -> None:
        """Show the search results in the left column, or the customer again."""
        if searching != self._searching:
            self._searching = searching
            self._arrange()

    def show_side(self, side: Side) -> None:
        """In a narrow window: which of the two the shared column shows."""
        self._side = side
        self._arrange()

    def _replace(self, old: QWidget | None, new: QWidget) -> None:
        if old is not None and old is not new:
            old.hide()
            old.deleteLater()
        new.setParent(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Give every visible part its place."""
        places = self._narrow() if self.narrow else self._wide()
        self._place_corner(places)
        parts = (self._customer, self._chat, self._panel, self._results, self._cart)
        for widget in (*parts, self._corner):
            if widget is None:
                continue
            if widget in places:
                widget.setGeometry(places[widget])
            widget.setVisible(widget in places)

    def _place_corner(self, places: dict[QWidget, QRect]) -> None:
        """What stands in the left column makes room for the corner."""
        if self._corner is None:
            return
        left = min(places.values(), key=QRect.left)
        wide = left.width()
        high = min(_height_at(self._corner, wide), left.height() * 2 // 3)
        top = left.bottom() + 1 - high
        for widget, place in places.items():
            if widget is not self._cart and place.left() == left.left():
                places[widget] = place.adjusted(0, 0, 0, -high - GUTTER)
        places[self._corner] = QRect(left.left(), top, wide, high)

    def _narrow(self) -> dict[QWidget, QRect]:
        tall = self.height() - 2 * GUTTER
        side = min(LEFT_WIDTH + 24, max(_KEYPAD, (self.width() - 3 * GUTTER) * 2 // 5))
        left = QRect(GUTTER, GUTTER, side, tall)
        x = GUTTER + side + GUTTER
        places = {self._cart: QRect(x, GUTTER, self.width() - x - GUTTER, tall)}
        idle = self._chat if self._side is Side.CHAT else self._customer
        shown = self._results if self._searching else self._panel or idle
        if shown is not None:
            places[shown] = left
        return places

    def _wide(self) -> dict[QWidget, QRect]:
        tall = self.height() - 2 * GUTTER
        roomy = self.width() >= _FOUR
        more = max(0, min((self.width() - _FOUR) // _SHARE, _MOST))
        left_wide, right_wide, wide = (
            LEFT_WIDTH + more,
            RIGHT_WIDTH + more,
            PANEL_WIDTH + more,
        )
        right_x = self.width() - GUTTER - right_wide
        right = QRect(right_x, GUTTER, right_wide, tall)
        cart_x = GUTTER + left_wide + GUTTER
        end = right_x - GUTTER
        places: dict[QWidget, QRect] = {}
        if self._panel is not None and roomy:
            end -= wide + GUTTER
            places[self._panel] = QRect(end + GUTTER, GUTTER, wide, tall)
        elif self._panel is not None:
            places[self._panel] = right
        if self._chat is not None and (roomy or self._panel is None):
            places[self._chat] = right
        left = self._results if self._searching else self._customer
        if left is not None:
            places[left] = QRect(GUTTER, GUTTER, left_wide, tall)
        places[self._cart] = QRect(cart_x, GUTTER, end - cart_x, tall)
        return places


def _height_at(widget: QWidget, wide: int) -> int:
    """How high a widget wants to be at this width."""
    high = widget.heightForWidth(wide) if widget.hasHeightForWidth() else -1
    return high if high > 0 else widget.sizeHint().height()
