"""A centre whose every free text is hostile, and a look at what a window made of it.

The words that a walk looks for (the beginnings of names) stay; behind each stands a text of
``tests.hostile``, another one in every row.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QTextEdit, QWidget

from tests.hostile import MARK, TEXTS, jsonable, untamed

_TAG = re.compile(r"<[a-zA-Z!/?]|&[a-z#]+;")  # what makes Qt take a text for HTML
# Table, key, column, and how many characters the centre keeps there.
COLUMNS = (
    ("customer", "id", "name", 200),
    ("customer", "id", "tier", 64),
    ("customer", "id", "note", 2000),
    ("message", "id", "text", 20_000),
    ("message", "id", "sender", 200),
    ("conversation", "id", "label", 200),
    ("cart", "id", "label", 200),
    ("cart", "id", "note", 2000),
    ("store", "id", "chain", 200),
    ("store", "id", "name", 200),
    ("store", "id", "phone", 40),
    ("store", "id", "receipt_header", 2000),
    ("store", "id", "receipt_footer", 2000),
)
DOCUMENTS = (  # JSON columns, and which of their texts are free
    ("promotion", "id", "document", ("name",)),
    ("product", "sku", "body", ("name", "value", "description", "brand")),
    ("store", "id", "shipping", ("name", "label")),
    ("customer", "id", "addresses", ("recipient", "street", "city")),
)


def poison(database: Path) -> int:
    """Make every free text of this centre hostile; how many were."""
    spiteful = cycle(f" {MARK} {jsonable(text)}" for text in TEXTS.values())
    changed = 0
    with closing(sqlite3.connect(database)) as db, db:
        for table, key, column, most in COLUMNS:
            for row, text in db.execute(f"SELECT {key}, {column} FROM {table}").fetchall():
                put = ((text or "") + next(spiteful))[:most]
                db.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (put, row))
                changed += 1
        for table, key, column, names in DOCUMENTS:
            for row, text in db.execute(f"SELECT {key}, {column} FROM {table}").fetchall():
                made = _spoilt(json.loads(text), names, spiteful)
                put = json.dumps(made, separators=(",", ":"), ensure_ascii=False)
                db.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (put, row))
                changed += 1
    return changed


def _spoilt(value: object, names: tuple[str, ...], spiteful: Iterator[str]) -> object:
    if isinstance(value, dict):
        return {
            name: (part + next(spiteful))[:120]
            if name in names and isinstance(part, str) and part
            else _spoilt(part, names, spiteful)
            for name, part in value.items()
        }
    if isinstance(value, list):
        return [_spoilt(part, names, spiteful) for part in value]
    return value


def faults(window: QWidget) -> Iterator[str]:
    """What a window was made to do by the texts in it."""
    for widget in (window, *window.findChildren(QWidget)):
        for kind, text in texts(widget):
            name = widget.objectName() or type(widget).__name__
            if bad := untamed(text):
                yield f"{name}: {kind} with {', '.join(sorted(set(bad)))}"
            if len(text) > 2_001:
                yield f"{name}: {kind} of {len(text)} characters"
            if kind in ("tool tip", "what's this") and _TAG.search(text):
                yield f"{name}: {kind} is taken for HTML"
        if isinstance(widget, QTextEdit):
            yield f"{widget.objectName()}: a text field that takes HTML"
        if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
            yield f"{widget.objectName()}: a label that guesses HTML"


def texts(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Everything a widget says, by where it says it."""
    yield "window title", widget.windowTitle()
    yield "tool tip", widget.toolTip()
    yield "what's this", widget.whatsThis()
    yield "status tip", widget.statusTip()
    yield "accessible name", widget.accessibleName()
    yield "accessible description", widget.accessibleDescription()
    if isinstance(widget, QLabel | QAbstractButton):
        yield "text", widget.text()
