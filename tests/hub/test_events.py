"""News for registers."""

from __future__ import annotations

import threading
import time

from posapp.contract.messages import EventKind, Events
from posapp.hub import news
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre
from tests.hub.store import Store, new_id


def test_news_is_told_once_and_the_waiting_register_is_woken_at_once(
    centre: Centre, store: Store, register: Client
) -> None:
    here = read(register.get("/v1/events"), Events).cursor
    product = new_id()

    def tell() -> None:
        centre.hub.write(
            lambda db: news.note(db, centre.hub, EventKind.STOCK, product, store=store.id)
        )

    began = time.monotonic()
    threading.Timer(0.2, tell).start()
    told = read(register.get(f"/v1/events?cursor={here}&wait=20"), Events)
    assert [event.of for event in told.events] == [product]
    assert time.monotonic() - began < 2
    again = read(register.get(f"/v1/events?cursor={told.cursor}"), Events)
    assert again.events == ()


def test_unsigned_request_is_refused(centre: Centre) -> None:
    assert problem(Client(centre.url).get("/v1/events")).code == "unauthorised"
