"""What a screen may reach while a clerk is signed in."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posapp.domain.people import Clerk
from posapp.ui.background import Background

if TYPE_CHECKING:
    from posapp.services.register import Register
    from posapp.ui.pictures import Pictures
    from posapp.ui.sync_driver import SyncDriver
    from posapp.ui.widgets.banner import Toast


@dataclasses.dataclass
class Seat:
    """Nobody's until a clerk has signed in, then theirs for good."""

    taken_by: Clerk | None = None


@dataclass(frozen=True)
class Workplace:
    """Given to every screen; it lives until sign-out. Screens may be built before anybody
    has signed in, and are shown to nobody but the clerk who did.

    Attributes:
        seat: whose place it is.
        pictures: product pictures, fetched and kept in the background.
        toast: short notes with an undo, over the top bar.
        sync: says how things stand and what the centre tells; ``nudge`` it after something
            was put into the outbox.
        beep: the sound of an error.
        scan: takes a scan as if the scanner had typed it; None in a screen without a window.
    """

    register: Register
    background: Background
    seat: Seat
    pictures: Pictures
    toast: Toast
    sync: SyncDriver
    beep: Callable[[], None]
    scan: Callable[[str], None] | None = None

    @property
    def clerk(self) -> Clerk:
        """Who signed in."""
        assert self.seat.taken_by is not None, "nobody works here yet"
        return self.seat.taken_by
