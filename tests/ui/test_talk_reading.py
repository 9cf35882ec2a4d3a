"""Reading a conversation: by keys, with promises, quotes, reactions and photos in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from posapp.domain.conversation import Attachment, Promise, PromiseState, Reaction
from posapp.services.register import Register
from posapp.ui import style
from posapp.ui.background import Background
from posapp.ui.talk import painting
from posapp.ui.talk import view as view_module
from posapp.ui.talk.photos import Photos
from posapp.ui.talk.view import ChatView
from posapp.ui.tokens import Tone
from tests.services.shop import BOOTS_38, MIRA, SOCKS, START
from tests.ui.served import Desk, chat, message, open_desk, serve, visit

PROMISE = Promise("p-1", "10 % off", "Mira", "m-1", START, START + timedelta(days=2), 100_000)


@pytest.fixture
def desk(qtbot: QtBot, register: Register, background: Background) -> Iterator[Desk]:
    with open_desk(qtbot, register, MIRA, background) as made:
        yield made


def chosen(desk: Desk) -> str:
    """The id of the message that the keyboard is on."""
    entry = chat(desk).chosen
    return entry.message.id if entry else ""


def in_sight(view: ChatView) -> bool:
    """The chosen message stands on the screen, whole."""
    row = [entry.message.id for entry in view.entries].index(chosen_of(view))
    top = view._tops[row] - view.verticalScrollBar().value()
    return top >= 0 and top + view._heights[row] <= view.viewport().height()


def chosen_of(view: ChatView) -> str:
    assert view.chosen is not None
    return view.chosen.message.id


def test_a_long_conversation_is_read_by_keys_alone(desk: Desk) -> None:
    serve(desk, visit(tuple(message(n) for n in range(1, 201))))
    view = chat(desk)
    desk.presses(Qt.Key.Key_F7)
    seen = []
    for key in ("Up", "Up", "Down", "Home", "Up", "Down", "End", "Down", "PageUp", "PageDown"):
        desk.presses(Qt.Key[f"Key_{key}"])
        seen.append(chosen(desk))
        assert in_sight(view), key
    assert seen[:8] == ["m-200", "m-199", "m-200", "m-1", "m-1", "m-2", "m-200", "m-200"]
    page = int(seen[8].removeprefix("m-"))
    assert 1 < page < 200
    assert seen[9] == "m-200"
    desk.presses(Qt.Key.Key_Tab)  # what it does not know goes on to the window
    assert not view.hasFocus()


def test_down_passes_every_product_of_a_message(desk: Desk) -> None:
    both = message(1, "These?", skus=(BOOTS_38.sku, SOCKS.sku))
    serve(desk, visit((both, message(2))))
    desk.presses(Qt.Key.Key_F7)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Return):
        desk.presses(key)
    assert [line.product.sku for line in desk.sale.serving.cart.lines] == [SOCKS.sku]


def test_a_touched_message_is_chosen_and_what_is_beside_it_is_not(desk: Desk) -> None:
    serve(desk, visit((message(1), message(2))))
    view = chat(desk)
    place = QPoint(30, view._tops[1] - view.verticalScrollBar().value() + 12)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen(desk) == "m-2"
    below = QPoint(30, view._tops[2] - view.verticalScrollBar().value() + 5)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=below)
    assert chosen(desk) == "m-2"
    assert desk.sale.serving.cart.lines == ()


def test_enter_on_a_message_with_a_promise_keeps_it(desk: Desk) -> None:
    serve(desk, visit((message(1), message(2)), promises=(PROMISE,)))
    wished: list[Promise] = []
    chat(desk).promise_wished.connect(wished.append)
    desk.presses(Qt.Key.Key_F7)
    desk.presses(Qt.Key.Key_Up)
    desk.presses(Qt.Key.Key_Return)  # nothing was promised in the newest
    desk.presses(Qt.Key.Key_Up)
    desk.presses(Qt.Key.Key_Return)
    assert wished == [PROMISE]


def test_a_promise_that_comes_later_hangs_on_its_message_and_nothing_moves(desk: Desk) -> None:
    first = visit(tuple(message(n) for n in range(1, 101)))
    serve(desk, first)
    view = chat(desk)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    place = view.verticalScrollBar().value()
    desk.sale.show_visit(replace(first, promises=(replace(PROMISE, message="m-99"),)))
    desk.settles()
    assert [entry.promise is not None for entry in view.entries[97:]] == [False, True, False]
    assert view.verticalScrollBar().value() == place


@pytest.mark.parametrize(
    ("state", "until", "said", "tone"),
    [
        (PromiseState.OPEN, True, "Promise until", Tone.WARN),
        (PromiseState.OPEN, False, "Promise", Tone.WARN),
        (PromiseState.REDEEMED, True, "Promise kept", Tone.GOOD),
        (PromiseState.DECLINED, True, "Promise over", Tone.NEUTRAL),
        (PromiseState.EXPIRED, True, "Promise over", Tone.NEUTRAL),
    ],
)
def test_how_a_promise_stands_is_said(
    state: PromiseState, until: bool, said: str, tone: Tone
) -> None:
    ends = PROMISE.expires_at if until else None
    words, shown, _ = painting.promise_words(replace(PROMISE, state=state, expires_at=ends))
    assert words.startswith(said)
    assert shown is tone


def colours(desk: Desk, row: int, area: QRectF) -> set[str]:
    """What stands in one part of a message's bubble, as colours."""
    view = chat(desk)
    top = view._tops[row] - view.verticalScrollBar().value()
    place = area.translated(view._bubble(row).box.topLeft()).translated(0, top).toRect()
    seen = view.viewport().grab(place).toImage()
    points = ((x, y) for x in range(seen.width()) for y in range(seen.height()))
    return {seen.pixelColor(x, y).name() for x, y in points}


