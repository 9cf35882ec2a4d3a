"""A sale screen in a window of its own, on any register, and values to show in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from posapp.domain.conversation import Channel, Conversation, Direction, Message
from posapp.domain.customer import Customer, Phone
from posapp.domain.people import Clerk
from posapp.domain.visit import Part, Visit
from posapp.services.register import Register
from posapp.ui import formats
from posapp.ui.background import Background
from posapp.ui.pictures import Pictures
from posapp.ui.screens.sale import SaleScreen
from posapp.ui.screens.serving import Serving
from posapp.ui.sync_driver import SyncDriver
from posapp.ui.talk.view import ChatView
from posapp.ui.turns import Turns
from posapp.ui.widgets.banner import Toast
from posapp.ui.widgets.boxes import column
from posapp.ui.workplace import Seat, Workplace
from tests.services.shop import PRODUCTS, START

ANA = Customer(
    "k-ana",
    "Ana Kovač",
    (Phone("+39 347 555 0214", "+393475550214", "IT"),),
    "ana@example.org",
    "it",
    "Gold",
    1240,
)


@dataclass
class Desk:
    """A sale screen and somebody's hands on it."""

    qtbot: QtBot
    window: QWidget
    sale: SaleScreen
    beeps: list[str] = field(default_factory=list)

    @property
    def told(self) -> str:
        """What the error row above the lines says."""
        return self.sale.card.banner.text

    @property
    def customer(self) -> str:
        served = self.sale.serving.customer
        return served.name if served else ""

    def waits(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=10_000)

    def settles(self) -> None:
        """Until everything that was told is shown: it is done in several turns."""
        turns = self.sale.findChildren(Turns)
        self.waits(lambda: not any(one.busy for one in turns))

    def waits_for_visit(self) -> Visit:
        """Until the centre has answered, and everything it said is shown."""

        def answered() -> bool:
            visit = self.sale.serving.visit
            return visit is not None and not visit.local

        self.waits(answered)
        self.settles()
        visit = self.sale.serving.visit
        assert visit is not None
        return visit

    def find(self, name: str) -> QWidget:
        """The visible widget with this name, once everything that was told is shown."""
        self.settles()
        found = [w for w in self.window.findChildren(QWidget, name) if w.isVisible()]
        assert len(found) == 1, f"{len(found)} widgets are called {name}"
        return found[0]

    def text(self, name: str) -> str:
        """What stands on a label, a button or in a field."""
        return str(self.find(name).property("text"))

    def sees(self, name: str) -> bool:
        return any(w.isVisible() for w in self.window.findChildren(QWidget, name))

    def clicks(self, name: str) -> None:
        QTest.mouseClick(self.find(name), Qt.MouseButton.LeftButton)

    def presses(self, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
        place = QApplication.focusWidget() or self.window
        QTest.keyClick(place, key, held or Qt.KeyboardModifier.NoModifier)

    def types(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)


def chat(desk: Desk) -> ChatView:
    """The conversation's view on it."""
    found = desk.window.findChild(ChatView, "chat.list")
    assert isinstance(found, ChatView)
    return found


@contextmanager
def open_desk(
    qtbot: QtBot, register: Register, clerk: Clerk, background: Background
) -> Iterator[Desk]:
    """A sale screen of 1366 x 700 on this register."""
    shop = register.shop
    formats.use("en", shop.country, shop.timezone)
    window = QWidget()
    window.resize(1366, 700)
    beeps: list[str] = []
    pictures = Pictures(register, background, window)
    sync = SyncDriver(register, background, window)
    toast = Toast(window)
    place = Workplace(
        register, background, Seat(clerk), pictures, toast, sync, lambda: beeps.append("beep")
    )
    sale = SaleScreen(place)
    column(window, gap=0).addWidget(sale)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    sale.focus_box()
    yield Desk(qtbot, window, sale, beeps)
    background.close()
    window.hide()
    window.deleteLater()


def message(number: int, text: str = "", **more: object) -> Message:
    """The nth message of a conversation, one a minute until now."""
    values: dict[str, object] = {
        "id": f"m-{number}",
        "conversation": "t-1",
        "channel": Channel.WHATSAPP,
        "direction": Direction.IN if number % 2 else Direction.OUT,
        "sender": "Ana Kovač" if number % 2 else "Mira",
        "text": text or f"Message {number} about the boots in the window",
        "at": START - timedelta(minutes=20_000 - number),
        "sort_key": f"{number:08}",
    }
    values.update(more)
    return Message(**values)  # type: ignore[arg-type]  # the tests give right values


def visit(messages: tuple[Message, ...] = (), **more: object) -> Visit:
    """Ana's visit with these messages."""
    channels = dict.fromkeys(m.channel for m in messages)
    values: dict[str, object] = {
        "id": "v-1",
        "customer": ANA,
        "messages": messages,
        "conversations": tuple(
            Conversation(f"t-{n}", channel, "Ana", reply_until=START + timedelta(hours=6))
            for n, channel in enumerate(channels, start=1)
        ),
        "products": PRODUCTS,
        "parts": (Part("carts", START), Part("conversations", START)),
    }
    values.update(more)
    return Visit(**values)  # type: ignore[arg-type]  # the tests give right values


def serve(desk: Desk, shown: Visit) -> None:
    """Ana stands at the counter, with this context."""
    cart = desk.sale.serving.cart
    desk.sale.show_serving(Serving(cart, shown.customer, shown))
    desk.settles()
