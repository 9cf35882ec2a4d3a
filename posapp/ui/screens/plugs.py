"""What is plugged into the sale screen: each is called once per new screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posapp.ui.screens.sale import SaleScreen


def plugs() -> tuple[Callable[[SaleScreen], None], ...]:
    """Customer panel, conversation, pulling, shipping, payment: each takes the screen, sets
    its columns and connects to its signals."""
    return ()
