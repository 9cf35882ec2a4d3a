"""This register and everything it is plugged into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from posapp.domain.shop import Shop

if TYPE_CHECKING:
    from posapp.central.service import CentralService
    from posapp.database.engine import Database
    from posapp.devices.printer import ReceiptPrinter
    from posapp.devices.terminal import CardTerminal


@dataclass(frozen=True)
class Books:
    """The register's two databases.

    Attributes:
        journal: ``register.db``: what was sold and must never be lost; fully durable.
        catalogue: ``catalogue.db``: a copy that the centre can send again.
    """

    journal: Database
    catalogue: Database


class Current:
    """What changes while the register runs, safe to use from every thread."""

    def __init__(self, shop: Shop) -> None:
        self._lock = Lock()
        self._shop = shop

    @property
    def shop(self) -> Shop:
        """The store's profile, as the centre last sent it."""
        with self._lock:
            return self._shop

    def replace_shop(self, shop: Shop) -> None:
        """From now on this is the profile. Sync calls it after it has been stored."""
        with self._lock:
            self._shop = shop


@dataclass(frozen=True)
class Register:
    """What a use case may reach. Built once, by ``open_register``.

    Attributes:
        label: as the screen shows it, for example ``Register 3``.
        epoch: raised when this register's data was restored; part of every receipt number.
        folder: where the data lives; pictures are kept beside the databases.
        printer, terminal: None when this register has none.
        clock: the present moment, in UTC.
        new_id: a fresh UUIDv7, as text.
    """

    id: str
    label: str
    store_id: str
    epoch: int
    folder: Path
    books: Books
    central: CentralService
    printer: ReceiptPrinter | None
    terminal: CardTerminal | None
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    current: Current

    @property
    def shop(self) -> Shop:
        """Short for ``current.shop``."""
        return self.current.shop


def open_register(folder: Path, clock: Callable[[], datetime] | None = None) -> Register:
    """Open the data of an enrolled register and plug everything into it.

    One program at a time may have a folder open.

    Raises:
        NotEnrolled: the folder belongs to no register yet; ``enrolling.enrol`` first.
        SecondCopy: another running program has it open.
        NewerSchema: a newer program wrote it; it is left untouched.
        StoreTrouble: it cannot be opened.
        Unreachable: it was never filled with the shop's profile, and the centre is away.
    """
    raise NotImplementedError


def close_register(register: Register) -> None:
    """Let go of the databases, the devices and the folder."""
    raise NotImplementedError
