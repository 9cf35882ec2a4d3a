"""Another size or colour for a line, with what is in stock here and elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from posapp.domain.cart import Line
from posapp.domain.catalogue import Product, StockLevel
from posapp.domain.errors import PosError
from posapp.ui import formats, words
from posapp.ui.pictures import Pictures
from posapp.ui.plurals import plurals
from posapp.ui.screens.sale_panels import titled
from posapp.ui.style import Weight
from posapp.ui.tokens import BAR, GUTTER, SMALL, Tone
from posapp.ui.widgets.boxes import column, keep_bar_room, row
from posapp.ui.widgets.buttons import Button, Kind
from posapp.ui.widgets.labels import ElidedLabel, PlainLabel, heading, muted
from posapp.ui.widgets.panel import SidePanel
from posapp.ui.widgets.search_delegate import TALL, ProductDelegate
from posapp.ui.widgets.search_results import ResultsModel

translate = QCoreApplication.translate


_LEAST = 5  # variants that are seen at once, and more where the panel is high:
_BESIDE = 340  # what else stands in it, with seven stores
_SIZES = ("XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL")


def in_order(variants: tuple[Product, ...]) -> tuple[Product, ...]:
    """Variants as a shelf has them: by colour, and sizes from small to large."""

    def place(product: Product) -> list[tuple[int, int, str]]:
        return [_place(option.value) for option in product.options]

    return tuple(sorted(variants, key=place))


def _place(value: str) -> tuple[int, int, str]:
    if value in _SIZES:
        return 1, _SIZES.index(value), ""
    start = value.split("-", maxsplit=1)[0]
    number = int(start) if start.isascii() and start.isdigit() else -1
    return (0, number, value) if number >= 0 else (2, 0, value)


class _Variants(QListView):
    """The variants; Enter picks one.

    Signals:
        entered_on: a variant was confirmed.
    """

    entered_on = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_on.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
        else:
            event.ignore()


class VariantPanel(SidePanel):
    """The sister variants of a product.

    Signals:
        variant_chosen: the ``Product``. stock_wanted: a SKU whose levels are to be read.
    """

    variant_chosen = Signal(object)
    stock_wanted = Signal(str)

    def __init__(
        self, line: Line, variants: tuple[Product, ...], pictures: Pictures, here: str
    ) -> None:
        super().__init__(translate("sale", "Another size or colour"), "variant")
        self.show_subtitle(titled(line))
        self._here = here
        self._variants = ResultsModel(self)
        self._variants.show(in_order(variants))
        self.list = _Variants()
        self.list.setObjectName("variant.list")
        self.list.setAccessibleName(translate("sale", "Variants"))
        self.list.setModel(self._variants)
        self.list.setItemDelegate(ProductDelegate(pictures, self.list, sisters=True))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._number = len(variants)
        self.list.setFixedHeight(min(self._number, _LEAST) * TALL)
        keep_bar_room(self.list)
        self.list.entered_on.connect(self._choose)
        self.first = self.list
        self.body.addWidget(self.list)
        self._levels: QWidget | None = None
        stores = heading(translate("sale", "In the stores now"))
        stores.setContentsMargins(GUTTER, 0, 0, 0)
        self.body.addWidget(stores)
        apply = Button(
            translate("sale", "Swap"),
            "variant.apply",
            icon="swap",
            key="Enter",
            kind=Kind.PRIMARY,
            height=56,
        )
        apply.clicked.connect(self._choose)
        self.buttons.addWidget(apply)
        pictures.arrived.connect(self._variants.repaint)
        self.list.selectionModel().currentChanged.connect(self._look)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        seen = max((self.height() - _BESIDE) // TALL, _LEAST)
        self.list.setFixedHeight(min(self._number, seen) * TALL)
        self.list.scrollTo(self.list.currentIndex())

    def start(self, sku: str) -> None:
        """Choose the variant that the line has now, and ask for its stock."""
        skus = [self._sku(place) for place in range(self._variants.rowCount())]
        place = skus.index(sku) if sku in skus else 0
        self.list.setCurrentIndex(self._variants.index(place))

    def _sku(self, row: int) -> str:
        product = self._variants.product_at(row)
        return product.sku if product else ""

    @Slot(QModelIndex)
    def _look(self, index: QModelIndex) -> None:
        sku = self._sku(index.row())
        self._say(translate("sale", "Asking the stores…"))
        if sku:
            self.stock_wanted.emit(sku)

    def show_levels(self, sku: str, levels: tuple[StockLevel, ...]) -> None:
        """Where a variant is; a late answer for another one is dropped."""
        if sku != self._sku(self.list.currentIndex().row()):
            return
        ours = [level for level in levels if level.location == self._here]
        others = [level for level in levels if level.location != self._here]
        if levels:
            self._put(*map(self._level, (*ours, *others)))
        else:
            self._say(translate("sale", "No store has it."))

    def _level(self, level: StockLevel) -> QWidget:
        mine = level.location == self._here
        weight = Weight.STRONG if mine else Weight.REGULAR
        name = formats.tamed(level.label, 60)
        if mine:
            name = translate("sale", "Here: {store}").format(store=name)
        shown = QWidget()
        line = row(shown)
        line.addWidget(ElidedLabel(name, size=SMALL, weight=weight), 1)
        free = plurals.free(level.available)
        tone = Tone.GOOD if level.available else Tone.BAD
        line.addWidget(PlainLabel(free, size=SMALL, weight=Weight.STRONG, tone=tone))
        return shown

    def show_trouble(self, error: PosError, age: str = "") -> None:
        """The stores could not be asked; ``age``: of when the pieces above are."""
        self._say(f"{words.explain(error).text} {age}".strip())

    def _say(self, text: str) -> None:
        self._put(muted(text, wrap=True))

    def _put(self, *rows: QWidget) -> None:
        """In place of what stood there; whole, so that the column learns how high it is."""
        if self._levels is not None:
            self._levels.hide()
            self._levels.deleteLater()
        self._levels = QWidget()
        levels = column(self._levels, gap=6)
        levels.setContentsMargins(GUTTER, 0, GUTTER + BAR, 0)  # as the rows above
        for each in rows:
            levels.addWidget(each)
        self.body.addWidget(self._levels)

    @Slot()
    def _choose(self) -> None:
        product = self._variants.product_at(self.list.currentIndex().row())
        if product is not None:
            self.variant_chosen.emit(product)
