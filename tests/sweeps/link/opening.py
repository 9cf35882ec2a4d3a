"""A shop of one product, for sweeps of what becomes of its sales."""

from __future__ import annotations

from pathlib import Path

from posapp.qa.centre import Centre
from posapp.qa.counter import enrol, plug_in
from tests.hub.conftest import Centre as Where
from tests.hub.shopping import make_shopping
from tests.hub.store import make_store

PIECES = 1_000_000


def open_shop(centre: Centre, folder: Path, url: str) -> None:
    """A store with one product, and the register let into it, which asks at this address."""
    hub = centre.hub
    store = make_store(hub)
    where = Where(hub, centre.url)
    make_shopping(where, store, store.register(hub, centre.url)).product(here=PIECES)
    enrol(centre, folder, store.id)
    plug_in(folder, url)
