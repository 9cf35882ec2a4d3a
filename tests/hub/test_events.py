"""News for registers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from posapp.contract.messages import EventKind, Events, How, Opening
from posapp.contract.problems import Problem
from posapp.database.engine import as_text
from posapp.domain.catalogue import Product
from posapp.domain.customer import Customer
from posapp.domain.money import Money
from posapp.domain.people import Clerk, Role
from posapp.domain.promotions import Promotion, PromotionKind
from posapp.domain.visit import Visit
from posapp.hub import catalogue, news, promotions, stock, tidying
from posapp.hub.app import open_hub
from posapp.hub.problems import Refusal
from posapp.hub.settings import Settings
from posapp.hub.shop import put_clerks
from posapp.hub.tables import metadata
from posapp.hub.tables.writes import events
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre, running
from tests.hub.store import ITALY, Store, delete_product, make_store, new_id


def test_news_wakes_the_waiting_register_at_once_and_is_told_once(
    centre: Centre, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the bell: whoever waits here never looks by themselves."""
    with running(centre.hub.settings) as deaf:
        register = store.register(deaf.hub, deaf.url)
        here = read(register.get("/v1/events"), Events).cursor
        product = new_id()

        def tell() -> None:
            deaf.hub.write(
                lambda db: news.note(db, deaf.hub, EventKind.STOCK, product, store=store.id)
            )

        async def only_rung(_within_s: float) -> None:
            waiting = asyncio.ensure_future(news.Bell.heard(deaf.hub.bell, 3600))
            await asyncio.sleep(0)  # from here on it can be woken
            await asyncio.gather(waiting, asyncio.to_thread(tell))

        monkeypatch.setattr(deaf.hub.bell, "heard", only_rung)
        told = read(register.get(f"/v1/events?cursor={here}&wait=20"), Events)
        assert [event.of for event in told.events] == [product]
        again = read(register.get(f"/v1/events?cursor={told.cursor}"), Events)
        assert again.events == ()


def test_unsigned_request_is_refused(centre: Centre) -> None:
    assert problem(Client(centre.url).get("/v1/events")).code == "unauthorised"


