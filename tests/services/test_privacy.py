"""P2 and P3: what a whole visit leaves on the disk of the register, and what it does not."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from posapp.domain.cart import Cart
from posapp.domain.conversation import Channel
from posapp.domain.customer import Customer
from posapp.domain.errors import GiftCardRefused, Unreachable
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.hub import gift_cards
from posapp.services import (
    checkout,
    parking,
    pulling,
    receipts,
    selling,
    shipping,
    visiting,
)
from posapp.services.register import close_register
from posapp.services.visiting import How
from posapp.sync.exchange import exchange
from tests.hub.shopping import HOME
from tests.hub.store import new_id, say
from tests.services.centre import Counter, away
from tests.services.till import WORDS

SAID = [f"xyzzy-{number} between the customer and us" for number in range(120)]


def kept(folder: Path) -> bytes:
    """Every byte of every file, logs and write-ahead logs too."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return b"".join(path.read_bytes() for path in files)


def a_whole_visit(here: Counter, ana: Customer) -> None:
    """Seen, scrolled back, pulled, parked, sold, sent, and once more with the centre away."""
    register = here.register
    boots = replace(here.shopping.product(price=8900, here=2), on_hand=2)
    here.shopping.web_cart(ana.id, [(boots, 1)])
    visit = visiting.open_visit(register, here.clerk, How.QR, token=here.qr(ana))
    while visit.older:
        visit = visiting.older(register, visit)
    assert [message.text for message in visit.messages] == SAID
    visiting.remember(register, visit)
    cart = pulling.pull(register, visit, Cart(), visit.carts, [])
    aside = parking.park(register, here.clerk, cart, visit.customer)
    cart, _ = parking.take(register, aside.id)
    parking.park(register, here.clerk, cart, visit.customer)
    for line in cart.lines:
        cart = selling.set_fulfilment(cart, line.id, Fulfilment.TAKE, None, register.new_id)
    priced = selling.price(register, cart, visit.customer)
    payment = checkout.begin(register, priced)
    paid = checkout.take_cash(register, payment, Money(200_00))
    sale = checkout.complete(register, here.clerk, visit.customer, paid)
    receipts.send(register, sale, WORDS, Channel.WHATSAPP, visit.conversations[0].id)
    shipping.save_address(register, visit.customer, HOME)
    visiting.close(register, visit)
    exchange(register)
    with pytest.raises(Unreachable):
        visiting.open_visit(away(register), here.clerk, How.QR, token=here.qr(ana))


def test_p3_no_word_of_a_conversation_is_on_disk_or_in_a_log(
    here: Counter, ana: Customer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    say(here.centre.hub, ana, SAID)
    a_whole_visit(here, ana)
    assert b"xyzzy" not in kept(here.register.folder), "while the register runs"
    close_register(here.register)
    assert b"xyzzy" not in kept(here.register.folder)
    assert "xyzzy" not in caplog.text


def test_p3_no_number_or_address_of_a_customer_is_on_disk_or_in_a_log(
    here: Counter, ana: Customer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    say(here.centre.hub, ana, SAID)
    a_whole_visit(here, ana)
    close_register(here.register)
    on_disk = kept(here.register.folder)
    assert ana.name.encode() in on_disk, "the name greets them when they come again"
    for hidden in (ana.phones[0].e164 or "", ana.email, HOME.street):
        assert hidden.encode() not in on_disk
        assert hidden not in caplog.text


def test_p2_the_number_of_a_gift_card_is_on_disk_nowhere(
    here: Counter, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    register, number = here.register, f"6006-{new_id()[:16]}"
    card = gift_cards.GiftCard(number, Money(10_00))
    here.centre.hub.write(lambda db: gift_cards.put_cards(db, [card]))
    cart = selling.add(register, Cart(), replace(here.shopping.product(here=3), on_hand=3))
    payment = checkout.begin(register, selling.price(register, cart))
    with pytest.raises(GiftCardRefused):
        checkout.hold_gift_card(register, payment, number + "9")
    with pytest.raises(Unreachable):
        checkout.hold_gift_card(away(register), payment, number, Money(1_00))
    held = checkout.hold_gift_card(register, payment, number)
    paid = checkout.take_cash(register, held, held.due)
    checkout.complete(register, here.clerk, None, paid)
    exchange(register)
    assert number.encode() not in kept(register.folder)
    assert number not in caplog.text
