"""What stands on a receipt, and how it is found and sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posapp.contract import wire
from posapp.contract.messages import ReceiptRequest
from posapp.domain.conversation import Channel
from posapp.domain.errors import BadEmail, UnknownReceipt
from posapp.domain.money import Money
from posapp.domain.receipt import Receipt, layout
from posapp.domain.sale import Sale
from posapp.services import checkout, receipts, selling, shipping
from posapp.services.register import Register
from posapp.store import outbox
from tests.services.shop import BELT, MIRA, SHOP, SOCKS, VIA_ROMA
from tests.services.till import WORDS, cart_of, sell


def text_of(receipt: Receipt) -> str:
    return "\n".join(row.text for row in layout(receipt, 42))


def mixed_sale(register: Register) -> Sale:
    """Socks in the bag, a belt by courier, a discount, a note, and change."""
    cart = cart_of(register, SOCKS, SOCKS, BELT)
    cart = selling.set_note(cart, cart.lines[0].id, "gift wrap")
    cart = selling.discount(register, MIRA, cart, cart.lines[0].id, 100_000, "Scratch")
    priced = selling.price(register, cart)
    (quote,) = shipping.quotes(register, priced, VIA_ROMA)
    priced = selling.price(register, shipping.choose(cart, VIA_ROMA, quote))
    paid = checkout.take_cash(register, checkout.begin(register, priced), Money(60_00))
    return checkout.complete(register, MIRA, None, paid)


def test_a_receipt_says_what_was_taken_what_is_shipped_and_how_it_was_paid(
    register: Register,
) -> None:
    sale = mixed_sale(register)
    text = text_of(receipts.receipt(register, sale, WORDS))
    for expected in (
        "Passo",
        "Milano Duomo",
        sale.receipt,
        "Mira",
        "2 x Wool Socks",
        "gift wrap",
        "Scratch",
        "-2.40",
        "Via Roma 1",
        "Courier: day not confirmed",
        "4.90",
        "51.50",
        "60.00",
        "8.50",
        "IVA 22 %",
        "Cambio entro 30 giorni",
    ):
        assert expected in text, expected
    assert text.index("take") < text.index("Wool Socks") < text.index("ship")


def test_a_plain_sale_has_no_headings_and_no_empty_sums(register: Register) -> None:
    text = text_of(receipts.receipt(register, sell(register), WORDS))
    assert "take" not in text
    assert "Discounts" not in text
    assert "Shipping" not in text


def test_a_copy_says_so_and_the_original_does_not(register: Register) -> None:
    sale = sell(register)
    assert not receipts.receipt(register, sale, WORDS).copied
    assert receipts.receipt(register, sale, WORDS, copy=True).copied


def test_a_country_nobody_knows_stops_no_receipt(register: Register) -> None:
    place = replace(SHOP.location, address=replace(SHOP.location.address, country="ZZ"))
    register.current.replace_shop(replace(SHOP, location=place))
    assert "Piazza 1" in text_of(receipts.receipt(register, sell(register), WORDS))


def test_p1_a_hostile_name_reaches_the_printer_as_text(register: Register) -> None:
    evil = replace(SOCKS, name="Socks\x1bp\x00\x19\xfa\x1d(k")
    sale = sell(register, evil)
    assert b"\x1bp" not in receipts.escpos(register, sale, WORDS)


def test_a_receipt_is_found_by_its_number_as_printed_or_scanned(register: Register) -> None:
    sale = sell(register)
    for number in (sale.receipt, f"R:{sale.receipt}", f" r:{sale.receipt} "):
        assert receipts.find(register, number) == sale
    for wrong in ("12-3-1-999999", "", "x" * 5_000):
        with pytest.raises(UnknownReceipt):
            receipts.find(register, wrong)


def test_a_receipt_to_send_waits_in_the_outbox_behind_its_sale(register: Register) -> None:
    sale = sell(register)
    receipts.send(register, sale, WORDS, Channel.EMAIL, " ana@example.org ", "it")
    with register.books.journal.reading() as db:
        first, second = outbox.waiting(db)
    assert (first.kind, second.kind) == ("sale", "receipt")
    request = wire.decode(second.body, ReceiptRequest)
    assert (request.id, request.address, request.language) == (
        second.id,
        "ana@example.org",
        "it",
    )
    assert sale.receipt in request.text
    with pytest.raises(BadEmail):
        receipts.send(register, sale, WORDS, Channel.EMAIL, "ana at home")
