"""The catalogue as registers get it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from hashlib import sha256
from threading import Barrier, Thread

import pytest
from sqlalchemy import update

from posapp.contract import paths, wire
from posapp.contract.messages import CatalogueChange, CataloguePage, ChangeKind, How, Opening
from posapp.domain.catalogue import Option, Product
from posapp.domain.customer import Customer
from posapp.domain.money import Money
from posapp.domain.visit import Visit
from posapp.hub import catalogue, changes, erasing, stock
from posapp.hub.tables.catalogue import marks
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre
from tests.hub.shopping import Shopping, make_shopping
from tests.hub.store import Store, delete_product, make_store, new_id

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture
def shop(centre: Centre, store: Store, register: Client) -> Shopping:
    return make_shopping(centre, store, register)


def whole(register: Client, limit: int) -> tuple[list[Product], CataloguePage]:
    """The snapshot as a register reads it, the checksum worked out on the way."""
    cursor, products, link = "", list[Product](), b""
    while True:
        target = f"/v1/catalogue/snapshot?limit={limit}&cursor={cursor}"
        page = read(register.get(target), CataloguePage)
        for change in page.changes:
            assert change.product is not None
            link = sha256(link + wire.canonical(change.product)).digest()
            products.append(change.product)
        assert page.checksum == link.hex()
        if page.done:
            return products, page
        cursor = page.cursor


def news(register: Client, cursor: str) -> tuple[list[CatalogueChange], str]:
    page = read(register.get(f"/v1/catalogue/changes?cursor={cursor}"), CataloguePage)
    while not page.done:
        more = read(register.get(f"/v1/catalogue/changes?cursor={page.cursor}"), CataloguePage)
        page = replace(more, changes=page.changes + more.changes)
    return list(page.changes), page.cursor


def test_snapshot_brings_every_product_once_the_popular_first_with_what_this_store_has(
    shop: Shopping,
) -> None:
    tricky = 'Boots "on_hand":0, \\ € \u2028'
    options = (Option("Colour", "Blue"), Option("Size", "38"))
    made = [shop.product(here=n, elsewhere=7, popularity=n % 3, name=tricky) for n in range(5)]
    made.append(shop.product(here=2, options=options, gtin="4006381333931"))
    for limit in (1, 2, 5000):
        products, page = whole(shop.register, limit)
        order = [(-product.popularity, product.sku) for product in products]
        assert order == sorted(order)
        assert page.of == len(products) == len(set(order))
        mine = {p.sku: p for p in products if p.sku in {m.sku for m in made}}
        here = [0, 1, 2, 3, 4, 2]
        assert mine == {p.sku: replace(p, on_hand=n) for p, n in zip(made, here, strict=True)}


def test_snapshot_goes_on_after_a_break_with_the_cursor_alone(shop: Shopping) -> None:
    for _ in range(3):
        shop.product()
    first = read(shop.register.get("/v1/catalogue/snapshot?limit=2"), CataloguePage)
    target = f"/v1/catalogue/snapshot?limit=2&cursor={first.cursor}"
    assert shop.register.get(target).content == shop.register.get(target).content


@pytest.mark.parametrize("cursor", ["x", "e30", "eyJyYW5rIjoiYSJ9", "%00", "9" * 400])
def test_cursor_of_somebody_else_is_refused(shop: Shopping, cursor: str) -> None:
    answer = shop.register.get(f"/v1/catalogue/snapshot?cursor={cursor}")
    assert problem(answer).code == "invalid"
    changed = shop.register.get(f"/v1/catalogue/changes?cursor={cursor}x")
    assert problem(changed).code == "invalid"


def test_what_changes_after_the_snapshot_began_is_told_by_the_changes(shop: Shopping) -> None:
    boots, belt = shop.product(here=3), shop.product()
    _, page = whole(shop.register, 5000)
    cheaper = replace(boots, price=Money(1))
    shop.hub.write(lambda db: catalogue.put_products(db, [cheaper, belt]))
    told, cursor = news(shop.register, page.changes_from)
    assert told == [CatalogueChange(ChangeKind.PUT, boots.sku, replace(cheaper, on_hand=3))], (
        "the belt is what it was"
    )
    shop.hub.write(lambda db: delete_product(db, belt.sku))
    assert news(shop.register, cursor)[0] == [CatalogueChange(ChangeKind.REMOVED, belt.sku)]


def test_pieces_that_come_and_go_are_told_to_their_own_store_only(
    shop: Shopping, centre: Centre
) -> None:
    boots = shop.product(here=1)
    other = make_store(centre.hub).register(centre.hub, centre.url)
    cursor = news(shop.register, "0")[1]
    theirs = news(other, "0")[1]
    more = [stock.Pieces(boots.sku, shop.store.id, 4)]
    shop.hub.write(lambda db: stock.receive(db, more, new_id(), shop.hub.clock()))
    assert [c.product and c.product.on_hand for c in news(shop.register, cursor)[0]] == [5]
    assert news(other, theirs)[0] == []


def test_change_that_commits_late_is_still_told_to_who_read_on_meanwhile(
    shop: Shopping,
) -> None:
    early, late = shop.product(here=5), shop.product(here=5)
    cursor = news(shop.register, "0")[1]
    if shop.hub.database.engine.dialect.name == "sqlite":
        return  # one writer at a time: nothing can commit late
    with shop.hub.database.writing() as slow:
        changes.mark(slow, [(late.sku, shop.store.id)])
        shop.hub.write(lambda db: changes.mark(db, [(early.sku, shop.store.id)]))
        told, cursor = news(shop.register, cursor)
        assert [change.sku for change in told] == [early.sku]
    assert [change.sku for change in news(shop.register, cursor)[0]] == [late.sku]


def test_many_writers_lose_no_change(shop: Shopping) -> None:
    """Readers go on from wherever they were, while eight writers mark and commit."""
    goods = [shop.product(here=1) for _ in range(40)]
    cursor, begin = news(shop.register, "0")[1], Barrier(9)

    def write(part: int) -> None:
        begin.wait()
        for product in goods[part::8]:
            shelves = [(product.sku, shop.store.id)]
            shop.hub.write(partial(changes.mark, shelves=shelves))

    writers = [Thread(target=write, args=(part,)) for part in range(8)]
    for writer in writers:
        writer.start()
    begin.wait()
    told: list[str] = []
    while any(writer.is_alive() for writer in writers):
        found, cursor = news(shop.register, cursor)
        told += [change.sku for change in found]
    for writer in writers:
        writer.join()
    told += [change.sku for change in news(shop.register, cursor)[0]]
    assert sorted(told) == sorted(product.sku for product in goods)


def test_marks_without_a_number_are_numbered_when_asked_for(shop: Shopping) -> None:
    boots = shop.product()
    shop.hub.write(
        lambda db: db.execute(update(marks).where(marks.c.sku == boots.sku).values(number=None))
    )
    before = shop.hub.read(changes.latest)
    assert boots.sku in [change.sku for change in news(shop.register, str(before))[0]]


def test_picture_is_sent_once_for_ever(shop: Shopping) -> None:
    name = f"{new_id()}.png"
    shop.hub.write(lambda db: catalogue.put_images(db, [(name, PNG)]))
    answer = shop.register.get(f"/v1/images/{name}")
    assert (answer.content, answer.headers["Content-Type"]) == (PNG, "image/png")
    assert "immutable" in answer.headers["Cache-Control"]
    assert problem(shop.register.get("/v1/images/none.png")).code == "not_found"


def test_p6_a_picture_out_of_a_conversation_comes_to_stores_that_serve_its_customer(
    shop: Shopping, ana: Customer
) -> None:
    name = f"{new_id()}.png"
    shop.hub.write(lambda db: catalogue.put_images(db, [(name, PNG)], ana.id))
    assert problem(shop.register.get(f"/v1/images/{name}")).code == "not_found"
    asked = Opening(new_id(), How.NAME, shop.store.clerk, customer=ana.id)
    read(shop.register.post(paths.VISITS, asked), Visit)
    answer = shop.register.get(f"/v1/images/{name}")
    assert (answer.content, answer.headers["Cache-Control"]) == (PNG, "no-store")
    shop.hub.write(lambda db: erasing.erase(db, shop.hub, ana.id))
    assert shop.hub.read(lambda db: catalogue.image(db, name)) is None


@pytest.mark.parametrize("content", [b"<svg/>", PNG + bytes(1_048_576), b""])
def test_what_is_no_picture_or_too_large_is_not_kept(shop: Shopping, content: bytes) -> None:
    with pytest.raises(ValueError, match="PNG or JPEG"):
        shop.hub.write(lambda db: catalogue.put_images(db, [(new_id(), content)]))


@pytest.mark.parametrize(
    "bad", [{"sku": ""}, {"sku": "x" * 65}, {"price": Money(-1)}, {"name": "x" * 301}]
)
def test_bad_product_is_refused_by_name(shop: Shopping, bad: dict[str, object]) -> None:
    product = replace(Product("S", "Boots", Money(1)), **bad)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(catalogue.BadProduct):
        shop.hub.write(lambda db: catalogue.put_products(db, [product]))
