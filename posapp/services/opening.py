"""Putting one register together: its books, its line to the centre, its devices."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from uuid6 import uuid7

from posapp.central.client import Central
from posapp.central.identity import Identity
from posapp.central.port import CentralService
from posapp.devices.drawer import PrinterDrawer
from posapp.devices.printer import printer_at
from posapp.devices.receipts import Paper
from posapp.devices.terminal_tcp import terminal_at
from posapp.domain.errors import BadReply
from posapp.domain.shop import Shop
from posapp.services import credit, enrolling, epochs, keeping
from posapp.services.register import Current, Register
from posapp.store import settings, shops
from posapp.store.books import Books, open_books


def opened(folder: Path, clock: Callable[[], datetime]) -> Register:
    """See ``register.open_register``."""
    place = enrolling.settings(folder)
    printer, terminal = printer_at(place.printer), terminal_at(place.terminal)
    identity = Identity(place.register, keeping.private_key(folder))
    central = Central(place.hub_url, identity)
    books = open_books(folder)
    try:
        shop = _shop(books, central, clock())
        with books.journal.reading() as db:
            epoch = epochs.present(db, place.register, place.epoch)
    except BaseException:
        books.close()
        central.close()
        raise
    register = Register(
        id=place.register,
        label=place.label,
        store_id=place.store,
        epoch=epoch,
        folder=folder,
        books=books,
        central=central,
        printer=printer,
        paper=Paper(width=place.columns),
        drawer=PrinterDrawer(printer),
        terminal=terminal,
        clock=clock,
        new_id=lambda: str(uuid7()),
        current=Current(shop, clock()),
    )
    credit.give_back_left_over(register)
    return register


def _shop(books: Books, central: CentralService, now: datetime) -> Shop:
    """The profile as it was last sent; fetched only when there is none."""
    with books.journal.reading() as db:
        known, salted = shops.get(db), settings.get(db, settings.SALT)
    fetched = None if known else central.shop()
    shop = known or fetched
    if shop is None:
        raise BadReply("no profile")
    if fetched or not salted:
        with books.journal.writing() as db:
            if fetched:
                shops.put(db, fetched, now)
            if not salted:
                settings.put(db, settings.SALT, secrets.token_hex(16))
    return shop
