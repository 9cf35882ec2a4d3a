"""What the search found, beside the cart and never over it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStackedWidget,
    QWidget,
)

from posapp.domain.catalogue import Product
from posapp.services.selling import Found
from posapp.ui import formats
from posapp.ui.pictures import Pictures
from posapp.ui.tokens import GUTTER, SMALL
from posapp.ui.widgets.boxes import Card, Rule, keep_bar_room, row
from posapp.ui.widgets.buttons import Button, Kind
from posapp.ui.widgets.cart_model import ROOT, Index
from posapp.ui.widgets.labels import PlainLabel, heading, muted
from posapp.ui.widgets.notice import Notice
from posapp.ui.widgets.search_delegate import PRODUCT, ProductDelegate, stock_words


class ResultsModel(QAbstractListModel):
    """The products of one search."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._products: tuple[Product, ...] = ()

    def show(self, products: tuple[Product, ...]) -> None:
        """Show these instead."""
        if not products and not self._products:
            return
        self.beginResetModel()
        self._products = products
        self.endResetModel()

    def product_at(self, place: int) -> Product | None:
        """The product in this row, or None."""
        return self._products[place] if 0 <= place < len(self._products) else None

    def repaint(self, image: str) -> None:
        """A picture has come."""
        for place, product in enumerate(self._products):
            if product.image == image:
                self.dataChanged.emit(self.index(place), self.index(place))

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._products)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        product = self.product_at(index.row()) if index.isValid() else None
        if product is None:
            return None
        if role == PRODUCT:
            return product
        if role == Qt.ItemDataRole.DisplayRole:
            return formats.tamed(product.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (product.name, product.variant, formats.money(product.price))
            return formats.tamed(", ".join((*parts, stock_words(product)[0])))
        return None


class SearchResults(Card):
    """The list, what it is the result of, and a way to look a person up instead.

    Signals:
        picked: the product that was touched. person_asked: look the text up as a customer.
    """

    picked = Signal(object)
    person_asked = Signal()

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=0)
        self.setObjectName("sale.results")
        self.setAccessibleName(self.tr("Search results"))
        self._found = ResultsModel(self)
        self.list = QListView()
        self.list.setObjectName("sale.results.list")
        self.list.setAccessibleName(self.tr("Products found"))
        self.list.setModel(self._found)
        self.list.setItemDelegate(ProductDelegate(pictures, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._pick)
        keep_bar_room(self.list)
        self.title = heading(self.tr("Results"))
        self.count = muted()
        self.note = PlainLabel("", size=SMALL, wrap=True)
        self.nothing = Notice("search", "sale.results.nothing")
        self._stack = QStackedWidget()
        for widget in (self.list, self.nothing):
            self._stack.addWidget(widget)
        self.person = Button(
            "", "sale.results.person", icon="user", key="Shift+Enter", kind=Kind.QUIET
        )
        self.person.clicked.connect(self.person_asked)
        self._lay_out()
        pictures.arrived.connect(self._found.repaint)

    def _lay_out(self) -> None:
        self.rows.setSpacing(0)
        head = row()
        head.setContentsMargins(GUTTER + 4, 14, GUTTER + 4, 10)
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        self.rows.addLayout(head)
        noted = row()
        noted.setContentsMargins(GUTTER + 4, 0, GUTTER + 4, 0)
        noted.addWidget(self.note)
        self.rows.addLayout(noted)
        self.rows.addWidget(self._stack, 1)
        self.rows.addWidget(Rule())
        foot = row(margin=8)
        foot.addWidget(self.person, 1)
        self.rows.addLayout(foot)

    def show_found(
        self, found: Found, text: str, *, person: bool = False, age: str = ""
    ) -> None:
        """Show what a search found, the first one chosen; ``person`` says that the text
        could be a phone number or an e-mail address, ``age`` of when the products are."""
        self.person.show_kind(Kind.PRIMARY if person else Kind.QUIET)
        self._found.show(found.products)
        if found.products:
            self._stack.setCurrentWidget(self.list)
            self.list.setCurrentIndex(self._found.index(0))
        else:
            self._show_nothing(person)
        asks = person or not found.products
        self.person.show_key("Enter" if asks else "Shift+Enter")
        number = len(found.products)
        self.count.setText(self.tr("%n found", "", number))
        said = []
        if found.corrected:
            corrected = formats.tamed(found.corrected, 60)
            said.append(self.tr("Showing results for “{text}”.").format(text=corrected))
        if not found.complete:
            said.append(self.tr("The catalogue is still coming down: there may be more."))
        if age:
            said.append(age)
        self.note.setText(" ".join(said))
        self.note.setVisible(bool(said))
        short = formats.tamed(text, 16)
        self.person.show_text(self.tr("Customer “{text}”").format(text=short))

    def _show_nothing(self, person: bool) -> None:
        advice = self.tr("Try fewer letters, or scan it. Enter searches the customers.")
        if person:
            advice = self.tr("Enter looks this customer up.")
        self.nothing.show_words(self.tr("No product is called that."), advice)
        self._stack.setCurrentWidget(self.nothing)

    def choose_by(self, steps: int) -> None:
        """Choose another result."""
        last = self._found.rowCount() - 1
        wanted = max(0, min(last, self.list.currentIndex().row() + steps))
        index = self._found.index(wanted)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    @property
    def chosen(self) -> Product | None:
        """The product that Enter adds."""
        return self._found.product_at(self.list.currentIndex().row())

    @Slot(QModelIndex)
    def _pick(self, index: QModelIndex) -> None:
        product = self._found.product_at(index.row())
        if product is not None:
            self.picked.emit(product)
