"""Putting one register together: its books, its line to the centre, its devices."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from posapp.central.client import Central
from posapp.central.identity import Identity
from posapp.central.port import CentralService
from posapp.database.trouble import must_give
from posapp.devices.drawer import PrinterDrawer
from posapp.devices.printer import printer_at
from posapp.devices.receipts import Paper
from posapp.devices.terminal_tcp import terminal_at
from posapp.domain.errors import BadReply, BooksDamaged, PinsSealed, Unreachable
from posapp.domain.shop import Shop
from posapp.services import credit, enrolling, epochs, keeping
from posapp.services.register import Current, Register
from posapp.store import settings, shops
from posapp.store.books import JOURNAL, Books, open_books
from posapp.store.sealing import Seal


def open_register(folder: Path, clock: Callable[[], datetime] | None = None) -> Register:
    """Open the data of an enrolled register and plug everything into it.

    One program at a time may have a folder open. The centre is only asked when the shop's
    profile has never been here.

    Raises:
        NotEnrolled: the folder belongs to no register yet; ``enrolling.enrol`` first.
        PinsSealed: the profile here was sealed with another key, and the centre is away.
        SecondCopy: another running program has it open.
        NewerSchema: a newer program wrote it; it is left untouched.
        StoreTrouble: it cannot be opened.
        BadDeviceAddress: the printer or terminal is set up with an impossible address.
        Unreachable: the profile has never been here, and the centre is away.
    """
    clock = clock or _now
    place = enrolling.settings(folder)
    printer, terminal = printer_at(place.printer), terminal_at(place.terminal)
    key = keeping.private_key(folder)
    central, seal = Central(place.hub_url, Identity(place.register, key)), Seal(key)
    with _let_go(folder, central) as open_here:
        books = open_books(folder)
        open_here.callback(books.close)
        shop = _shop(books, central, seal, clock())
        with books.journal.reading() as db:
            epoch = epochs.present(db, place.register, place.epoch)
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
            seal=seal,
            clock=clock,
            new_id=_new_id,
            current=Current(shop, clock()),
        )
        epochs.notice_lost_end(register)
        credit.give_back_left_over(register)
        open_here.pop_all()
    return register


def _now() -> datetime:
    return datetime.now(UTC)


def _new_id() -> str:
    """Its library reads about itself on the disk when it is imported: nobody waits for that."""
    from uuid6 import uuid7

    return str(uuid7())


@contextmanager
def _let_go(folder: Path, central: CentralService) -> Iterator[ExitStack]:
    """What is on this stack is closed when opening fails, and once it is, what only looks
    damaged is told apart from what the disk does not give."""
    try:
        with ExitStack() as open_here:
            open_here.callback(central.close)
            yield open_here
    except BooksDamaged:
        must_give(folder / JOURNAL)
        raise


def _shop(books: Books, central: CentralService, seal: Seal, now: datetime) -> Shop:
    """The profile as it was last sent; fetched only when there is none that opens.

    Raises:
        PinsSealed: there is one, of another key, and the centre does not answer.
    """
    known, salted, settled = _kept(books, seal)
    fetched = None if known else _sent(books, central)
    shop = known or fetched
    if shop is None:
        raise BadReply("no profile")
    if fetched or not salted or not settled:
        with books.journal.writing() as db:
            if fetched or not settled:
                shops.put(db, shop, now if fetched else shops.as_of(db) or now, seal)
            if not salted:
                settings.put(db, settings.SALT, secrets.token_hex(16))
    if not settled:
        books.journal.settle()  # what lay open is gone from the disk
    return shop


def _kept(books: Books, seal: Seal) -> tuple[Shop | None, bool, bool]:
    """The profile kept here, if it opens; whether there is a salt; whether it is sealed."""
    with books.journal.reading() as db:
        salted, settled = bool(settings.get(db, settings.SALT)), not shops.lies_open(db)
        with suppress(PinsSealed):
            return shops.get(db, seal), salted, settled
    return None, salted, settled


def _sent(books: Books, central: CentralService) -> Shop | None:
    try:
        return central.shop()
    except Unreachable as error:
        with books.journal.reading() as db:
            if shops.as_of(db) is not None:
                raise PinsSealed from error
        raise
