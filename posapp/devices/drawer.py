"""The cash drawer, which hangs on the printer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from posapp.devices.printer import Printer, PrinterState


class Drawer(Protocol):
    """Opens for a sale in the journal, or for a no-sale; never by itself."""

    def open(self) -> PrinterState:
        """Ask it to open. It has no sensor: READY means the pulse was sent, and after
        PAPER_OUT and COVER_OPEN most printers give it too."""
        ...


@dataclass(frozen=True)
class PrinterDrawer:
    """A drawer at the printer's connector.

    Attributes:
        pin: 0 for pin 2, 1 for pin 5.
    """

    printer: Printer
    pin: int = 0

    def open(self) -> PrinterState:
        return self.printer.pulse(self.pin)
