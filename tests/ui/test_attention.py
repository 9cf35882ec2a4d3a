"""What waits for a person at this register is shown, with what can be done about it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from posapp.contract import wire
from posapp.contract.messages import ReceiptRequest
from posapp.domain.conversation import Channel
from posapp.domain.errors import DiskFull
from posapp.domain.money import Money
from posapp.domain.sale import Sale
from posapp.services import attention, exporting, health, receipts
from posapp.store import card_attempts, outbox, print_queue
from posapp.ui.paying.panel import PaymentPanel
from posapp.ui.screens.attention_panel import AttentionPanel
from posapp.ui.screens.attention_words import (
    reason_state,
    reason_words,
)
from posapp.ui.widgets.badge import Badge
from tests.services.shop import SOCKS
from tests.services.till import WORDS, sell
from tests.ui.attention import said
from tests.ui.conftest import Hands

NAME = "window.badge.attention"


def refused(hands: Hands) -> Sale:
    """A sale that the centre refused."""
    sale = sell(hands.register)
    with hands.register.books.journal.writing() as db:
        (report,) = outbox.waiting(db)
        outbox.park(db, report.place, "invalid: total")
    return sale


def in_doubt(hands: Hands) -> Sale:
    """A sale whose receipt was interrupted twice at the printer."""
    sale = sell(hands.register)
    with hands.register.books.journal.writing() as db:
        print_queue.append(db, "job-1", sale.id, sale.sold_at, copy=False, drawer=False)
        job = print_queue.next_job(db)
        assert job is not None
        for _ in range(2):
            print_queue.begin(db, job.place)
            print_queue.recover(db)
    return sale


def test_a3_a_refused_sale_is_shown_with_its_reason_and_sent_again(hands: Hands) -> None:
    sale = sell(hands.register)
    journal = hands.register.books.journal
    with journal.writing() as db:
        (report,) = outbox.waiting(db)
        outbox.park(db, report.place, "invalid: total: <b>not a number</b>")
    hands.running.sync.look()
    assert "Needs attention (1)" in hands.window.bar.badge.text
    hands.clicks(NAME)
    panel = hands.sale.panel
    assert isinstance(panel, AttentionPanel)
    assert panel.first is not None
    assert panel.first.hasFocus()
    hands.clicks("attention.refused.1.send")
    hands.qtbot.waitUntil(lambda: attention.list_parked(hands.register) == ())
    assert health.of(hands.register).waiting == 1
    hands.qtbot.waitUntil(lambda: "Needs" not in hands.window.bar.badge.text)
    assert sale.receipt
    hands.qtbot.waitUntil(lambda: "Nothing waits for you" in said(hands))


def test_what_is_sent_again_does_not_wait_for_the_next_exchange(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    sale, asked = refused(hands), list[str]()
    monkeypatch.setattr(hands.running.sync, "nudge", lambda: asked.append("now"))
    hands.sale.attention_asked.emit()
    assert f"Sale {sale.receipt}" in said(hands)
    hands.clicks("attention.refused.1.send")
    hands.qtbot.waitUntil(lambda: asked == ["now"])


def test_what_cannot_be_sent_again_stays_and_says_why(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    sale = refused(hands)
    hands.sale.attention_asked.emit()
    monkeypatch.setattr(attention, "retry", full)
    hands.clicks("attention.refused.1.send")
    panel = hands.sale.panel
    assert isinstance(panel, AttentionPanel)
    hands.qtbot.waitUntil(lambda: "(P-94)" in panel.banner.text)
    assert f"Sale {sale.receipt}" in said(hands)


def test_books_that_cannot_be_read_are_not_called_in_order(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    monkeypatch.setattr(attention, "list_parked", full)
    hands.sale.attention_asked.emit()
    panel = hands.sale.panel
    assert isinstance(panel, AttentionPanel)
    assert "(P-94)" in panel.banner.text
    assert "in order" not in said(hands)


def test_a_card_payment_to_settle_is_counted_and_one_touch_away(hands: Hands) -> None:
    now = hands.register.clock()
    with hands.register.books.journal.writing() as db:
        card_attempts.start(db, "charge-1", "payment-1", Money(5_00), now)
        card_attempts.finish(db, "charge-1", card_attempts.AttemptState.UNKNOWN)
    hands.sale.attention_asked.emit()
    assert "Card payments to settle" in said(hands)
    with hands.qtbot.waitSignal(hands.sale.settle_asked):
        hands.clicks("attention.cards")


def test_it_does_not_open_over_a_payment(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    hands.presses(Qt.Key.Key_F9)
    hands.qtbot.waitUntil(lambda: isinstance(hands.sale.panel, PaymentPanel))
    hands.types("1")
    hands.clicks("pay.cash")
    hands.qtbot.waitUntil(lambda: hands.sale.paying)
    hands.sale.attention_asked.emit()
    assert isinstance(hands.sale.panel, PaymentPanel)


def test_a_receipt_in_doubt_is_seen_to(hands: Hands) -> None:
    sale = in_doubt(hands)
    assert receipts.given_up(hands.register) == (sale,)
    hands.sale.attention_asked.emit()
    hands.clicks("attention.receipt.1.seen")
    hands.qtbot.waitUntil(lambda: receipts.given_up(hands.register) == ())


def test_j6_a_receipt_in_doubt_is_printed_once_more_as_a_copy(
    hands: Hands,
) -> None:
    sale, printed = in_doubt(hands), list[str]()
    hands.sale.print_asked.disconnect()
    hands.sale.print_asked.connect(lambda: printed.append("now"))
    hands.sale.attention_asked.emit()
    assert f"Receipt {sale.receipt}" in said(hands)
    hands.clicks("attention.receipt.1.copy")
    hands.qtbot.waitUntil(lambda: printed == ["now"])
    with hands.register.books.journal.reading() as db:
        job = print_queue.next_job(db)
    assert job is not None and (job.sale, job.copy) == (sale.id, True)
    assert receipts.given_up(hands.register) == ()


def test_with_nothing_waiting_the_panel_says_so(hands: Hands) -> None:
    hands.sale.attention_asked.emit()
    assert isinstance(hands.sale.panel, AttentionPanel)
    assert hands.sale.panel.first is None
    assert "Nothing waits for you" in said(hands)


def test_the_reason_of_a_refusal_is_foreign_text() -> None:
    sentence, quoted = reason_words("invalid: total\u202e must be a number")
    assert sentence == "It could not be read there."
    assert quoted == "\u201ctotal must be a number\u201d"
    assert reason_words("invalid")[1] == ""
    assert reason_words("strange")[1] == "\u201cstrange\u201d"
    assert (reason_state("invalid: total"), reason_state("strange")) == (
        "Not understood",
        "Refused",
    )


def test_a3_a_receipt_that_stays_in_the_queue_is_told_and_one_that_is_printed_is_not(
    hands: Hands,
) -> None:
    badge = Badge()  # one that nobody else tells how things stand
    hands.qtbot.addWidget(badge)
    badge.show()
    now = health.of(hands.register)
    badge.show_health(replace(now, printing=1))
    assert badge.printing.isHidden()
    hands.qtbot.waitUntil(badge.printing.isVisible, timeout=6_000)
    assert badge.accessibleName() == badge.text
    assert "to print" in badge.text
    badge.show_health(now)
    assert badge.printing.isHidden()


def test_a_narrow_bar_shows_numbers_and_speaks_words(hands: Hands) -> None:
    badge = hands.window.bar.badge
    badge.show_health(replace(health.of(hands.register), parked=2))
    assert badge.attention.text() == "Needs attention (2)"
    badge.show_terse(True)
    assert badge.attention.text() == "2"
    assert badge.attention.accessibleName().startswith("Needs attention (2)")
    badge.show_terse(False)
    assert badge.attention.text() == "Needs attention (2)"


def refused_mail(hands: Hands) -> Sale:
    """A receipt by e-mail that the centre refused for its address."""
    sale = sell(hands.register)
    receipts.send(hands.register, sale, WORDS, Channel.EMAIL, "ana@example.con")
    with hands.register.books.journal.writing() as db:
        _sale, mail = outbox.waiting(db)
        outbox.park(db, mail.place, "invalid: address")
    return sale


def mail_state(hands: Hands) -> tuple[str, str]:
    """The receipt's state in the outbox, and where it goes."""
    with hands.register.books.journal.reading() as db:
        row = db.exec_driver_sql("SELECT state, body FROM outbox WHERE kind = 'receipt'").one()
    return row.state, wire.decode(row.body, ReceiptRequest).address


