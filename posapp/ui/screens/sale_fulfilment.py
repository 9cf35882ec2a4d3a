"""How a line reaches the customer: take it now or ship it home, all of it or a part."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy

from posapp.domain.cart import Line
from posapp.domain.fulfilment import Fulfilment
from posapp.ui import formats, keys
from posapp.ui.screens.sale_panels import titled
from posapp.ui.style import Weight
from posapp.ui.tokens import LARGE
from posapp.ui.widgets.boxes import row
from posapp.ui.widgets.buttons import Button, Kind, icon_button
from posapp.ui.widgets.labels import PlainLabel, muted
from posapp.ui.widgets.panel import SidePanel

translate = QCoreApplication.translate


class FulfilmentPanel(SidePanel):
    """Two large choices; with several pieces also how many of them.

    Args:
        age: of when the number of pieces is, with the centre away.

    Signals:
        fulfilment_chosen: the ``Fulfilment`` and the number of pieces.
        address_wanted: choose where it is shipped to.
    """

    fulfilment_chosen = Signal(object, int)
    address_wanted = Signal()

    def __init__(self, line: Line, age: str = "") -> None:
        super().__init__(translate("sale", "Take now or ship home"), "fulfilment")
        self.show_subtitle(titled(line))
        self._line = line
        self._pieces = line.quantity
        self._count = PlainLabel("", size=LARGE, weight=Weight.BOLD)
        if line.quantity > 1:
            self._add_pieces()
        self._add_choices()
        here = translate("sale", "In stock here when last seen: {count}").format(
            count=formats.count(line.product.on_hand)
        )
        self.body.addWidget(muted(f"{here} {age}".strip(), wrap=True))
        address = Button(
            translate("sale", "Address and method"),
            "fulfilment.address",
            icon="pin",
            key=keys.shown("ship"),
        )
        address.clicked.connect(self.address_wanted)
        self.buttons.addWidget(address)

    def _add_pieces(self) -> None:
        self.body.addWidget(muted(translate("sale", "How many of them")))
        fewer = icon_button(
            "minus", translate("sale", "One less"), "fulfilment.fewer", kind=Kind.NORMAL
        )
        more = icon_button(
            "plus", translate("sale", "One more"), "fulfilment.more", kind=Kind.NORMAL
        )
        fewer.clicked.connect(partial(self._step, -1))
        more.clicked.connect(partial(self._step, 1))
        line = row()
        line.addWidget(fewer)
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line.addWidget(self._count, 1)
        line.addWidget(more)
        self.body.addLayout(line)
        self._step(0)

    def _add_choices(self) -> None:
        for way, text, icon in (
            (Fulfilment.TAKE, translate("sale", "Take now"), "bag"),
            (Fulfilment.SHIP, translate("sale", "Ship home"), "truck"),
        ):
            made = Button(text, f"fulfilment.{way.value}", icon=icon, height=64)
            made.setIconSize(QSize(24, 24))
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            made.setCheckable(True)
            made.setChecked(self._line.fulfilment is way)
            made.clicked.connect(partial(self._choose, way))
            self.body.addWidget(made)
            if self._line.fulfilment is not way:
                self.first = made

    def _step(self, by: int, _checked: bool = False) -> None:
        self._pieces = max(1, min(self._line.quantity, self._pieces + by))
        text = translate("sale", "{some} of {all}").format(
            some=formats.count(self._pieces), all=formats.count(self._line.quantity)
        )
        self._count.setText(text)

    def _choose(self, way: Fulfilment, _checked: bool = False) -> None:
        self.fulfilment_chosen.emit(way, self._pieces)
