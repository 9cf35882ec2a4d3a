"""The customer's page at the centre: whose it is, what it shows, what it does to a cart."""

from __future__ import annotations

import json
import threading
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select, update

from posapp.contract import paths
from posapp.contract.signing import read_token
from posapp.domain.conversation import Attachment, Channel, Conversation, Direction, Message
from posapp.domain.customer import Customer
from posapp.domain.webcart import WebCart
from posapp.hub import (
    carts,
    catalogue,
    conversations,
    leases,
    tokens,
)
from posapp.hub.app import create_app
from posapp.hub.guessing import REMEMBERED
from posapp.hub.hub import PHONES, Hub
from posapp.hub.phone import addresses
from posapp.hub.settings import Settings
from posapp.hub.tables.carts import carts as cart_table
from posapp.hub.tables.customers import pages
from tests.hub.client import Client, problem
from tests.hub.conftest import Centre, running
from tests.hub.shopping import Shopping
from tests.hub.store import NOON, Store, make_customer, make_store, new_id, say

WAIT_S = 30


@dataclass
class Phone:
    """A browser on the page of a customer, without the page."""

    hub: Hub
    address: str

    def get(self, part: str = "", **headers: str) -> requests.Response:
        return requests.get(self.address + part, headers=headers, timeout=WAIT_S)

    def state(self) -> dict[str, Any]:
        seen: dict[str, Any] = self.get("/state").json()
        return seen

    def edits(self, cart: str, *operations: dict[str, Any]) -> requests.Response:
        body = json.dumps({"operations": operations})
        return requests.post(
            f"{self.address}/carts/{cart}/operations", data=body, timeout=WAIT_S
        )


def adding(sku: str, quantity: int = 1, kind: str = "add") -> dict[str, Any]:
    return {"id": new_id(), "kind": kind, "sku": sku, "quantity": quantity}


def phone_of(centre: Centre, customer: Customer) -> Phone:
    path = centre.hub.write(lambda db: addresses.make(db, centre.hub, customer.id))
    return Phone(centre.hub, centre.url + path)


@pytest.fixture
def shopping(centre: Centre, store: Store, register: Client) -> Shopping:
    return Shopping(centre, store, register)


@pytest.fixture
def phone(centre: Centre, store: Store, ana: Customer) -> Phone:
    return phone_of(centre, ana)


def open_carts(centre: Centre, customer: Customer) -> tuple[WebCart, ...]:
    return centre.hub.read(lambda db: carts.open_of(db, centre.hub, customer.id))


def test_page_shows_its_customer(phone: Phone, ana: Customer) -> None:
    seen = phone.state()
    assert (seen["name"], seen["tier"], seen["language"]) == (ana.name, "Gold", "it")
    assert seen["carts"] == []
    assert seen["adds_to"] == "new"


def test_first_item_makes_a_cart_and_the_next_one_joins_it(
    centre: Centre, phone: Phone, ana: Customer, shopping: Shopping
) -> None:
    first, second = adding(shopping.product().sku), adding(shopping.product().sku, 2)
    assert phone.edits("new", first).status_code == 204
    assert phone.edits("new", first).status_code == 204
    assert phone.edits(phone.state()["adds_to"], second).status_code == 204
    (cart,) = open_carts(centre, ana)
    held = {line.sku: line.quantity for line in cart.lines}
    assert held == {first["sku"]: 1, second["sku"]: 2}


def test_repeated_edit_counts_once(
    centre: Centre, phone: Phone, ana: Customer, shopping: Shopping
) -> None:
    edit = adding(shopping.product().sku)
    for _ in range(5):
        assert phone.edits("new", edit).status_code == 204
    (cart,) = open_carts(centre, ana)
    assert [line.quantity for line in cart.lines] == [1]


def test_page_opens_no_cart_but_its_customers_own(
    centre: Centre, phone: Phone, shopping: Shopping
) -> None:
    ben = make_customer(centre.hub, "Ben")
    sku = shopping.product().sku
    theirs = centre.hub.write(lambda db: carts.create(db, centre.hub, ben.id))
    refused = phone.edits(theirs, adding(sku))
    assert (refused.status_code, problem(refused).code) == (404, "not_found")
    assert phone.edits("no-such-cart", adding(sku)).status_code == 404
    assert open_carts(centre, ben)[0].lines == ()


def test_p6_page_tries_no_coupons_and_writes_no_notes(
    phone: Phone, shopping: Shopping, centre: Centre, ana: Customer
) -> None:
    """Whoever has a link could have tried all coupons of four digits in a minute."""
    phone.edits("new", adding(shopping.product().sku))
    (cart,) = open_carts(centre, ana)
    for field, value in (("coupons", "SAVE10"), ("note", "free, says the boss")):
        edit = {"id": new_id(), "kind": "set", "field": field, "value": value}
        refused = phone.edits(cart.id, edit | {"if_version": cart.version})
        assert problem(refused).code == "invalid"
    assert open_carts(centre, ana) == (cart,)


