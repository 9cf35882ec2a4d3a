"""P4, P5: who was erased at the centre is forgotten at every register, and the books stay."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from posapp import customer as command
from posapp import verify
from posapp.domain.cart import Cart
from posapp.domain.conversation import Channel
from posapp.domain.customer import Customer
from posapp.domain.errors import Unreachable
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.sale import Sale
from posapp.hub import erasing
from posapp.services import backups, checkout, parking, receipts, restoring, selling, visiting
from posapp.services.opening import open_register
from posapp.services.register import Register, close_register
from posapp.services.visiting import How
from posapp.store import forgetting, outbox
from posapp.store.books import JOURNAL
from posapp.sync.erasing import forget_the_erased
from posapp.sync.exchange import exchange
from tests.domain.shop_samples import shipped_to
from tests.services.centre import Counter
from tests.services.conftest import ana, centre, here
from tests.services.shop import BOOTS_38, SOCKS, VIA_ROMA
from tests.services.till import WORDS, sell
from tests.store.samples import state_of

__all__ = ["ana", "centre", "here"]
SECRETS = (b"Ana Kova", b"Via dei Segreti 7", b"gift for Ana", b"ana@", b"Ana waits")


def known_everywhere(here: Counter, ana: Customer) -> tuple[Sale, Sale]:
    """Ana was served, bought, had a parcel sent, parked a cart and wants her receipt."""
    register = here.register
    visiting.open_visit(register, here.clerk, How.QR, token=here.qr(ana))
    told = with_parcel(register, here, ana)
    exchange(register)
    waiting = sell(register, SOCKS, customer=ana)
    cart = selling.add(register, Cart(note="Ana waits"), BOOTS_38)
    parking.park(register, here.clerk, replace(cart, shipment=shipped_to("IT", 490)), ana)
    receipts.send(register, told, WORDS, Channel.EMAIL, "ana@example.org")
    return told, waiting


def with_parcel(register: Register, here: Counter, ana: Customer) -> Sale:
    cart = selling.add(register, Cart(note="gift for Ana"), BOOTS_38)
    line = replace(cart.lines[0], note="gift for Ana", fulfilment=Fulfilment.SHIP)
    shipment = shipped_to("IT", 490)
    shipment = replace(shipment, address=replace(VIA_ROMA, street="Via dei Segreti 7"))
    cart = replace(cart, lines=(line,), shipment=shipment)
    payment = checkout.begin(register, selling.price(register, cart))
    paid = checkout.take_cash(register, payment, payment.due)
    return checkout.complete(register, here.clerk, ana, paid)


def erase(here: Counter, who: Customer) -> None:
    hub = here.centre.hub
    hub.write(lambda db: erasing.erase(db, hub, who.id))
    here.register.current.erasures_due = True  # as the news of it does


def kept(register: Register, who: Customer) -> forgetting.Kept:
    with register.books.journal.reading() as db:
        return forgetting.kept(db, who.id)


def on_disk(register: Register) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(register.folder.glob(f"{JOURNAL}*")))


def test_p5_an_erased_person_is_forgotten_and_totals_numbers_and_chain_stay(
    here: Counter, ana: Customer
) -> None:
    told, waiting = known_everywhere(here, ana)
    register = here.register
    before = [(sale.receipt, sale.totals) for sale in kept(register, ana).sales]
    assert all(secret in on_disk(register) for secret in SECRETS)
    erase(here, ana)
    exchange(register)
    exchange(register)
    left = kept(register, ana)
    assert (left.remembered, left.carts, left.receipts) == (None, (), ())
    assert [(sale.receipt, sale.totals) for sale in left.sales] == before
    assert not any(sale.shipment or sale.note or sale.clerk_name for sale in left.sales)
    report = verify.verify(register.folder / JOURNAL)
    assert report.sound, report.faults
    assert (report.entries, report.erased) == (2, 2)
    assert list(register.central.sales().sales) == [told.id, waiting.id]
    assert [secret for secret in SECRETS if secret in on_disk(register)] == []
    assert sell(register).number == 3


def test_p5_the_cart_of_an_erased_person_stays_as_nobodys(here: Counter, ana: Customer) -> None:
    known_everywhere(here, ana)
    erase(here, ana)
    exchange(here.register)
    (aside,) = parking.parked(here.register)
    assert (aside.customer_name, aside.pieces) == ("", 1)
    cart, who = parking.take(here.register, aside.id)
    assert (who, cart.note, cart.shipment) == (None, "", None)


def test_p5_a_sale_the_centre_has_not_heard_is_told_as_it_was_and_forgotten_then(
    here: Counter, ana: Customer
) -> None:
    register = here.register
    sale = with_parcel(register, here, ana)
    erase(here, ana)
    forget_the_erased(register)
    with register.books.journal.reading() as db:
        (report,) = outbox.waiting(db)
    assert b"Via dei Segreti 7" in report.body
    exchange(register)
    assert list(register.central.sales().sales) == [sale.id]
    with register.books.journal.reading() as db:
        assert state_of(db, "sale", sale.id) == "sent"
        assert outbox.count(db, "parked") == 0
    assert verify.verify(register.folder / JOURNAL).sound


def test_p5_nobody_else_is_forgotten(here: Counter, ana: Customer) -> None:
    from tests.hub.store import make_customer, new_id

    other = make_customer(here.centre.hub, "Bruno Neri", "+393471234567", f"{new_id()}@x.org")
    known_everywhere(here, ana)
    sell(here.register, customer=other)
    cart = selling.add(here.register, Cart(note="Bruno waits"), SOCKS)
    parking.park(here.register, here.clerk, cart, other)
    before = kept(here.register, other)
    erase(here, ana)
    exchange(here.register)
    assert kept(here.register, other) == before


def test_p5_who_was_erased_while_the_register_was_away_or_before_a_restore_is_forgotten(
    here: Counter, ana: Customer
) -> None:
    known_everywhere(here, ana)
    register = here.register
    file = backups.make(register.folder, register.clock())
    erase(here, ana)
    exchange(register)
    close_register(register)
    restoring.restore(register.folder, file, register.clock(), register.new_id())
    again = open_register(register.folder)
    assert kept(again, ana).remembered is not None
    exchange(again)
    assert kept(again, ana).remembered is None
    close_register(again)


def test_p5_a_lost_answer_is_asked_for_again(
    here: Counter, ana: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    known_everywhere(here, ana)
    erase(here, ana)

    def lost(_cursor: str) -> object:
        raise Unreachable("lost")

    with monkeypatch.context() as cut:
        cut.setattr(here.register.central, "erasures", lost)
        with pytest.raises(Unreachable):
            forget_the_erased(here.register)
    assert forget_the_erased(here.register) >= 1
    assert forget_the_erased(here.register) == 0
    assert kept(here.register, ana).remembered is None


def test_p4_what_is_kept_of_a_person_can_be_given_to_them_while_the_register_sells(
    here: Counter, ana: Customer, capsys: pytest.CaptureFixture[str]
) -> None:
    told, waiting = known_everywhere(here, ana)
    words = ["export", ana.id, "--folder", str(here.register.folder)]
    assert command.main(words) == 0
    written = json.loads(capsys.readouterr().out)
    assert [sale["id"] for sale in written["sales"]] == [told.id, waiting.id]
    assert written["remembered"]["name"] == ana.name
    assert written["carts"][0]["customer"]["name"] == ana.name
    assert written["receipts"][0]["address"] == "ana@example.org"
    assert [look["how"] for look in written["looks"]] == ["qr"]
    assert command.main([*words[:2], "--folder", "/nowhere"]) == 1
