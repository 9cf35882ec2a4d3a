"""A register's folder as enrolment leaves it, with goods and people, its centre away."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from posapp.services import enrolling
from posapp.services.keeping import new_key, private_key
from posapp.store import settings, shops
from posapp.store.books import open_books
from posapp.store.sealing import Seal
from tests.services.conftest import fill, nowhere
from tests.services.shop import SHOP, STORE


@dataclass(frozen=True)
class Devices:
    """Ports of simulators on this computer."""

    printer: int
    terminal: int


def make_folder(folder: Path, devices: Devices) -> None:
    """Everything that a register needs to open; the books are made by the program."""
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    folder.mkdir(parents=True)
    new_key(folder)
    enrolling.save(
        folder,
        enrolling.Settings(
            hub_url=nowhere(),
            register="r-3",
            store=STORE,
            label="3",
            epoch=1,
            printer=f"tcp://127.0.0.1:{devices.printer}",
            terminal=f"127.0.0.1:{devices.terminal}",
        ),
    )
    books = open_books(folder)
    with books.journal.writing() as db:
        seal = Seal(private_key(folder))
        shops.put(db, SHOP, datetime.now(UTC), seal)
        settings.put(db, settings.SALT, "salt")
    fill(books)
    books.close()
