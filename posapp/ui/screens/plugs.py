"""What is plugged into the window: each part is made anew with every sale screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posapp.ui.day.screen import DayScreen
    from posapp.ui.screens.sale import SaleScreen
    from posapp.ui.workplace import Workplace


def plugs() -> tuple[Callable[[SaleScreen], None], ...]:
    """Customer panel, conversation, pulling, shipping, payment: each takes the screen, sets
    its columns and connects to its signals."""
    from posapp.ui import camera
    from posapp.ui.customer import serving_people
    from posapp.ui.paying import paying
    from posapp.ui.receipt import after
    from posapp.ui.screens import sale_attention, sale_doubts
    from posapp.ui.shipping import sending

    return (
        serving_people.plug_column,
        serving_people.plug,
        sending.plug,
        paying.plug,
        after.plug,
        sale_attention.plug,
        sale_doubts.plug,
        camera.plug,
    )


def day_screen(workplace: Workplace) -> DayScreen:
    """The manager's screen of the day's sales."""
    from posapp.ui.day.screen import DayScreen

    return DayScreen(workplace)
