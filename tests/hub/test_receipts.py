"""Receipts that the centre is asked to send."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import insert, select, update

from posapp.contract import paths
from posapp.contract.messages import Accepted, How, Older, Opening, ReceiptRequest
from posapp.domain.conversation import Channel, Direction
from posapp.domain.customer import Customer
from posapp.domain.money import Money
from posapp.domain.pricing import Totals
from posapp.domain.sale import Sale
from posapp.domain.visit import Visit
from posapp.hub import receipts
from posapp.hub.tables.conversations import outgoing_mail
from posapp.hub.tables.customers import customers
from posapp.hub.tables.sales import sales
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre
from tests.hub.store import NOON, Store, make_store, new_id, say

NIL = Money(0)
NOTHING_SOLD = Sale(
    id="",
    store="",
    register="",
    epoch=1,
    number=1,
    receipt="",
    clerk="",
    clerk_name="",
    customer="",
    sold_at=NOON,
    business_date=NOON.date(),
    lines=(),
    shipment=None,
    shipping_net=NIL,
    shipping_taxes=(),
    shipping_gross=NIL,
    taxes=(),
    totals=Totals(NIL, NIL, NIL, NIL, NIL, NIL),
    tenders=(),
    change=NIL,
)


@pytest.fixture
def sale(centre: Centre, store: Store, register: Client, ana: Customer) -> str:
    """The id of a sale to Ana in this store; what was sold does not matter here."""
    name = f"s{new_id()}"
    row = {
        "id": name,
        "store": store.id,
        "register": register.id,
        "epoch": 1,
        "number": 1,
        "receipt": f"r{new_id()}",
        "customer": ana.id,
        "business_date": NOON.date(),
        "sold_at": NOON,
        "recorded_at": NOON,
        "digest": "",
        "document": NOTHING_SOLD,
    }
    statement = insert(sales).values(row)
    centre.hub.write(lambda db: db.execute(statement))
    return name


def asked_for(sale: str, customer: Customer, channel: Channel) -> ReceiptRequest:
    address = "ana@example.com" if channel is Channel.EMAIL else ""
    return ReceiptRequest(
        f"q{new_id()}", sale, customer.id, channel, address, "Boots 89.00", "it"
    )


def test_receipt_by_mail_is_put_on_its_way_once(
    centre: Centre, register: Client, ana: Customer, sale: str
) -> None:
    asked = asked_for(sale, ana, Channel.EMAIL)
    for _ in range(3):
        assert read(register.post(paths.RECEIPTS, asked), Accepted) == Accepted(asked.id)
    with centre.hub.database.reading() as db:
        wanted = select(outgoing_mail).where(outgoing_mail.c.sale == sale)
        [mail] = db.execute(wanted).all()
    assert (mail.address, mail.text, mail.language) == ("ana@example.com", "Boots 89.00", "it")


def test_receipt_without_an_address_goes_to_the_buyers_own(
    centre: Centre, register: Client, ana: Customer, sale: str
) -> None:
    asked = replace(asked_for(sale, ana, Channel.EMAIL), address="")
    assert problem(register.post(paths.RECEIPTS, asked)).code == "invalid", "she has none"
    hers = f"{new_id()}@example.org"
    change = update(customers).where(customers.c.id == ana.id).values(email=hers)
    centre.hub.write(lambda db: db.execute(change))
    read(register.post(paths.RECEIPTS, asked), Accepted)
    with centre.hub.database.reading() as db:
        wanted = select(outgoing_mail.c.address).where(outgoing_mail.c.sale == sale)
        assert db.scalars(wanted).all() == [hers]


def test_p5_a_receipt_is_the_buyers_whoever_the_till_names(
    centre: Centre, register: Client, ana: Customer, sale: str
) -> None:
    """Else it would stay when they are erased, and be told to somebody else."""
    asked = replace(asked_for(sale, ana, Channel.EMAIL), customer="somebody-else")
    read(register.post(paths.RECEIPTS, asked), Accepted)
    with centre.hub.database.reading() as db:
        wanted = select(outgoing_mail.c.customer).where(outgoing_mail.c.sale == sale)
        assert db.scalars(wanted).all() == [ana.id]


def test_a_till_is_no_mail_server(register: Client, ana: Customer, sale: str) -> None:
    for _ in range(receipts.MAILS):
        read(register.post(paths.RECEIPTS, asked_for(sale, ana, Channel.EMAIL)), Accepted)
    one_more = register.post(paths.RECEIPTS, asked_for(sale, ana, Channel.EMAIL))
    assert problem(one_more).code == "invalid"


def test_receipt_by_conversation_stands_in_it(
    centre: Centre, store: Store, register: Client, ana: Customer, sale: str
) -> None:
    say(centre.hub, ana, ["hello"])
    asked = asked_for(sale, ana, Channel.WHATSAPP)
    read(register.post(paths.RECEIPTS, asked), Accepted)
    opened = Opening(new_id(), How.NAME, store.clerk, customer=ana.id)
    read(register.post(paths.VISITS, opened), Visit)
    page = read(register.get(paths.MESSAGES.format(customer=ana.id)), Older)
    last = page.messages[-1]
    assert (last.text, last.direction, last.delivery) == ("Boots 89.00", Direction.OUT, None)


def test_receipt_goes_to_nobody_elses_conversation(
    centre: Centre, register: Client, ana: Customer, sale: str
) -> None:
    say(centre.hub, ana, ["hello"])
    stranger = replace(ana, id="stranger")
    for asked in (
        asked_for(sale, stranger, Channel.WHATSAPP),
        asked_for(sale, ana, Channel.SMS),
        replace(asked_for(sale, ana, Channel.EMAIL), address="nobody"),
        replace(asked_for(sale, ana, Channel.EMAIL), address="a@b.c\r\nBcc: x@y.zz"),
    ):
        assert problem(register.post(paths.RECEIPTS, asked)).code == "invalid"


def test_p6_receipt_of_another_stores_sale_is_not_found(
    centre: Centre, ana: Customer, sale: str
) -> None:
    elsewhere = make_store(centre.hub).register(centre.hub, centre.url)
    asked = asked_for(sale, ana, Channel.EMAIL)
    assert problem(elsewhere.post(paths.RECEIPTS, asked)).code == "not_found"
