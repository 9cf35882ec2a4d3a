"""What a person can read in a window, and what of it does not fit."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from posapp.ui.widgets.buttons import Button
from posapp.ui.widgets.labels import ElidedLabel
from posapp.ui.widgets.pills import Pill


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
