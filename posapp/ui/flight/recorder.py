"""Sees every scan, key and touch of the window before it takes effect, and keeps a trace."""

from __future__ import annotations

import re
import time
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRegularExpression
from PySide6.QtGui import QInputEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from posapp.devices.wedge import MODIFIERS
from posapp.domain.codes import ProductScan, SkuScan
from posapp.domain.errors import PosError
from posapp.domain.people import Clerk
from posapp.services import identifying, selling
from posapp.services.register import Register
from posapp.ui.flight import discretion
from posapp.ui.flight.discretion import Kept
from posapp.ui.flight.looks import look
from posapp.ui.flight.ring import Event, Ring

if TYPE_CHECKING:
    from posapp.ui.background import Background
    from posapp.ui.window import MainWindow

_A_WORD = re.compile(r"|v1|[0-9]{1,3}|[a-z]+([-_][a-z]+)*")
_KEYPADS = ("signin.keypad", "pay.gift.keypad")  # what is typed there is secret
_PERSON = "sale.results.person"
_TOUCHES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
_CONFIRMS = frozenset({"Return", "Enter", "Shift+Return"})
_EDITS = frozenset(
    {"Backspace", "Del", "Left", "Right", "Home", "End", "Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X"}
)


class Recorder(QObject):
    """The flight recorder of one window.

    What a person typed is kept once they act on it, by what ``discretion`` allows. Before each
    act stands what the screen showed, if that changed.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._ring = Ring()
        self._register: Register | None = None
        self._background: Background | None = None
        self._shown: dict[str, object] = {}
        self._typed: dict[str, str] = {}
        self._people: dict[str, str] = {}
        self._customer = ""
        self._serving = False
        self._touch: tuple[int, object] = (0, None)

    def use(self, register: Register, background: Background) -> None:
        """The register is open: product numbers can be told from others."""
        self._register, self._background = register, background

    def events(self) -> list[Event]:
        """Everything remembered, up to what the screen shows now."""
        self._settle()
        return self._ring.all()

    def signed_in(self, clerk: Clerk) -> None:
        """Somebody signed in; who they are stays out."""
        self._note("clerk", role=clerk.role.value)

    def exchanged(self, method: str, target: str, outcome: str, took_s: float) -> None:
        """A request to the centre and what came of it; from any thread."""
        path, _, _ = target.partition("?")
        route = "/".join("*" if _is_an_id(part) else part for part in path.split("/"))
        self._note(
            "centre", asked=f"{method} {route}", outcome=outcome, took_s=round(took_s, 3)
        )

    def broke(self, place: str) -> None:
        """The program made a mistake: the lines where, without values."""
        self._note("bug", place=place)

    def scanned(self, text: str) -> None:
        """A scan is about to be acted on."""
        self._settle()
        found = self._product(text)
        if found is None or self._register is None or self._background is None:
            self._scan(text, sold=False)
            return
        self._background.look(
            partial(_sold, self._register, found),
            self,
            done=lambda sold: self._scan(text, sold=sold),
            failed=lambda _: self._scan(text, sold=False),
        )

    def _scan(self, text: str, *, sold: bool) -> None:
        self._note_text("scan", discretion.of_scan(text, sold=sold))

    def pressed(self, key: str) -> None:
        """A shortcut is about to act."""
        self._settle()
        self._note("key", key=key)

    def witness(self, watched: QWidget, event: QInputEvent) -> None:
        """A key or touch is about to reach a widget."""
        if isinstance(event, QMouseEvent) and event.type() in _TOUCHES:
            self._touched(watched, event)
        elif isinstance(event, QKeyEvent) and event.key() not in MODIFIERS:
            self._key(watched, event)

    def _key(self, watched: QWidget, event: QKeyEvent) -> None:
        key = QKeySequence(event.keyCombination()).toString()
        edits = isinstance(watched, QLineEdit | QPlainTextEdit) and (
            key in _EDITS or (event.text().isprintable() and event.text())
        )
        if not edits and key:
            self._settle(person=key == "Shift+Return")
            self._note("key", key=key, at=watched.objectName())
            if key in _CONFIRMS:
                self._typed.clear()

    def _touched(self, watched: QWidget, event: QMouseEvent) -> None:
        once = (event.timestamp(), event.globalPosition())
        widget = _named(watched)
        if once == self._touch or widget is None:
            return
        self._touch = once
        name = widget.objectName()
        if name.startswith(_KEYPADS):
            return
        self._settle(person=name == _PERSON)
        self._note("touch", at=pattern(name), nth=self._nth(widget), **_place(widget, event))
        self._typed.clear()

    def _nth(self, widget: QWidget) -> int:
        """Which of those with the same name, as far as the name is kept."""
        alike = self._window.findChildren(QWidget, like(pattern(widget.objectName())))
        shown = [each for each in alike if each.isVisible()]
        return shown.index(widget) if widget in shown else 0

    def _settle(self, *, person: bool = False) -> None:
        """What stands on the screen before the next act: the state, then what was typed."""
        self._meet()
        shown = look(self._window)
        if shown != self._shown:
            self._shown = shown
            self._note("state", **shown)
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit):
            self._keep_typed(field, field.text(), field.isModified(), person)
        elif isinstance(field, QPlainTextEdit):
            edited = field.document().isModified()
            self._keep_typed(field, field.toPlainText(), edited, person)

    def _keep_typed(self, field: QWidget, text: str, edited: bool, person: bool) -> None:
        name = field.objectName()
        if not text or not (edited or name.startswith(discretion.SECRET)):
            return
        if self._typed.get(name) == text:
            return
        self._typed[name] = text
        if name == "sale.box":
            self._note_text("typed", self._in_box(text, person), at=name)
        else:
            self._note_text("typed", discretion.of_field(name, text), at=name)

    def _in_box(self, text: str, person: bool) -> Kept:
        sale = self._window.sale
        found = sale.results.chosen if sale is not None else None
        return discretion.of_box(text, found, person=person)

    def _meet(self) -> None:
        """Say by a pseudonym that another customer is served; a visit ends with nobody."""
        sale = self._window.sale
        serving = sale is not None and not sale.serving.untouched
        if self._serving and not serving:
            self._ring.next_visit()
        self._serving = serving
        customer = sale.serving.customer if sale is not None else None
        known = customer.id if customer is not None else ""
        if known == self._customer:
            return
        self._customer = known
        if known:
            who = self._people.setdefault(known, f"customer {len(self._people) + 1}")
            self._note("customer", who=who, digest=digest(known))

    def _product(self, text: str) -> ProductScan | SkuScan | None:
        if self._register is None:
            return None
        try:
            scan = identifying.scanned(self._register, (text,))
        except PosError:
            return None
        return scan if isinstance(scan, ProductScan | SkuScan) else None

    def _note_text(self, what: str, kept: Kept, **more: object) -> None:
        self._note(what, kind=kept.kind.value, text=kept.text, **more)

    def _note(self, what: str, **values: object) -> None:
        self._ring.add({"t": round(time.monotonic(), 3), "what": what, **values})


def _sold(register: Register, scan: ProductScan | SkuScan) -> bool:
    try:
        return bool(selling.find(register, scan).sku)
    except PosError:
        return False


def digest(customer: str) -> str:
    """Tells whether two reports speak of the same customer, on a chain that knows them."""
    return sha256(customer.encode()).hexdigest()[:16]


def pattern(name: str) -> str:
    """An object name with ``*`` for what may be somebody's number."""
    return ".".join("*" if _is_an_id(part) else part for part in name.split("."))


