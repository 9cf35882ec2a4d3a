"""A real centre over HTTP, and registers that were let into it by their own enrolment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from posapp.central.client import Central
from posapp.domain.customer import Customer
from posapp.domain.people import Clerk, Role
from posapp.hub import registers, tokens
from posapp.services import enrolling
from posapp.services.opening import open_register
from posapp.services.register import Register, close_register
from tests.hub.conftest import Centre
from tests.hub.shopping import Shopping, make_shopping
from tests.hub.store import make_store
from tests.services.conftest import fill, nowhere


@dataclass(frozen=True)
class Counter:
    """A register at a real centre, a clerk at it, and the goods of its store."""

    register: Register
    clerk: Clerk
    centre: Centre
    shopping: Shopping

    def qr(self, customer: Customer, store: str = "", age_s: float = 0) -> str:
        """The customer's QR, issued some seconds ago."""
        hub = self.centre.hub
        then = replace(hub, clock=lambda: hub.clock() - timedelta(seconds=age_s))
        return then.read(lambda db: tokens.issue(db, then, customer.id, store))


@contextmanager
def counter(centre: Centre, folder: Path) -> Iterator[Counter]:
    """A register enrolled with a one-time code into a store of its own."""
    hub = centre.hub
    store = make_store(hub)
    shopping = make_shopping(centre, store, store.register(hub, centre.url))
    code = hub.write(lambda db: registers.make_code(db, hub, store.id))
    enrolling.enrol(folder, centre.url, code)
    register = open_register(folder)
    clerk = Clerk(store.clerk, "Mira", Role.CLERK, "")
    fill(register.books)
    try:
        yield Counter(register, clerk, centre, shopping)
    finally:
        close_register(register)


def away(register: Register) -> Register:
    """The same register with the centre gone."""
    return replace(register, central=Central(nowhere()))
