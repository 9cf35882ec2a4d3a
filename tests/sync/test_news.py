"""What changed at the centre reaches the register, and its profile with it."""

from __future__ import annotations

from threading import Thread

import pytest
from sqlalchemy import update

from posapp.contract.messages import EventKind, Events
from posapp.domain.errors import NotEnrolled, Refused, Unreachable
from posapp.hub import news
from posapp.hub.tables import chain
from posapp.services.health import LinkState
from posapp.services.register import Register
from posapp.store import shops
from posapp.sync.exchange import exchange
from posapp.sync.news import listen
from posapp.sync.profile import refresh
from tests.hub.shopping import Shopping
from tests.sync.conftest import Line, link


def test_news_comes_while_listening(register: Register, shopping: Shopping) -> None:
    start = listen(register)
    assert start.events == () and start.cursor
    heard: list[Events] = []
    listening = Thread(target=lambda: heard.append(listen(register, start.cursor, 20)))
    listening.start()
    shopping.hub.write(lambda db: news.note(db, shopping.hub, EventKind.CATALOGUE, "import"))
    listening.join(20)
    assert EventKind.CATALOGUE in {event.kind for event in heard[0].events}


def test_a_forgotten_cursor_starts_anew(register: Register) -> None:
    assert listen(register, "no cursor of ours", 0).cursor


def test_a_centre_that_refuses_even_that_is_told(register: Register, line: Line) -> None:
    line.fails["events"] = Refused("invalid")
    with pytest.raises(Refused):
        listen(register, "any")


def test_a3_listening_notices_when_the_centre_goes(register: Register, line: Line) -> None:
    listen(register)
    assert link(register) is LinkState.ONLINE
    line.fails["events"] = Unreachable("cut")
    for state in (LinkState.ONLINE, LinkState.OFFLINE):
        with pytest.raises(Unreachable):
            listen(register, "any")
        assert link(register) is state
    line.fails["events"] = NotEnrolled()
    for state in (LinkState.OFFLINE, LinkState.ONLINE):
        with pytest.raises(NotEnrolled):
            listen(register, "any")
        assert link(register) is state


def test_a_profile_that_did_not_change_is_not_sent_again(register: Register) -> None:
    assert not refresh(register)


def test_a_changed_profile_is_stored_and_sold_by(
    register: Register, shopping: Shopping
) -> None:
    stores = chain.stores
    mine = stores.c.id == shopping.store.id
    shopping.hub.write(
        lambda db: db.execute(update(stores).where(mine).values(receipt_footer="Ciao"))
    )
    assert exchange(register).new_shop
    assert register.shop.receipt_footer == "Ciao"
    with register.books.journal.reading() as db:
        assert shops.get(db, register.seal) == register.shop
    assert not exchange(register).new_shop


def test_a_profile_refused_leaves_the_old_one(register: Register, line: Line) -> None:
    before = register.shop
    line.fails["shop"] = Refused("not_found")
    assert exchange(register).online
    assert register.shop == before
