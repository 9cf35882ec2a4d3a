"""Every key of the program in one table; remapped by the register's settings, shown by F1.

No bare letter or digit is ever a shortcut: scanners and people type those.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

translate = QCoreApplication.translate

DEFAULTS: Mapping[str, str] = {
    "help": "F1",
    "box": "F2",
    "camera": "Shift+F2",
    "customer": "F3",
    "variant": "F4",
    "discount": "F5",
    "fulfilment": "F6",
    "chat": "F7",
    "park": "F8",
    "pay": "F9",
    "ship": "Shift+F6",
    "coupon": "Ctrl+K",
    "note": "Ctrl+N",
    "quantity": "Ctrl+Q",
    "undo": "Ctrl+Z",
    "done": "Ctrl+E",
    "new_customer": "Shift+F3",
    "pull": "Ctrl+P",
    "redeem": "Ctrl+R",
    "shutter": "Shift+F7",
    "day": "F10",
    "settle": "Shift+F9",
    "attention": "Shift+F1",
    "card": "F11",
    "gift_card": "F12",
    "store_credit": "Shift+F12",
    "lock": "Ctrl+L",
    "report": "Ctrl+Shift+R",
    "theme": "Ctrl+Shift+T",
    "language": "Ctrl+Shift+L",
}


@dataclass(frozen=True)
class Key:
    """One row of the F1 table."""

    id: str
    key: str
    does: str


class _Map:
    """The keys in force; one table per process, as there is one keyboard."""

    keys: Mapping[str, str] = DEFAULTS
    witness: Callable[[str], None] | None = None


def witness(tell: Callable[[str], None] | None) -> None:
    """Tell of each shortcut before it acts, or nobody any more."""
    _Map.witness = tell


def pressed(key: str) -> None:
    """A shortcut is about to act; connected before what it does."""
    if _Map.witness is not None:
        _Map.witness(key)


def remap(wanted: Mapping[str, str]) -> tuple[str, ...]:
    """Use other keys than the usual ones.

    Returns:
        The ids that were left alone: unknown, a bare character, or taken already.
    """
    keys, refused = dict(DEFAULTS), []
    for name, text in wanted.items():
        taken = {key for other, key in keys.items() if other != name}
        sequence = QKeySequence(text).toString()
        if name not in DEFAULTS or len(sequence) < 2 or sequence in taken:
            refused.append(name)
        else:
            keys[name] = sequence
    _Map.keys = keys
    return tuple(refused)


def shown(name: str) -> str:
    """The key of an action as people read it."""
    native = QKeySequence.SequenceFormat.NativeText
    return named(QKeySequence(_Map.keys[name]).toString(native))


def named(key: str) -> str:
    """A key as it is called on the keyboards of this language."""
    words = {
        "Enter": translate("keys", "Enter"),
        "Del": translate("keys", "Del"),
        "Shift": translate("keys", "Shift"),
    }
    return "+".join(words.get(part, part) for part in key.split("+"))


def bind(owner: QWidget, name: str, does: Callable[[], object]) -> QShortcut:
    """Let an action's key do something while ``owner`` is visible in the active window."""
    made = QShortcut(QKeySequence(_Map.keys[name]), owner)
    made.setObjectName(f"key.{name}")
    made.setContext(Qt.ShortcutContext.WindowShortcut)
    made.setAutoRepeat(False)
    made.activated.connect(partial(pressed, _Map.keys[name]))
    made.activated.connect(does)
    return made


def table() -> tuple[Key, ...]:
    """Every key and what it does, in the clerk's language, in the order to show them."""
    says = {
        "help": translate("keys", "Show all keys"),
        "box": translate("keys", "The box: item, phone, name, receipt, coupon"),
        "camera": translate("keys", "Camera as a scanner"),
        "customer": translate("keys", "Customer"),
        "variant": translate("keys", "Another size or colour"),
        "discount": translate("keys", "Discount"),
        "fulfilment": translate("keys", "Take now or ship, split a line"),
        "chat": translate("keys", "Conversation"),
        "park": translate("keys", "Park the cart, or bring one back"),
        "pay": translate("keys", "Pay"),
        "ship": translate("keys", "Ship home: address and method"),
        "coupon": translate("keys", "Enter a coupon"),
        "note": translate("keys", "Note on the line"),
        "quantity": translate("keys", "Quantity of the line"),
        "undo": translate("keys", "Undo"),
        "done": translate("keys", "Finish with this customer"),
        "new_customer": translate("keys", "New customer"),
        "pull": translate("keys", "Pull the online cart"),
        "redeem": translate("keys", "Redeem the promise"),
        "shutter": translate("keys", "Hide or show the conversation"),
        "day": translate("keys", "The day's sales (managers)"),
        "settle": translate("keys", "Card payments to settle"),
        "attention": translate("keys", "What needs attention"),
        "card": translate("keys", "While paying: card"),
        "gift_card": translate("keys", "While paying: gift card"),
        "store_credit": translate("keys", "While paying: store credit"),
        "lock": translate("keys", "Lock the register; the cart stays"),
        "report": translate("keys", "Keep a report of what was done here, for support"),
        "theme": translate("keys", "Light or dark"),
        "language": translate("keys", "Language"),
    }
    fixed = (
        Key("up_down", "↑ ↓", translate("keys", "Choose a line or a search result")),
        Key("enter", named("Enter"), translate("keys", "Add what was found; confirm")),
        Key("plus_minus", "+ -", translate("keys", "One more or one less of the chosen line")),
        Key("delete", named("Del"), translate("keys", "Remove the chosen line")),
        Key("escape", "Esc", translate("keys", "Close the panel, back to the box")),
    )
    return (*(Key(name, shown(name), does) for name, does in says.items()), *fixed)
