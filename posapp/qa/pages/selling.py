"""The one box, the search results, the cart and its line panels."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QAbstractItemView

from posapp.domain.cart import Line
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.pricing import PricedLine
from posapp.qa.hands import NotSo, plain
from posapp.qa.pages.person import CONTROL, Article, Person, code, shown, sku
from posapp.qa.scenarios import Character
from posapp.ui.widgets.cart_delegate import Spot, spot_at
from posapp.ui.widgets.cart_model import LINE


class Selling(Person):
    """Putting things into the cart and saying what becomes of them."""

    # The box and the scanner

    def scans(self, *what: Article | Character) -> None:
        """A scanner burst each, as fast as scanners are, wherever the focus is."""
        for one in what:
            self.hands.bursts(code(one))
        self.hands.breathes()

    def types(self, text: str) -> None:
        """F2, and type into the box."""
        self.hands.presses(Qt.Key.Key_F2)
        self.hands.types(text)

    def enters(self, text: str) -> None:
        """Type into the box and press Enter."""
        self.types(text)
        self.hands.presses(Qt.Key.Key_Return)

    def looks_up(self, text: str) -> None:
        """Type into the box and press Shift+Enter: it is a customer."""
        self.types(text)
        self.hands.presses(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)

    def finds(self, text: str, wanted: str = "") -> None:
        """Type, wait until the results say ``wanted``, and take the first one with Enter."""
        self.types(text)
        self.hands.waits_to_read(wanted or text, name="sale.results.list")
        self.hands.presses(Qt.Key.Key_Return)
        self.hands.waits_without("sale.results")

    @property
    def results(self) -> list[str]:
        """What the search shows, row by row."""
        return self.hands.rows("sale.results.list")

    @property
    def box(self) -> str:
        """What stands in the box."""
        return plain(self.hands.reads("sale.box"))

    # The cart

    @property
    def cart(self) -> list[str]:
        """The lines as they are spoken: quantity, name, variant, total."""
        return self.hands.rows("sale.cart") if self.hands.sees("sale.cart") else []

    def pieces(self, article: Article) -> int:
        """How many of an article the cart holds."""
        return sum(line.quantity for line in self._lines() if line.product.sku == sku(article))

    @property
    def skus(self) -> list[str]:
        """What is in the cart, line by line."""
        return [line.product.sku for line in self._lines()]

    @property
    def totals(self) -> str:
        """Every figure under the cart."""
        return plain(self.hands.reads("sale.totals"))

    def way(self, article: Article) -> tuple[Fulfilment, ...]:
        """How the pieces of an article reach the customer, line by line."""
        mine = (line for line in self._lines() if line.product.sku == sku(article))
        return tuple(line.fulfilment for line in mine)

    def waits_for_line(self, article: Article, pieces: int = 1) -> None:
        """Wait until the cart holds so many of it.

        Raises:
            NotSo: it does not.
        """
        self.hands.waits_until(
            lambda: self.pieces(article) == pieces,
            f"not {pieces} of {sku(article)} in the cart",
        )

    def sees_total(self, amount: Money | str) -> None:
        """Wait for the large figure.

        Raises:
            NotSo: it is another one.
        """
        wanted = plain(shown(amount))
        self.hands.waits_until(
            lambda: plain(self.hands.reads("sale.totals")).endswith(wanted),
            f"the total is not {wanted}",
        )

    def chooses(self, article: Article) -> None:
        """Touch a line, so that keys mean it."""
        self._touches(article, Spot.LINE)

    def adds_one(self, article: Article) -> None:
        """Touch the plus of a line."""
        self._touches(article, Spot.MORE)

    def takes_one_off(self, article: Article) -> None:
        """Touch the minus of a line."""
        self._touches(article, Spot.LESS)

    def removes(self, article: Article) -> None:
        """Choose a line and press Del."""
        self.chooses(article)
        self.hands.presses(Qt.Key.Key_Delete)

    def undoes(self) -> None:
        """Ctrl+Z."""
        self.hands.presses(Qt.Key.Key_Z, CONTROL)

    def ships(self, article: Article) -> None:
        """Decide that a line is shipped home."""
        self._decides_way(article, "fulfilment.ship")

    def takes(self, article: Article) -> None:
        """Decide that a line is taken along now."""
        self._decides_way(article, "fulfilment.take")

    def ships_some(self, article: Article, pieces: int) -> None:
        """Ship so many of a line; the rest is taken along."""
        self.chooses(article)
        self.hands.presses(Qt.Key.Key_F6)
        for _ in range(self.pieces(article) - pieces):
            self.hands.clicks("fulfilment.fewer")
        self.hands.clicks("fulfilment.ship")
        self.hands.waits_without("fulfilment.ship")

    def notes(self, article: Article, text: str) -> None:
        """Ctrl+N, a note on a line, Enter."""
        self.chooses(article)
        self.hands.presses(Qt.Key.Key_N, CONTROL)
        self.hands.waits_for("note.field")
        self.hands.types(text)
        self.hands.presses(Qt.Key.Key_Return)

    def discounts_line(self, article: Article, percent: int) -> None:
        """F5 on a line, a percentage, Enter."""
        self.chooses(article)
        self.hands.presses(Qt.Key.Key_F5)
        self.hands.clicks("discount.line")
        self._gives(percent)

    def discounts_cart(self, percent: int) -> None:
        """F5, the whole cart, a percentage, Enter."""
        self.hands.presses(Qt.Key.Key_F5)
        self.hands.clicks("discount.cart")
        self._gives(percent)

    def approves(self, pin: str) -> None:
        """A manager's PIN, for the one discount that is over the clerk's limit."""
        self.hands.waits_for("discount.pin")
        self.hands.empties("discount.pin")
        self.hands.types(pin)
        self.hands.presses(Qt.Key.Key_Return)

    def enters_coupon(self, coupon: str) -> None:
        """Ctrl+K, a code, Enter."""
        self.hands.presses(Qt.Key.Key_K, CONTROL)
        self.hands.waits_for("coupon.field")
        self.hands.types(coupon)
        self.hands.presses(Qt.Key.Key_Return)

    def swaps(self, article: Article, other: Article) -> None:
        """F4 on a line, the other variant, Enter."""
        self.chooses(article)
        self.hands.presses(Qt.Key.Key_F4)
        view = self.hands.waits_for("variant.list")
        assert isinstance(view, QAbstractItemView)
        self.hands.clicks_row("variant.list", self._row_of_variant(view, sku(other)))
        self.hands.clicks("variant.apply")
        self.hands.waits_without("variant.list")

    def parks(self) -> None:
        """F8 with a full cart: it is put aside."""
        self.hands.clicks("sale.park")
        self.hands.waits_until(lambda: not self.cart, "the cart is not parked")

    def finishes(self) -> None:
        """Ctrl+E: the next customer, please."""
        self.hands.presses(Qt.Key.Key_E, CONTROL)

    @property
    def error(self) -> str:
        """The row above the lines, empty when there is none."""
        return self.hands.reads("sale.message") if self.hands.sees("sale.message") else ""

    def waits_for_error(self, *words: str) -> None:
        """Wait until the row above the lines says this.

        Raises:
            NotSo: it does not.
        """
        self.hands.waits_to_read(*words, name="sale.message")

    @property
    def toast(self) -> str:
        """The note over the top bar, empty when there is none."""
        return self.hands.reads("window.toast") if self.hands.sees("window.toast") else ""

    # How

    def _gives(self, percent: int) -> None:
        self.hands.clicks("discount.percent")
        self.hands.empties("discount.field")
        self.hands.types(str(percent))
        self.hands.presses(Qt.Key.Key_Return)

    def _decides_way(self, article: Article, choice: str) -> None:
        self.chooses(article)
        self.hands.presses(Qt.Key.Key_F6)
        self.hands.clicks(choice)
        self.hands.waits_without(choice)

    def _touches(self, article: Article, spot: Spot) -> None:
        """Wait for the line and touch it.

        Raises:
            NotSo: it is not in the cart.
        """
        self.hands.waits_until(
            lambda: sku(article) in self.skus, f"{sku(article)} is not in the cart"
        )
        view = self.hands.finds("sale.cart")
        assert isinstance(view, QAbstractItemView)
        skus = self.skus
        row = len(skus) - 1 - skus[::-1].index(sku(article))  # the last one put in
        place = QRectF(view.visualRect(view.model().index(row, 0)))
        there = [
            x for x in range(int(place.width())) if spot_at(place, place.left() + x) is spot
        ]
        self.hands.clicks_row("sale.cart", row, there[len(there) // 2])

    def _lines(self) -> list[Line]:
        view = self.hands.finds("sale.cart") if self.hands.sees("sale.cart") else None
        if not isinstance(view, QAbstractItemView):
            return []
        model = view.model()
        found = (model.data(model.index(n, 0), LINE) for n in range(model.rowCount()))
        return [priced.line for priced in found if isinstance(priced, PricedLine)]

    @staticmethod
    def _row_of_variant(view: QAbstractItemView, wanted: str) -> int:
        from posapp.ui.widgets.search_delegate import PRODUCT

        model = view.model()
        for row in range(model.rowCount()):
            if model.data(model.index(row, 0), PRODUCT).sku == wanted:
                return row
        raise NotSo(f"{wanted} is no variant of it")
