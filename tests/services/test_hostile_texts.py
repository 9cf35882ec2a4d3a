"""P1: hostile names on the receipt, in the exports, in the books, and in the log."""

from __future__ import annotations

import csv
import io
import logging
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posapp.devices.receipts import encode
from posapp.domain.cart import Cart
from posapp.domain.customer import Customer
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.receipt import layout
from posapp.services import checkout, receipts, reporting, selling
from posapp.services.exporting import harmless
from posapp.services.register import Register
from posapp.store import journal
from posapp.ui.flight import discretion
from tests.hostile import NAMES, TEXTS, jsonable, untamed
from tests.services.shop import LUISA, MIRA, SHOP, SOCKS
from tests.services.till import WORDS

STARTS = ("=", "+", "-", "@", "\t", "\r")
COMMANDS = (b"\x1bp", b"\x10\x14", b"\x1dV\x00", b"\x1b]", b"\x1b[", b"\x1c.", b"\x9b")


@pytest.mark.parametrize("name", NAMES)
def test_p1_a_hostile_shop_sells_prints_and_exports_text_alone(
    register: Register, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    text = jsonable(TEXTS[name])
    register.current.replace_shop(
        replace(SHOP, receipt_footer=text, location=replace(SHOP.location, name=text))
    )
    product = replace(SOCKS, name=text)
    clerk = replace(MIRA, name=text)
    cart = selling.add(register, Cart(), product)
    line = cart.lines[0].id
    cart = selling.set_note(cart, line, text)
    cart = selling.discount(register, clerk, cart, line, 10_000, text)
    cart = selling.set_fulfilment(cart, line, Fulfilment.TAKE, None, register.new_id)
    payment = checkout.begin(register, selling.price(register, cart))
    paid = checkout.take_cash(register, payment, payment.due)
    customer = Customer("k-1", text, (), "", "", text, 0)
    sale = checkout.complete(register, clerk, customer, paid)
    with register.books.journal.reading() as db:
        assert journal.find(db, sale.id) == sale, "kept as it was, and SQL stayed SQL"
    made = receipts.receipt(register, sale, WORDS)
    assert [bad for row in layout(made, 42) for bad in untamed(row.text)] == []
    plain = encode(replace(made, qr=""), register.paper)
    assert [
        command for command in COMMANDS if command in plain.replace(_cut(register), b"")
    ] == []
    for row in csv.reader(
        io.StringIO(reporting.csv(reporting.day(register, LUISA)), newline="")
    ):
        assert [cell for cell in row if cell.startswith(STARTS)] == []
    assert len(text) < 4 or text not in caplog.text


def _cut(register: Register) -> bytes:
    """What the encoder itself puts around every receipt."""
    from posapp.domain.receipt import Receipt

    return encode(Receipt("1", (), (), ()), register.paper)[-4:]


@given(st.text())
def test_p1_no_text_whatever_is_a_formula(text: str) -> None:
    assert not harmless(text).startswith(STARTS)


@pytest.mark.parametrize("name", NAMES)
def test_p1_p3_a_report_keeps_the_shape_of_what_was_typed(name: str) -> None:
    kept = discretion.of_field("note.field", TEXTS[name])
    assert untamed(kept.text) == []
    assert len(kept.text) <= 64
    assert "<" not in kept.text
