"""What a window shows, as a value that two runs can be compared by; no words, no names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from posapp.domain.pricing import PricedLine

if TYPE_CHECKING:
    from posapp.ui.window import MainWindow


def look(window: MainWindow) -> dict[str, object]:
    """The state of the screen: which one, what is open beside the cart, the cart, the sums.

    Money is whole minor units. Without a sale screen there is ``screen`` alone.
    """
    sale, current = window.sale, window.stack.currentWidget()
    if sale is None or current is None or current is window.sign_in:
        return {"screen": "signin"}
    panel = sale.panel
    visit = sale.serving.visit
    due = panel.findChild(QLabel, "pay.due") if panel is not None else None
    return {
        "screen": "sale" if current is sale else current.objectName(),
        "panel": panel.objectName() if panel is not None else "",
        "known": sale.serving.customer is not None,
        "online": [len(cart.lines) for cart in visit.carts] if visit is not None else None,
        "cart": [_line(priced) for priced in sale.priced.lines],
        "total": sale.priced.totals.grand.minor,
        "due": due.text() if due is not None else "",
        "error": bool(sale.card.banner.text),
    }


def _line(priced: PricedLine) -> list[object]:
    line = priced.line
    return [line.product.sku, line.quantity, line.fulfilment.value, priced.gross.minor]