def test_news_of_another_process_is_found_by_looking(
    centre: Centre, store: Store, register: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another hub on the same database stands for the other process; its bell is not ours."""
    here = read(register.get("/v1/events"), Events).cursor
    other = open_hub(centre.hub.settings)
    waited_s = []

    def tell() -> None:
        other.write(lambda db: news.note(db, other, EventKind.SHOP, "x", store=store.id))

    async def the_time_passes(within_s: float) -> None:
        waited_s.append(within_s)
        await asyncio.to_thread(tell)

    monkeypatch.setattr(centre.hub.bell, "heard", the_time_passes)
    told = read(register.get(f"/v1/events?cursor={here}&wait=20"), Events)
    assert [event.of for event in told.events] == ["x"]
    assert waited_s == [centre.hub.settings.poll_s]
    other.close()


@pytest.fixture
def quiet(
    database_url: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Centre]:
    """A centre where nobody else makes news."""
    if database_url.startswith("sqlite"):
        url = as_text(tmp_path / "quiet.db")
    else:
        url = request.getfixturevalue("fresh_postgresql")
    hub = open_hub(Settings(url))
    metadata.create_all(hub.database.engine)
    hub.close()
    with running(Settings(url)) as centre:
        yield centre


def test_news_that_commits_late_is_told_all_the_same(quiet: Centre) -> None:
    """A hint older than the newest one told, because its transaction took longer."""
    hub, now = quiet.hub, datetime.now(UTC)
    store = make_store(hub)
    register = store.register(hub, quiet.url)
    early = replace(hub, clock=lambda: now - timedelta(seconds=10))
    late = replace(hub, clock=lambda: now)
    cursor = news.cursor_text(news.Cursor(int(now.timestamp() - 60) * 1_000_000))
    hub.write(lambda db: news.note(db, late, EventKind.STOCK, "second", store=store.id))
    first = read(register.get(f"/v1/events?cursor={cursor}"), Events)
    assert "second" in [event.of for event in first.events]
    hub.write(lambda db: news.note(db, early, EventKind.STOCK, "first", store=store.id))
    then = read(register.get(f"/v1/events?cursor={first.cursor}"), Events)
    assert [event.of for event in then.events] == ["first"]
    last = read(register.get(f"/v1/events?cursor={then.cursor}"), Events)
    assert last.events == ()


def test_many_news_come_page_by_page_and_none_is_lost(
    centre: Centre, store: Store, register: Client
) -> None:
    cursor = read(register.get("/v1/events"), Events).cursor
    names = [f"n{number}" for number in range(1_050)]

    def tell(db: Connection) -> None:
        for name in names:
            news.note(db, centre.hub, EventKind.STOCK, name, store=store.id)

    centre.hub.write(tell)
    found: list[str] = []
    while True:
        told = read(register.get(f"/v1/events?cursor={cursor}"), Events)
        found, cursor = [*found, *(event.of for event in told.events)], told.cursor
        if not told.events:
            break
    assert sorted(found) == sorted(names)


def test_news_about_a_customer_is_told_where_they_are_served(
    centre: Centre, store: Store, register: Client, ana: Customer
) -> None:
    elsewhere = make_store(centre.hub).register(centre.hub, centre.url)
    here = read(register.get("/v1/events"), Events).cursor
    there = read(elsewhere.get("/v1/events"), Events).cursor
    asked = Opening(new_id(), How.NAME, store.clerk, customer=ana.id)
    read(register.post("/v1/visits", asked), Visit)
    hub = centre.hub
    hub.write(lambda db: news.note(db, hub, EventKind.CART, "cart", customer=ana.id))
    told = read(register.get(f"/v1/events?cursor={here}"), Events).events
    assert [event.kind for event in told] == [EventKind.ARRIVAL, EventKind.CART]
    assert read(elsewhere.get(f"/v1/events?cursor={there}"), Events).events == ()


def test_news_for_every_store_is_told_in_every_store(centre: Centre, register: Client) -> None:
    elsewhere = make_store(centre.hub).register(centre.hub, centre.url)
    product = new_id()
    cursors = [(r, read(r.get("/v1/events"), Events).cursor) for r in (register, elsewhere)]
    hub = centre.hub
    hub.write(lambda db: news.note(db, hub, EventKind.CATALOGUE, product))
    for each, cursor in cursors:
        told = read(each.get(f"/v1/events?cursor={cursor}"), Events).events
        assert product in [event.of for event in told]


def test_hint_of_a_write_that_failed_is_never_told(
    centre: Centre, store: Store, register: Client
) -> None:
    cursor = read(register.get("/v1/events"), Events).cursor

    def fails(db: Connection) -> None:
        news.note(db, centre.hub, EventKind.CART, "never", store=store.id)
        raise Refusal(Problem.CART_CHANGED)

    with pytest.raises(Refusal):
        centre.hub.write(fails)
    assert read(register.get(f"/v1/events?cursor={cursor}"), Events).events == ()


def test_old_news_and_spent_tokens_are_thrown_away(centre: Centre, store: Store) -> None:
    hub, name = centre.hub, new_id()
    old = replace(hub, clock=lambda: hub.clock() - timedelta(days=8))
    hub.write(lambda db: news.note(db, old, EventKind.CART, name, store=store.id))
    hub.write(lambda db: news.note(db, hub, EventKind.CART, f"{name}2", store=store.id))
    hub.write(lambda db: tidying.tidy(db, hub))
    with hub.database.reading() as db:
        left = db.scalars(select(events.c.of).where(events.c.store == store.id)).all()
    assert left == [f"{name}2"]


def hinted(register: Client, cursor: str) -> list[EventKind]:
    told = read(register.get(f"/v1/events?cursor={cursor}"), Events).events
    return sorted((event.kind for event in told), key=lambda kind: kind.value)


def test_whatever_changes_the_catalogue_is_heard_once_for_each_write(
    centre: Centre, store: Store, register: Client
) -> None:
    hub = centre.hub
    boots = Product(f"P{new_id()}", "Boots", Money(8900))
    one = [stock.Pieces(boots.sku, store.id, 1)]
    two = [stock.Pieces(boots.sku, store.id, 2)]

    def remove(db: Connection) -> None:
        for _ in range(3):
            delete_product(db, boots.sku)

    def fail(db: Connection) -> None:
        remove(db)
        raise LookupError

    works: list[Callable[[Connection], object]] = [
        lambda db: catalogue.put_products(db, [boots]),
        lambda db: stock.receive(db, one, new_id(), hub.clock()),
        lambda db: stock.count(db, two, new_id(), hub.clock()),
        lambda db: catalogue.put_products(db, [replace(boots, name=n) for n in "abc"]),
        remove,
    ]
    for work in works:
        cursor = read(register.get("/v1/events"), Events).cursor
        hub.write(work)
        assert hinted(register, cursor) == [EventKind.CATALOGUE]
    cursor = read(register.get("/v1/events"), Events).cursor
    with pytest.raises(LookupError):
        hub.write(fail)
    hub.write(lambda db: None)
    assert hinted(register, cursor) == [], "nothing changed, so nothing is told"


def test_new_promotions_people_and_taxes_are_heard_where_they_count(
    centre: Centre, store: Store, register: Client
) -> None:
    hub = centre.hub
    elsewhere = make_store(hub).register(hub, centre.url)
    offer = Promotion(f"p{new_id()}", "-10 %", PromotionKind.CART_PERCENT, coupon=new_id()[:20])
    bene = Clerk(f"c{new_id()}", "Bene", Role.CLERK, "$argon2id$…")
    everywhere: list[Callable[[Connection], object]] = [
        lambda db: promotions.put_promotions(db, [offer]),
        lambda db: promotions.put_tax_rules(db, ITALY),
    ]
    for work in everywhere:
        cursors = [(r, read(r.get("/v1/events"), Events).cursor) for r in (register, elsewhere)]
        hub.write(work)
        assert [hinted(r, cursor) for r, cursor in cursors] == [[EventKind.SHOP]] * 2
    cursors = [(r, read(r.get("/v1/events"), Events).cursor) for r in (register, elsewhere)]
    hub.write(lambda db: put_clerks(db, store.id, [bene]))
    assert [hinted(r, cursor) for r, cursor in cursors] == [[EventKind.SHOP], []]