def test_s3_the_address_of_a_refused_receipt_can_be_mended(hands: Hands) -> None:
    refused_mail(hands)
    hands.sale.attention_asked.emit()
    panel = hands.sale.panel
    assert isinstance(panel, AttentionPanel)
    (field,) = panel.fields.values()
    assert field.text == "ana@example.con"
    field.show_text("ana at home")
    hands.clicks("attention.refused.1.send")
    hands.qtbot.waitUntil(lambda: field.line.property("wrong") is True)
    assert mail_state(hands) == ("parked", "ana@example.con")
    field.show_text("ana@example.com")
    hands.clicks("attention.refused.1.send")
    hands.qtbot.waitUntil(lambda: "Nothing waits for you" in said(hands))
    assert mail_state(hands) == ("waiting", "ana@example.com")


def test_what_was_refused_is_exported_and_the_clerk_is_told_where(hands: Hands) -> None:
    refused(hands)
    hands.sale.attention_asked.emit()
    hands.clicks("attention.export")
    panel = hands.sale.panel
    assert isinstance(panel, AttentionPanel)
    hands.qtbot.waitUntil(lambda: "Exported" in panel.banner.text)
    (path,) = (hands.register.folder / exporting.FOLDER).glob("*.csv")
    assert str(path) in panel.banner.text
