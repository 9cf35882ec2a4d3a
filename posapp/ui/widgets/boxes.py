"""Cards, rules and scrolling columns: the furniture every screen is laid out with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from posapp.ui.tokens import BAR, GUTTER


class Card(QFrame):
    """A white card with a hair line around it; put things into ``rows``."""

    def __init__(self, parent: QWidget | None = None, *, margin: int = GUTTER) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.rows = column(self, margin=margin)


class Sunken(QFrame):
    """A quiet area inside a card."""

    def __init__(self, *, margin: int = GUTTER) -> None:
        super().__init__()
        self.setProperty("role", "sunken")
        self.rows = column(self, margin=margin)


class Rule(QFrame):
    """A hair line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rule")
        self.setFixedHeight(1)


def keep_bar_room(area: QAbstractScrollArea) -> None:
    """Keep ``BAR`` free at the right of the content whether there is a scroll bar or not:
    amounts stay in one line with those above and below, and nothing is laid out twice."""
    bar = area.verticalScrollBar()
    bar.rangeChanged.connect(partial(_make_room, area))
    _make_room(area, bar.minimum(), bar.maximum())


def _make_room(area: QAbstractScrollArea, least: int, most: int) -> None:
    area.setViewportMargins(0, 0, 0 if most > least else BAR, 0)


class _Inside(QWidget):
    """As wide as the column: what would be wider gives way, nothing is cut off beside it."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class Scrolled(QScrollArea):
    """A column that scrolls when it must; put things into ``rows``, they stay at the top.

    The right ``BAR`` pixels belong to the scroll bar: let it reach so far into the padding.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        inside = _Inside()
        inside.setProperty("role", "scrolled")
        outer = column(inside, gap=0)
        # Otherwise a part that grew lies over the others until the area hears of it: painted.
        outer.setVerticalSizeConstraint(QVBoxLayout.SizeConstraint.SetMinimumSize)
        self.rows = column(gap=GUTTER)
        outer.addLayout(self.rows)
        outer.addStretch(1)
        self.setWidget(inside)
        keep_bar_room(self)


@contextmanager
def at_rest(layout: QLayout) -> Iterator[None]:
    """Nothing is laid out within; what has changed is, together, after it."""
    layout.setEnabled(False)
    try:
        yield
    finally:
        layout.setEnabled(True)


def column(parent: QWidget | None = None, *, margin: int = 0, gap: int = GUTTER) -> QVBoxLayout:
    """A vertical layout on the grid."""
    made = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(gap)
    return made


def row(parent: QWidget | None = None, *, margin: int = 0, gap: int = GUTTER) -> QHBoxLayout:
    """A horizontal layout on the grid."""
    made = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(gap)
    return made
