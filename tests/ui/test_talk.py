"""The conversation: one timeline, virtual, plain text, keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from posapp.domain.cart import Origin
from posapp.domain.conversation import Channel, Direction, Promise
from posapp.domain.visit import Part
from posapp.services.register import Register
from posapp.ui.background import Background
from posapp.ui.talk import bubble, channels
from posapp.ui.talk import view as view_module
from posapp.ui.talk.bubble import Bubble, lay_out
from posapp.ui.talk.column import TalkColumn
from posapp.ui.talk.timeline import Entry
from posapp.ui.talk.view import ChatView
from tests.services.shop import BOOTS_38, MIRA, SOCKS, START
from tests.ui.served import ANA, Desk, chat, message, open_desk, serve, visit


@pytest.fixture
def desk(qtbot: QtBot, register: Register, background: Background) -> Iterator[Desk]:
    with open_desk(qtbot, register, MIRA, background) as made:
        yield made


def talk(desk: Desk) -> TalkColumn:
    found = desk.window.findChild(TalkColumn, "chat")
    assert isinstance(found, TalkColumn)
    return found


def at_bottom(view: ChatView) -> bool:
    bar = view.verticalScrollBar()
    return bar.value() == bar.maximum()


ON_SCREEN = 40  # more messages than any column shows at once


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[Entry]:
    """The messages that were laid out, which is what a long conversation costs."""
    seen: list[Entry] = []

    def watched(entry: Entry, wide: int) -> Bubble:
        seen.append(entry)
        return lay_out(entry, wide)

    monkeypatch.setattr(view_module, "lay_out", watched)
    return seen


def test_ten_thousand_messages_open_by_laying_out_those_on_the_screen(
    desk: Desk, laid_out: list[Entry]
) -> None:
    shown = visit(tuple(message(n) for n in range(10_000)))
    column = talk(desk)
    column.show_visit(visit(), START)
    column.show_visit(shown, START)
    desk.settles()
    chat(desk).viewport().repaint()
    assert len(chat(desk).entries) == 10_000
    assert at_bottom(chat(desk))
    assert 0 < len(laid_out) < ON_SCREEN


@pytest.mark.parametrize("before", [1, 30])
def test_the_next_customers_messages_are_laid_out_once(
    desk: Desk, laid_out: list[Entry], before: int
) -> None:
    serve(desk, visit(tuple(message(n) for n in range(before))))
    nothing, bruno = visit((), customer=replace(ANA, id="k-2")), replace(ANA, id="k-3")
    serve(desk, nothing)
    laid_out.clear()
    serve(desk, visit(tuple(message(n) for n in range(100, 130)), customer=bruno))
    assert laid_out
    assert len(laid_out) == len({entry.message.id for entry in laid_out})


def test_a_conversation_that_is_here_is_not_said_to_be_asked_for(desk: Desk) -> None:
    serve(desk, visit((message(1),)))
    bruno = replace(ANA, id="k-2")
    desk.sale.show_visit(visit((message(2),), customer=bruno))
    assert not desk.sees("chat.nothing")
    assert not chat(desk).entries
    desk.settles()
    assert [entry.message.id for entry in chat(desk).entries] == ["m-2"]


def test_appending_to_ten_thousand_lays_out_nothing_else_and_keeps_the_place(
    desk: Desk, laid_out: list[Entry]
) -> None:
    messages = tuple(message(n) for n in range(10_000))
    serve(desk, visit(messages))
    view = chat(desk)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    place = view.verticalScrollBar().value()
    new = talk(desk)._visit
    assert new is not None
    from posapp.ui.talk.timeline import Timeline

    entry = Timeline(new, None, START).entries([message(10_000)], messages[-1])
    laid_out.clear()
    view.append(entry)
    assert view.verticalScrollBar().value() == place
    assert len(laid_out) < ON_SCREEN


def test_a_new_message_at_the_bottom_is_seen_at_once(desk: Desk) -> None:
    first = visit(tuple(message(n) for n in range(60)))
    serve(desk, first)
    assert at_bottom(chat(desk))
    desk.sale.show_visit(replace(first, messages=(*first.messages, message(60, "Just now"))))
    desk.settles()
    assert chat(desk).entries[-1].message.text == "Just now"
    assert at_bottom(chat(desk))


def test_older_messages_do_not_move_what_is_being_read(desk: Desk) -> None:
    late = visit(tuple(message(n) for n in range(100, 200)), older="more")
    serve(desk, late)
    view = chat(desk)
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() - 400)
    from_end = bar.maximum() - bar.value()
    every = tuple(message(n) for n in range(200))
    desk.sale.show_visit(replace(late, messages=every, older=""))
    desk.settles()
    assert len(view.entries) == 200
    assert bar.maximum() - bar.value() == from_end


def test_scrolling_to_the_top_asks_for_older_messages_once(desk: Desk) -> None:
    serve(desk, visit(tuple(message(n) for n in range(100)), older="more"))
    column = talk(desk)
    asked: list[bool] = []
    column.older_asked.connect(lambda: asked.append(True))
    chat(desk).verticalScrollBar().setValue(0)
    chat(desk).verticalScrollBar().setValue(10)
    assert asked == [True]
    desk.waits(lambda: bool(column.older_trouble.text))  # the centre is away, and it is said


def test_every_channel_is_in_one_timeline_and_can_be_shown_alone(desk: Desk) -> None:
    mail = message(3, "By mail", channel=Channel.EMAIL, conversation="t-2")
    serve(desk, visit((message(1), message(2), mail)))
    assert len(chat(desk).entries) == 3
    desk.clicks("chat.filter.email")
    assert [e.message.text for e in chat(desk).entries] == ["By mail"]
    desk.clicks("chat.filter.all")
    assert len(chat(desk).entries) == 3


def test_enter_on_a_product_of_a_message_puts_it_into_the_cart(desk: Desk) -> None:
    both = message(2, "These two?", skus=(BOOTS_38.sku, SOCKS.sku))
    serve(desk, visit((message(1), both, message(3))))
    desk.presses(Qt.Key.Key_F7)
    assert chat(desk).hasFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Return):  # newest, socks, Enter
        desk.presses(key)
    (line,) = desk.sale.serving.cart.lines
    assert (line.product.sku, line.origin) == (SOCKS.sku, Origin.CHAT)
    desk.presses(Qt.Key.Key_Up)
    desk.presses(Qt.Key.Key_Return)
    assert desk.sale.serving.cart.lines[-1].product.sku == BOOTS_38.sku
    assert chat(desk).hasFocus()


def test_touching_a_product_card_adds_it(desk: Desk) -> None:
    serve(desk, visit((message(1, "This one", skus=(BOOTS_38.sku,)),)))
    view = chat(desk)
    place = view._bubble(0).cards()[0].center().toPoint()
    place.setY(place.y() + view._tops[0] - view.verticalScrollBar().value())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.sale.serving.cart.lines[0].product.sku == BOOTS_38.sku


def test_the_shutter_hides_every_word_and_shows_it_again_with_one_key(desk: Desk) -> None:
    serve(desk, visit((message(1, "Private"),)))
    assert desk.sees("chat.list")
    desk.presses(Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    assert not desk.sees("chat.list")
    assert desk.sees("chat.hidden")
    desk.clicks("chat.shutter")
    assert desk.sees("chat.list")


def test_the_shutter_stays_shut_for_the_next_customer(desk: Desk) -> None:
    serve(desk, visit((message(1),)))
    desk.clicks("chat.shutter")
    desk.sale.start_afresh()
    serve(desk, visit((message(2),)))
    assert not desk.sees("chat.list")


def test_p1_markup_in_a_message_stays_text(desk: Desk) -> None:
    hostile = "<img src='file:///etc/passwd'><b>bold</b>\u202egnp.exe" + "\u0301" * 40
    serve(desk, visit((message(1, hostile),)))
    shown = bubble.said(chat(desk).entries[0])
    assert "<b>bold</b>" in shown
    assert "\u202e" not in shown
    assert shown.count("\u0301") <= 4
    assert not chat(desk).grab().isNull()


def test_an_endless_word_is_wrapped_and_bounded(desk: Desk) -> None:
    serve(desk, visit((message(1, "x" * 100_000),)))
    view = chat(desk)
    laid = view._bubble(0)
    assert laid.box.right() <= view.viewport().width()
    assert laid.text is not None
    assert len(laid.text.text()) <= bubble.LONGEST


def test_deleted_and_edited_messages_say_so() -> None:
    from posapp.ui.talk.timeline import Entry

    gone = message(1, deleted=True)
    gone = replace(gone, text="")
    assert "deleted" in bubble.said(Entry(gone))
    assert "edited" in bubble.meta(Entry(message(1, edited=True)))


def test_a_promise_is_marked_on_its_message(desk: Desk) -> None:
    promise = Promise(
        "p-1", "10 % off", "Mira", "m-1", START, START + timedelta(days=2), percent_ppm=100_000
    )
    serve(desk, visit((message(1), message(2)), promises=(promise,)))
    assert chat(desk).entries[0].promise == promise
    assert chat(desk).entries[1].promise is None


def test_the_reply_window_is_told_in_words(desk: Desk) -> None:
    thread = visit((message(1),)).conversations[0]
    said, _ = channels.reply_words(thread, START)
    assert said == "Reply: free 6 h 0 m"
    over, _ = channels.reply_words(thread, START + timedelta(hours=7))
    assert over == "Reply: templates only"
    closed, _ = channels.reply_words(replace(thread, can_reply=False), START)
    assert "not on this channel" in closed


def test_a_slow_conversation_part_is_said_with_a_way_to_try_again(desk: Desk) -> None:
    serve(desk, visit(parts=(Part("conversations", START, "slow"),)))
    assert talk(desk).trouble.text == "Conversations: slow, trying again"
    assert desk.sees("chat.trouble.retry")


def test_notes_and_system_entries_are_told_apart(desk: Desk) -> None:
    note = message(2, "Prefers mornings", direction=Direction.NOTE)
    system = message(3, "Assigned to Mira", direction=Direction.SYSTEM)
    serve(desk, visit((message(1), note, system)))
    entries = chat(desk).entries
    assert bubble.who(entries[1]).startswith("Note")
    assert [b.kind for b in bubble.lay_out(entries[2], 300).blocks] == ["text"]


def test_photos_are_forgotten_with_the_visit(desk: Desk) -> None:
    from posapp.ui.talk.photos import Photos

    serve(desk, visit((message(1),)))
    (photos,) = desk.window.findChildren(Photos)
    photos._kept["secret"] = None
    desk.sale.start_afresh()
    assert not photos._kept
