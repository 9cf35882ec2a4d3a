"""What waits for a person is shown, in words, with what can be done about it."""

from __future__ import annotations

from dataclasses import replace

from posapp.services import attention, health, receipts
from posapp.store import outbox, print_queue
from posapp.ui.screens.sale_attention import AttentionPanel, reason_words
from tests.services.till import sell
from tests.ui.conftest import Hands

NAME = "window.badge.attention"


def test_a3_a_refused_sale_is_shown_with_its_reason_and_sent_again(hands: Hands) -> None:
    sale = sell(hands.register)
    journal = hands.register.books.journal
    with journal.writing() as db:
        (report,) = outbox.waiting(db)
        outbox.park(db, report.place, "invalid: total: <b>not a number</b>")
    assert hands.app.sync is not None
    hands.app.sync.look()
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


def test_a_receipt_in_doubt_is_seen_to(hands: Hands) -> None:
    sale = sell(hands.register)
    with hands.register.books.journal.writing() as db:
        print_queue.append(db, "job-1", sale.id, sale.sold_at, copy=False, drawer=False)
        job = print_queue.next_job(db)
        assert job is not None
        for _ in range(2):
            print_queue.begin(db, job.place)
            print_queue.recover(db)
    assert receipts.given_up(hands.register) == (sale,)
    hands.sale.attention_asked.emit()
    hands.clicks("attention.receipt.1.seen")
    hands.qtbot.waitUntil(lambda: receipts.given_up(hands.register) == ())


def test_with_nothing_waiting_the_panel_says_so(hands: Hands) -> None:
    hands.sale.attention_asked.emit()
    assert isinstance(hands.sale.panel, AttentionPanel)
    assert hands.sale.panel.first is None


def test_the_reason_of_a_refusal_is_foreign_text() -> None:
    said = reason_words("invalid: total\u202e must be a number")
    assert said.startswith("It could not be read there.")
    assert "\u202e" not in said
    assert "kept here" in said
    assert "strange" in reason_words("strange")


def test_a3_a_receipt_that_stays_in_the_queue_is_told_and_one_that_is_printed_is_not(
    hands: Hands,
) -> None:
    badge = hands.window.bar.badge
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
