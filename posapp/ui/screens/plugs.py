"""What is plugged into the window: each part is made anew with every sale screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from posapp.ui.screens.sale import SaleScreen
    from posapp.ui.workplace import Workplace


def plugs() -> tuple[Callable[[SaleScreen], None], ...]:
    """Customer panel, conversation, pulling, shipping, payment: each takes the screen, sets
    its columns and connects to its signals."""
    from posapp.ui.customer import serving_people
    from posapp.ui.paying import paying
    from posapp.ui.receipt import after

    return (serving_people.plug, paying.plug, after.plug)


def day_screen(_workplace: Workplace) -> QWidget | None:
    """The manager's screen; it has a signal ``closed``. None while there is none."""
    return None
