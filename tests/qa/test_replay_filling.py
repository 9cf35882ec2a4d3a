"""What a report masked is filled with something of the same kind when it is done again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from posapp.domain.customer import Customer, Phone
from posapp.qa import scenarios
from posapp.qa.centre import Centre
from posapp.qa.clerk import Clerk
from posapp.qa.hands import Hands, NotSo
from posapp.qa.replay import Event, _Replay
from posapp.qa.scenarios import UNKNOWN_PHONE, GiftCard
from posapp.ui.flight.recorder import digest

ANA = Customer("c-ana", "Ana Kovač", (Phone("1", "+39347", "IT"),), "ana@example.org")
CHAIN = scenarios.chain("en")
MEANT: Event = {"what": "customer", "who": "customer 1", "digest": digest("c-ana")}


class Known:
    """A centre that knows Ana, and whoever else it is asked for."""

    def customer_ids(self) -> list[str]:
        return ["c-ana"]

    def customer(self, named: str) -> Customer:
        return ANA if named == "c-ana" else Customer(named, f"somebody {named}")

    def qr(self, named: str) -> str:
        return f"QR of {named}"


class Fields(QWidget):
    """A window with the fields that are typed into."""

    def __init__(self) -> None:
        super().__init__()
        self.scanned: list[str] = []
        for made, name in (
            (QLineEdit(self), "sale.box"),
            (QLineEdit(self), "signin.pin"),
            (QLineEdit(self), "pay.gift.number"),
            (QLineEdit(self), "newcustomer.email"),
            (QPlainTextEdit(self), "settling.note"),
        ):
            made.setObjectName(name)


@pytest.fixture
def window(qapp: QApplication) -> Iterator[Fields]:
    made = Fields()
    made.show()
    made.activateWindow()
    yield made
    made.close()
    made.deleteLater()


def does(window: Fields, monkeypatch: pytest.MonkeyPatch, *events: Event) -> None:
    """Do what a report says, up to the look at the whole window."""
    monkeypatch.setattr("posapp.qa.replay.look", lambda _: {})
    monkeypatch.setattr(_Replay, "_window", window)
    monkeypatch.setattr(Hands, "bursts", lambda _, text: window.scanned.append(text))
    clerk = Clerk(Hands(window))
    _Replay(events, clerk, cast(Centre, Known()), CHAIN).run()


def typed(at: str, kind: str, text: str = "xxxx") -> Event:
    return {"what": "typed", "at": at, "kind": kind, "text": text}


@pytest.mark.parametrize(
    ("event", "after", "stands"),
    [
        (typed("sale.box", "phone"), [MEANT], "+39347"),
        (typed("sale.box", "email"), [MEANT], "ana@example.org"),
        (typed("sale.box", "customer"), [MEANT], "Ana Kovač"),
        (typed("sale.box", "phone"), [], UNKNOWN_PHONE),
        (typed("sale.box", "email"), [], "nobody@example.com"),
        (typed("sale.box", "customer"), [], "zzqx"),
        (typed("newcustomer.email", "shape"), [], "nobody@example.com"),
        (typed("settling.note", "shape"), [], "xxxx"),
        (typed("pay.gift.number", "gift card"), [], CHAIN.gift_card(GiftCard.FULL)),
        (typed("signin.pin", "secret"), [], "0000"),
        (
            typed("signin.pin", "secret"),
            [{"what": "clerk", "role": "manager"}],
            CHAIN.pins("manager")[0],
        ),
    ],
)
def test_a_masked_text_is_filled(
    window: Fields,
    monkeypatch: pytest.MonkeyPatch,
    event: Event,
    after: list[Event],
    stands: str,
) -> None:
    does(window, monkeypatch, event, *after)
    field = window.findChild(QWidget, str(event["at"]))
    assert field is not None
    found = field.toPlainText() if isinstance(field, QPlainTextEdit) else field.property("text")
    assert found == stands


def test_what_was_scanned_is_scanned_again(
    window: Fields, monkeypatch: pytest.MonkeyPatch
) -> None:
    scans: list[Event] = [
        {"what": "scan", "kind": "customer", "text": ""},
        MEANT,
        {"what": "scan", "kind": "loyalty card", "text": ""},
        MEANT,
        {"what": "scan", "kind": "gift card", "text": ""},
        {"what": "scan", "kind": "plain", "text": "4006381333931"},
    ]
    does(window, monkeypatch, *scans)
    card = f"L:{CHAIN.people[0].card}"
    gift = f"G:{CHAIN.gift_card(GiftCard.FULL)}"
    assert window.scanned == ["QR of c-ana", card, gift, "4006381333931"]


def test_somebody_of_the_cast_stands_in_for_whom_this_chain_does_not_know(
    window: Fields, monkeypatch: pytest.MonkeyPatch
) -> None:
    other: Event = {"what": "customer", "who": "customer 2", "digest": "of elsewhere"}
    does(window, monkeypatch, {"what": "scan", "kind": "customer", "text": ""}, other)
    assert window.scanned == [f"QR of {CHAIN.people[1].customer}"]


SCAN: Event = {"what": "scan", "kind": "customer", "text": ""}


@pytest.mark.parametrize("after", [[], [SCAN, MEANT]])
def test_a_scan_of_nobody_knows_whom_is_not_guessed(
    window: Fields, monkeypatch: pytest.MonkeyPatch, after: list[Event]
) -> None:
    with pytest.raises(NotSo, match="does not say whose code"):
        does(window, monkeypatch, SCAN, *after)
