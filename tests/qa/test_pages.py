"""Pages wait for what they read or touch: the window is built in several turns of the loop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QStringListModel, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from posapp.qa.clerk import Clerk
from posapp.qa.hands import Hands, NotSo
from posapp.ui.turns import Turns


class Late(QWidget):
    """A window whose parts come in later turns."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = QVBoxLayout(self)
        self.turns = Turns(self)
        self.receipt = self.puts(QWidget(), "receipt")
        self.receipt.hide()
        self.resize(400, 300)

    def puts(self, part: QWidget, name: str) -> QWidget:
        part.setObjectName(name)
        self.rows.addWidget(part)
        part.show()
        return part

    def comes(self, part: QWidget, name: str) -> None:
        """This part is built in a later turn, as a column of the register is."""
        self.turns.put(name, partial(self._built, part, name))

    def _built(self, part: QWidget, name: str) -> None:
        self.puts(part, name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends a receipt that can be ended."""
        if event.key() == Qt.Key.Key_Return and self.receipt.findChild(QPushButton):
            self.receipt.hide()


@pytest.fixture
def late(qapp: QApplication) -> Iterator[Late]:
    made = Late()
    made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def clerk(late: Late) -> Clerk:
    return Clerk(Hands(late))


def later(act: Callable[[], object]) -> None:
    QTimer.singleShot(0, act)


def test_what_is_not_built_yet_does_not_count_as_not_seen(late: Late, clerk: Clerk) -> None:
    clerk.does_not_see("Ana")
    late.comes(QLabel("Ana"), "name")
    with pytest.raises(AssertionError, match="Ana"):
        clerk.does_not_see("Ana")


def test_the_customer_column_is_read_when_it_is_whole(late: Late, clerk: Clerk) -> None:
    column = QWidget()
    late.puts(column, "customer")
    late.turns.put("orders", lambda: QLabel("2 orders", column).show())
    assert clerk.customer == "2 orders"


def test_a_customer_is_there_when_the_centre_has_said_all_and_it_is_shown(
    late: Late, clerk: Clerk
) -> None:
    late.puts(QLabel("Ana"), "customer.person")
    later(lambda: late.comes(QLabel("Mail: yes"), "customer.consents"))
    later(lambda: late.comes(QLabel("Boots"), "customer.order.1"))
    clerk.waits_for_customer("Ana")
    assert clerk.hands.sees("customer.order.1")


def test_no_conversation_is_none_only_when_all_is_built(late: Late, clerk: Clerk) -> None:
    assert clerk.conversation == []
    late.comes(QLabel(), "chat.list")
    with pytest.raises(AssertionError):  # it is there now, and is no list of messages
        _ = clerk.conversation


def test_the_next_customer_comes_when_the_receipt_can_be_ended(
    late: Late, clerk: Clerk
) -> None:
    late.receipt.show()
    button = QPushButton("Next", late.receipt)
    button.setObjectName("receipt.next")
    button.hide()
    button.setParent(None)

    def ready() -> None:
        button.setParent(late.receipt)
        button.show()

    later(ready)
    clerk.serves_the_next()
    assert not clerk.hands.sees("receipt")


def test_a_sale_is_opened_when_its_row_is_there(
    late: Late, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = QStringListModel()
    view = QListView()
    view.setModel(rows)
    late.puts(view, "day.sales")
    paper = QLabel("Boots", late.receipt)
    paper.setObjectName("receipt.paper")
    view.clicked.connect(late.receipt.show)
    later(lambda: rows.setStringList(["R-2", "R-1"]))
    clerk.opens_sale(1)
    assert clerk.hands.sees("receipt")
    monkeypatch.setattr(Hands.waits_until, "__defaults__", (0.05,))
    with pytest.raises(NotSo, match="no sale in row 2"):
        clerk.opens_sale(2)


def test_a_line_is_touched_when_it_is_in_the_cart(
    late: Late, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Hands.waits_until, "__defaults__", (0.05,))
    with pytest.raises(NotSo, match="BOOTS-38 is not in the cart"):
        clerk.chooses("BOOTS-38")


def test_a_button_beside_a_note_that_grew_is_clicked_where_it_stands(
    late: Late, clerk: Clerk
) -> None:
    pressed: list[bool] = []
    above, button = QLabel("A note"), QPushButton("Go")
    late.puts(above, "note")
    late.puts(button, "go")
    late.rows.addStretch(1)
    button.clicked.connect(lambda: pressed.append(True))
    clerk.hands.breathes()
    above.raise_()
    above.setFixedHeight(200)  # lies over the button until that is moved down
    clerk.hands.clicks("go")
    assert pressed == [True]
