"""Nothing lies over anything else and nothing is squeezed, however small the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from posapp.domain.cart import Line
from posapp.domain.catalogue import Option, Product, StockLevel
from posapp.ui.screens.sale_variants import VariantPanel
from tests.services.shop import BOOTS_38, STORE
from tests.ui.conftest import Opened
from tests.ui.test_reach import small
from tests.ui.visible import cut_off, overlapping
from tests.ui.walking import walk

SMALLEST = (640, 480)  # that may be asked for
USUAL, TWICE = (1366, 768), (683, 384)  # the usual screen, and as it is at 200 %
LONG = "Chelsea boots with a side zip, waterproof, lined with wool for long winters"
COLOURS = ("Black", "Dark chestnut with cream stitching", "Midnight blue")


def of_many_sizes() -> tuple[Product, ...]:
    return tuple(
        replace(
            BOOTS_38,
            sku=f"BOOT-{colour[0]}-{size}",
            name=LONG,
            options=(Option("Colour", colour), Option("Size", str(size))),
        )
        for colour in COLOURS
        for size in range(36, 46)
    )


def in_many_stores(sku: str, stores: int) -> tuple[StockLevel, ...]:
    town = "Reggio nell'Emilia, Via dell'Abate, in the arcade beside the old market {}"
    here = StockLevel(sku, STORE, town.format("here"), 3)
    return (here, *(StockLevel(sku, f"s-{n}", town.format(n), n) for n in range(stores)))


class Painted(QObject):
    """Looks whenever something is painted: what a person sees, if only for the blink of an eye.

    Attributes:
        looked: how often.
        wrong: what lay over something else or was cut.
    """

    def __init__(self, root: QWidget, wrong: Callable[[QWidget], Iterable[str]]) -> None:
        super().__init__()
        self._root, self._wrong, self._due = root, wrong, False
        self.looked, self.wrong = 0, set[str]()

    def since(self, looked: int) -> bool:
        return self.looked > looked

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            self._due = True
        painted = self._due and event.type() == QEvent.Type.Paint
        if painted and isinstance(watched, QWidget) and self._root.isAncestorOf(watched):
            self._due = False
            self.looked += 1
            self.wrong |= set(self._wrong(self._root))
        return False


@pytest.fixture
def painted(qapp: QApplication) -> Iterator[Callable[..., Painted]]:
    """Has somebody look at a part of the window from now on."""
    looking: list[Painted] = []

    def look(root: QWidget, *wrong: Callable[[QWidget], Iterable[str]]) -> Painted:
        looking.append(Painted(root, lambda seen: chain.from_iterable(f(seen) for f in wrong)))
        qapp.installEventFilter(looking[-1])
        return looking[-1]

    yield look
    for each in looking:
        qapp.removeEventFilter(each)


@pytest.mark.parametrize("size", [USUAL, TWICE])
def test_of_many_sizes_in_many_stores_nothing_is_cut_or_lies_over_another(
    opened: Opened, painted: Callable[..., Painted], size: tuple[int, int]
) -> None:
    hands = opened(size=size)
    hands.signs_in()
    products = of_many_sizes()
    line = Line("l-1", products[0], 1, products[0].price)
    panel = VariantPanel(line, products, hands.sale.workplace.pictures, STORE)
    seen = painted(panel.scrolled.widget(), overlapping, cut_off)
    hands.sale.open_panel(panel)
    panel.start(products[0].sku)
    for place, stores in enumerate((1, 14, 0, 14, 3)):
        looked, sku = seen.looked, products[place].sku
        panel.list.setCurrentIndex(panel.list.model().index(place, 0))
        panel.show_levels(sku, in_many_stores(sku, stores))
        hands.qtbot.waitUntil(partial(seen.since, looked))
    assert seen.wrong == set()


def test_at_the_largest_scale_nothing_ever_lies_over_anything_else(
    opened: Opened, painted: Callable[..., Painted]
) -> None:
    hands = opened(size=TWICE)
    seen = painted(hands.window, overlapping)
    for screen in walk(hands):
        looked = seen.looked
        hands.window.update()
        hands.qtbot.waitUntil(partial(seen.since, looked))
        assert seen.wrong == set(), screen


def test_at_the_smallest_size_every_key_of_a_payment_fits_a_finger(
    opened: Opened, painted: Callable[..., Painted]
) -> None:
    hands = opened(size=SMALLEST)
    hands.signs_in()
    hands.scans(BOOTS_38.gtin)
    hands.presses(Qt.Key.Key_F9)
    panel = hands.sale.panel
    assert panel is not None
    seen = painted(panel, small)
    panel.update()
    hands.qtbot.waitUntil(partial(seen.since, 0))
    assert seen.wrong == set()