def like(wanted: str) -> QRegularExpression:
    """Finds what ``pattern`` gave this for."""
    parts = (r"[^.]+" if part == "*" else re.escape(part) for part in wanted.split("."))
    return QRegularExpression(f"^{'[.]'.join(parts)}$")


def _is_an_id(part: str) -> bool:
    return _A_WORD.fullmatch(part) is None or len(part) > 24


def _named(widget: QWidget | None) -> QWidget | None:
    while widget is not None and not _has_name(widget):
        widget = widget.parentWidget()
    return widget


def _has_name(widget: QWidget) -> bool:
    name = widget.objectName()
    return bool(name) and not name.startswith("qt_")


def _place(widget: QWidget, event: QMouseEvent) -> dict[str, object]:
    """Where it was touched, as parts of its width and height; of its row in a list."""
    spot = widget.mapFromGlobal(event.globalPosition().toPoint())
    area = widget.rect()
    row: dict[str, object] = {}
    if isinstance(widget, QAbstractItemView):
        spot = widget.viewport().mapFromGlobal(event.globalPosition().toPoint())
        index = widget.indexAt(spot)
        if index.isValid():
            area, row = widget.visualRect(index), {"row": index.row()}
    x = (spot.x() - area.left()) / max(area.width(), 1)
    y = (spot.y() - area.top()) / max(area.height(), 1)
    return {**row, "x": round(x, 3), "y": round(y, 3)}