def test_p6_pages_leave_threads_to_the_registers(
    centre: Centre, phone: Phone, register: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    release, changed = threading.Event(), threading.Condition()
    running: list[int] = [0]
    most: list[int] = [0]

    def slow(*_asked: object) -> tuple[()]:
        with changed:
            running[0] += 1
            most[0] = max(most[0], running[0])
            changed.notify_all()
        release.wait(WAIT_S)
        with changed:
            running[0] -= 1
        return ()

    monkeypatch.setattr(catalogue, "search", slow)
    with ThreadPoolExecutor(PHONES + 3) as people:
        asked = [people.submit(phone.get, "/products?text=a") for _ in range(PHONES + 3)]
        with changed:
            assert changed.wait_for(lambda: running[0] >= PHONES, WAIT_S)
        for _ in range(5):
            assert register.get(paths.SHOP).status_code == 200
        release.set()
        assert {each.result().status_code for each in asked} == {200}
    assert most[0] == PHONES


def test_p6_whoever_has_a_link_costs_the_centre_so_much_a_minute_and_no_more(
    database_url: str,
) -> None:
    """Looks, codes, searches and edits add up; another page has its own minute."""
    with running(Settings(database_url, page_per_minute=42)) as centre:
        make_store(centre.hub)
        phone, other = (phone_of(centre, make_customer(centre.hub)) for _ in range(2))
        spent = (phone.get(), phone.get("/code"), phone.get("/products?text=x"))
        assert {each.status_code for each in spent} == {200}
        assert phone.edits("new", adding("x"), adding("x"), adding("x")).status_code != 429
        for part in ("", *PARTS):
            refused = phone.get(part)
            assert refused.status_code == 429
            assert 0 < int(refused.headers["Retry-After"]) <= 60
        assert phone.edits("new", adding("x")).status_code == 429
        assert other.state()["carts"] == []
        later = centre.hub.clock() + timedelta(minutes=1)
        for secret in map(str, range(2 * REMEMBERED)):
            centre.hub.pages.add(secret, later)
        assert len(vars(centre.hub.pages)["_counted"]) == REMEMBERED


def test_closed_cart_takes_no_more(
    centre: Centre, phone: Phone, ana: Customer, shopping: Shopping
) -> None:
    sku = shopping.product().sku
    phone.edits("new", adding(sku))
    (cart,) = open_carts(centre, ana)
    mine = cart_table.c.id == cart.id
    closed = update(cart_table).where(mine).values(state="checked_out", closed_by="s1")
    centre.hub.write(lambda db: db.execute(closed))
    assert problem(phone.edits(cart.id, adding(sku))).code == "cart_closed"
    assert phone.state()["adds_to"] == "new"


def test_page_says_that_the_cart_is_at_the_counter(
    centre: Centre, phone: Phone, ana: Customer, shopping: Shopping
) -> None:
    phone.edits("new", adding(shopping.product().sku))
    (cart,) = open_carts(centre, ana)
    mine = (shopping.register.id, "3")
    centre.hub.write(lambda db: leases.lease(db, centre.hub, cart.id, mine, 60))
    assert phone.state()["carts"][0]["state"] == "leased"


def test_unchanged_page_is_not_sent_again(phone: Phone, shopping: Shopping) -> None:
    etag = phone.get("/state").headers["ETag"]
    again = phone.get("/state", **{"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    phone.edits("new", adding(shopping.product().sku))
    assert phone.get("/state", **{"If-None-Match": etag}).status_code == 200


def test_code_is_new_at_every_look_and_true(
    centre: Centre, phone: Phone, ana: Customer
) -> None:
    one, other = phone.get("/code").text, phone.get("/code").text
    assert one != other
    token, signed, signature = read_token(one)
    keys = {key.id: key.public for key in centre.hub.read(tokens.keys)}
    public = Ed25519PublicKey.from_public_bytes(b64decode(keys[str(token.key)]))
    public.verify(signature, signed)
    picture = phone.get("/code.svg")
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert 'viewBox="0 0 49 49"' in picture.text  # version 6: 41 modules and the quiet zone
    assert picture.headers["Cache-Control"] == "no-store"


def test_notes_of_the_staff_stay_with_the_staff(
    centre: Centre, phone: Phone, ana: Customer
) -> None:
    thread = Conversation(f"t{new_id()}", Channel.EMAIL, "ana@example.com")
    said = [
        Message(
            id=f"m{new_id()}",
            conversation=thread.id,
            channel=Channel.EMAIL,
            direction=direction,
            sender="Mira",
            text=direction.value,
            at=NOON,
            sort_key=f"{place}-{thread.id}",
            attachments=(Attachment("a.png", "image/png"), Attachment("a.pdf", "a/b")),
        )
        for place, direction in enumerate(Direction)
    ]
    hub = centre.hub
    hub.write(lambda db: conversations.add_conversations(db, [(ana.id, thread)]))
    hub.write(lambda db: conversations.add_messages(db, [(ana.id, each) for each in said]))
    shown = phone.state()["messages"]
    assert [(each["text"], each["mine"]) for each in shown] == [("in", True), ("out", False)]
    assert shown[0]["images"] == ["a.png"]
    assert "Mira" not in json.dumps(shown)


def test_newest_fifty_messages_are_shown_oldest_first(
    centre: Centre, phone: Phone, ana: Customer
) -> None:
    say(centre.hub, ana, [str(number) for number in range(70)])
    shown = [int(each["text"]) for each in phone.state()["messages"]]
    assert shown == list(range(20, 70))


def test_customer_finds_what_the_shop_sells(phone: Phone, shopping: Shopping) -> None:
    product = shopping.product(name=f"Boots {new_id()}")
    gone = shopping.product(name=product.name, active=False)
    found = phone.get(f"/products?text={product.name}").json()
    assert [each["sku"] for each in found] == [product.sku]
    assert gone.sku != product.sku
    assert phone.get("/products?text=%20").json() == []


def test_pictures_come_to_customers_only(centre: Centre, phone: Phone) -> None:
    name = f"{new_id()}.png"
    content = b"\x89PNG\r\n\x1a\n"
    centre.hub.write(lambda db: catalogue.put_images(db, [(name, content)]))
    shown = phone.get(f"/images/{name}")
    assert (shown.content, shown.headers["Content-Type"]) == (content, "image/png")
    assert phone.get("/images/none.png").status_code == 404
    nobody = Phone(centre.hub, f"{centre.url}/c/{'x' * 43}")
    assert nobody.get(f"/images/{name}").status_code == 404


def test_p6_a_picture_out_of_a_conversation_comes_to_its_customers_page_alone(
    centre: Centre, phone: Phone, ana: Customer
) -> None:
    name, content = f"{new_id()}.png", b"\x89PNG\r\n\x1a\n"
    centre.hub.write(lambda db: catalogue.put_images(db, [(name, content)], ana.id))
    other = phone_of(centre, make_customer(centre.hub))
    assert phone.get(f"/images/{name}").content == content
    assert other.get(f"/images/{name}").status_code == 404


PARTS = ("/state", "/code", "/code.svg", "/products?text=a", "/images/a.png")


def test_address_that_was_replaced_opens_nothing(
    centre: Centre, phone: Phone, ana: Customer
) -> None:
    fresh = phone_of(centre, ana)
    assert phone.get().status_code == 404
    assert {phone.get(part).status_code for part in PARTS} == {404}
    assert phone.edits("new", adding("a")).status_code == 404
    assert fresh.get().status_code == 200


def test_secret_is_kept_nowhere(centre: Centre, phone: Phone, ana: Customer) -> None:
    secret = phone.address.rsplit("/", 1)[1]
    kept = centre.hub.read(
        lambda db: db.execute(select(pages).where(pages.c.customer == ana.id)).one()
    )
    assert len(secret) == 43
    assert all(secret not in str(value) for value in kept)


@pytest.mark.parametrize("part", ["", *PARTS])
def test_browser_is_told_to_trust_nothing_else(phone: Phone, part: str) -> None:
    answer = phone.get(part)
    headers = answer.headers
    rules = headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "frame-ancestors 'none'"} <= {*rules}
    assert ("script-src 'self'" in rules) is answer.ok
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_page_is_refused_what_is_too_large(phone: Phone) -> None:
    assert phone.get(f"/products?text={'a' * 81}").status_code == 422
    assert phone.get(f"/images/{'a' * 201}").status_code == 422
    assert phone.get("x" * 10).status_code == 422
    many = [adding("a") for _ in range(201)]
    assert phone.edits("new", *many).status_code == 422
    assert phone.edits("new").status_code == 422
    assert phone.edits("new", adding("a" * 300_000)).status_code == 413
    assert phone.edits("new", {"id": "1", "kind": "steal"}).status_code == 422


def test_files_of_the_page_are_those_and_no_others(centre: Centre) -> None:
    for name in ("page.css", "page.js", "words.js"):
        assert requests.get(f"{centre.url}/page/{name}", timeout=WAIT_S).status_code == 200
    for name in ("index.html", "..%2Fdemo%2Fen.toml", "page.py"):
        assert requests.get(f"{centre.url}/page/{name}", timeout=WAIT_S).status_code == 404


def test_page_is_no_part_of_the_contract() -> None:
    document = create_app(Settings("sqlite:///:memory:")).openapi()
    assert not [path for path in document["paths"] if path.startswith(("/c/", "/demo"))]
