"""The keys and buttons of the sale screen, each to the one thing it does."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from posapp.ui import keys
from posapp.ui.screens.sale_columns import Side

if TYPE_CHECKING:
    from posapp.ui.screens.sale import SaleScreen


def bind_keys(sale: SaleScreen) -> None:
    """Connect every key and every button of the middle column."""
    lines, card = sale.lines, sale.card
    for name, does in (
        ("box", sale.focus_box),
        ("customer", partial(sale.show_side, Side.CUSTOMER)),
        ("chat", partial(sale.show_side, Side.CHAT)),
        ("variant", lines.open_variants),
        ("discount", lines.open_discount),
        ("fulfilment", lines.open_fulfilment),
        ("quantity", lines.open_quantity),
        ("note", lines.open_note),
        ("coupon", lines.open_coupon),
        ("park", lines.park_or_resume),
        ("pay", sale.ask_for_payment),
        ("ship", sale.ship_asked.emit),
        ("undo", sale.undo),
        ("done", lines.finish),
    ):
        keys.bind(sale, name, does)
    card.pay.clicked.connect(sale.ask_for_payment)
    card.park.clicked.connect(lines.park_or_resume)
    card.discount.clicked.connect(lines.open_discount)
    card.coupon.clicked.connect(lines.open_coupon)
    card.done.clicked.connect(lines.finish)
    card.list.left.connect(sale.focus_box)
    card.list.quantity_asked.connect(lines.set_quantity)
    card.list.quantity_wanted.connect(lines.open_quantity_of)
    card.list.fulfilment_wanted.connect(lines.open_fulfilment_of)
    card.list.line_wanted.connect(lines.open_line_of)