def part(desk: Desk, row: int, kind: str) -> QRectF:
    (found,) = [b.place for b in chat(desk)._bubble(row).blocks if b.kind == kind]
    return found


def test_a_photo_stands_in_its_message_and_a_missing_one_is_said(desk: Desk) -> None:
    photo = Attachment("photo-1", "image/png")
    lost, paper = Attachment("photo-2", "image/jpeg"), Attachment("f-1", "application/pdf")
    said = (
        message(1, "Like these", attachments=(photo,)),
        message(2, "Or these", attachments=(lost,)),
        message(3, "The bill", attachments=(paper,)),
    )
    (photos,) = desk.window.findChildren(Photos)
    red = QPixmap(40, 40)
    red.fill(QColor("#ff0000"))
    photos._kept.update({"photo-1": red, "photo-2": None})
    serve(desk, visit(()))
    photos._kept.update({"photo-1": red, "photo-2": None})
    desk.sale.show_visit(visit(said))
    desk.settles()
    photos._kept.update({"photo-1": red, "photo-2": None})
    chat(desk).viewport().repaint()
    assert "#ff0000" in colours(desk, 0, part(desk, 0, "photo"))
    for row in (1, 2):
        shown = colours(desk, row, part(desk, row, "photo"))
        assert "#ff0000" not in shown
        assert QColor(style.palette().sunken).name() in shown
        assert len(shown) > 2  # a mark and words


def test_what_a_message_answers_and_what_people_thought_of_it_is_painted(desk: Desk) -> None:
    answer = message(2, "Yes", reply_to="m-1", reactions=(Reaction("+1", "Ana"),))
    serve(desk, visit((message(1, "Do you have them in 38?"), answer)))
    assert chat(desk).entries[1].quoted == "Do you have them in 38?"
    quote = colours(desk, 1, part(desk, 1, "quote"))
    assert QColor(style.palette().border_strong).name() in quote
    assert len(colours(desk, 1, part(desk, 1, "reactions"))) > 1


def test_a_view_keeps_no_more_than_it_can_paint_soon(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view_module, "_KEPT", 30)
    serve(desk, visit(tuple(message(n) for n in range(1, 301))))
    view = chat(desk)
    for place in range(0, view.verticalScrollBar().maximum(), 400):
        view.verticalScrollBar().setValue(place)
        assert len(view._bubbles) <= 31
