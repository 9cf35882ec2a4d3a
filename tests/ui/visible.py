"""What a person can read in a window, and what of it does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QWidget,
)

from posapp.ui.widgets.buttons import Button
from posapp.ui.widgets.labels import ElidedLabel
from posapp.ui.widgets.pills import Pill

THINGS = (QLabel, QAbstractButton, QLineEdit, QAbstractItemView, QProgressBar, Pill)
OVER = ("window.keys", "window.toast")  # lie over the screen, a person looks at them alone


def texts(window: QWidget) -> Iterator[tuple[str, str]]:
    """Every text on screen or read aloud, with the name of its widget."""
    for widget in (window, *window.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        said = [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, QLabel | QAbstractButton):
            said.append(widget.text().replace("&&", "&"))
        if isinstance(widget, QLineEdit):
            said.append(widget.placeholderText())
        if isinstance(widget, Pill):
            said.append(widget.text)
        for text in said:
            if text:
                yield f"{type(widget).__name__} {widget.objectName()}", text


def cut_off(window: QWidget) -> Iterator[str]:
    """Buttons and texts that do not fit into their place; what may be elided is left out."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.visibleRegion().boundingRect().isValid():
            continue
        if isinstance(widget, Button):
            yield from _cut_button(widget)
        elif isinstance(widget, Pill):
            if widget.width() < widget.sizeHint().width():
                yield f"{widget.objectName()}: {widget.text}"
        elif isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel):
            yield from _cut_label(widget)


def _cut_button(button: Button) -> Iterator[str]:
    _, wanted, _, _ = button._widths()
    icon, given, amount, _ = button._fitting()
    if given < wanted and not (icon and amount):  # beside an amount the icon says it
        yield f"{button.objectName()}: {button.text()}"


def _cut_label(label: QLabel) -> Iterator[str]:
    if not label.text():
        return
    if label.wordWrap():
        fits = label.height() >= label.heightForWidth(label.width())
    else:
        fits = label.width() >= label.sizeHint().width()
    if not fits:
        yield f"{label.objectName() or type(label).__name__}: {label.text()}"


def overlapping(root: QWidget) -> Iterator[str]:
    """Pairs of things to read or act on that lie over each other, as far as they are seen;
    what comes down over the screen lies over all of it."""
    things = [(widget, _over(widget), _seen(widget, root)) for widget in _things(root)]
    for (one, its, here), (other, others, there) in combinations(things, 2):
        common = here & there
        apart = its is not others or common.width() < 2 or common.height() < 2
        if not (apart or one.isAncestorOf(other) or other.isAncestorOf(one)):
            yield f"{_called(one)} and {_called(other)}: {common.getRect()}"


def _over(widget: QWidget) -> QWidget | None:
    """What came down over the screen and has the widget in it, None for the screen itself."""
    around: QWidget | None = widget
    while around is not None and around.objectName() not in OVER:
        around = around.parentWidget()
    return around


def _things(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        if isinstance(widget, THINGS) and widget.isVisible():
            yield widget


def _seen(widget: QWidget, root: QWidget) -> QRect:
    """Its place in ``root``, less what the widgets around it cut off."""
    seen = widget.rect().translated(widget.mapTo(root, QPoint(0, 0)))
    around = widget.parentWidget()
    while around is not None and around is not root:
        seen &= around.rect().translated(around.mapTo(root, QPoint(0, 0)))
        around = around.parentWidget()
    return seen


def _called(widget: QWidget) -> str:
    said = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return widget.objectName() or f"{type(widget).__name__} {said[:40]}"
