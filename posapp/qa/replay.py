"""Does again what a report says was done, at a register of the demo chain.

    replayed = replay(read(Path("report-20261122-101500.jsonl")), clerk, centre, chain)
    assert replayed.same, replayed.told

Customers of the report are pseudonyms. On a chain that knows them they are found by their
digest; elsewhere people of the cast stand in for them, in their order. What was masked is
filled with something of the same kind.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPlainTextEdit, QWidget

from posapp.domain.customer import Customer
from posapp.qa.centre import Centre
from posapp.qa.clerk import Clerk
from posapp.qa.hands import NotSo
from posapp.qa.scenarios import UNKNOWN_PHONE, Chain, GiftCard
from posapp.ui.flight.discretion import Kind
from posapp.ui.flight.looks import look
from posapp.ui.flight.recorder import digest, like
from posapp.ui.window import MainWindow

Event = Mapping[str, object]
PATIENCE_S = 5.0
LONGEST = 16_000_000  # bytes; the recorder keeps far less
KEYS_OF_KINDS = {"email": "nobody@example.com", "phone": UNKNOWN_PHONE}
_IDENTIFIES = {Kind.CUSTOMER, Kind.PHONE, Kind.EMAIL, Kind.SHAPE, Kind.LOYALTY_CARD}


@dataclass(frozen=True)
class Replayed:
    """What came of it.

    Attributes:
        wanted, found: what the screen showed at the report's end, and what it shows now.
        told: where the two runs differed on the way, in words.
    """

    wanted: Event
    found: Event
    told: tuple[str, ...]

    @property
    def same(self) -> bool:
        return self.wanted == self.found


def read(path: Path) -> tuple[Event, ...]:
    """A report's events. It may come from a stranger.

    Raises:
        ValueError: it is no report, or longer than ``LONGEST`` bytes.
    """
    with path.open("rb") as file:
        text = file.read(LONGEST + 1)
    if len(text) > LONGEST:
        raise ValueError(f"{path.name} is too long for a report")
    try:
        events = tuple(json.loads(line) for line in text.decode("utf-8").splitlines())
    except RecursionError as error:
        raise ValueError(f"{path.name} is nested too deeply for a report") from error
    told = all(isinstance(event, dict) and "what" in event for event in events)
    if not events or not told or events[0].get("what") != "report":
        raise ValueError(f"{path.name} is no report")
    return events


def replay(events: Sequence[Event], clerk: Clerk, centre: Centre, chain: Chain) -> Replayed:
    """Do all of it again, waiting before each act for what the screen showed then."""
    return _Replay(events, clerk, centre, chain).run()


class _Replay:
    def __init__(
        self, events: Sequence[Event], clerk: Clerk, centre: Centre, chain: Chain
    ) -> None:
        self._events, self._clerk, self._chain = events, clerk, chain
        self._hands, self._centre = clerk.hands, centre
        self._told: list[str] = []
        self._wanted: Event = {}
        self._people = _people(centre)
        self._stand_ins = [person.customer for person in chain.people]

    @property
    def _window(self) -> MainWindow:
        window = self._hands.window
        assert isinstance(window, MainWindow)
        return window

    def run(self) -> Replayed:
        """Every event in its order."""
        acts = {
            "state": self._state,
            "scan": self._scan,
            "typed": self._type,
            "key": self._key,
            "touch": self._touch,
        }
        first = next((each for each in self._events if each["what"] == "state"), {})
        if first.get("screen") == "signin" and self._hands.sees("sale.box"):
            self._clerk.locks()
        for place, event in enumerate(self._events):
            act = acts.get(str(event["what"]))
            if act is not None:
                act(place, event)
        return Replayed(self._wanted, look(self._window), tuple(self._told))

    def _state(self, _place: int, event: Event) -> None:
        self._wanted = {name: event[name] for name in event if name not in ("t", "what")}
        try:
            self._hands.waits_until(
                lambda: look(self._window) == self._wanted, "another state", PATIENCE_S
            )
        except NotSo:
            self._told.append(f"at {event['t']}: {self._wanted} became {look(self._window)}")

    def _scan(self, place: int, event: Event) -> None:
        match Kind(event["kind"]):
            case Kind.CUSTOMER:
                text = self._centre.qr(self._meant(place).id)
            case Kind.LOYALTY_CARD:
                text = f"L:{self._card(self._meant(place))}"
            case Kind.GIFT_CARD:
                text = f"G:{self._chain.gift_card(GiftCard.FULL)}"
            case _:
                text = str(event["text"])
        self._hands.bursts(text)
        self._hands.breathes()

    def _type(self, place: int, event: Event) -> None:
        name, text = str(event["at"]), self._filled(place, event)
        field = self._hands.waits_for(name)
        shown = field.text() if isinstance(field, QLineEdit) else ""
        if isinstance(field, QPlainTextEdit):
            shown = field.toPlainText()
        if shown == text:
            return
        field.setFocus()
        if shown:
            self._hands.presses_keys("Ctrl+A")
        self._hands.types(text)

    def _filled(self, place: int, event: Event) -> str:
        name, kind = str(event["at"]), Kind(event["kind"])
        if name == "signin.pin":
            return self._pin(place, len(str(event["text"])))
        if kind is Kind.GIFT_CARD or name.startswith("pay.gift."):
            return self._chain.gift_card(GiftCard.FULL)
        if name == "sale.box" and kind in _IDENTIFIES:
            who = self._next_customer(place)
            return _as_typed(kind, who) if who else KEYS_OF_KINDS.get(kind.value, "zzqx")
        if kind is Kind.SHAPE:
            return KEYS_OF_KINDS.get(name.rpartition(".")[2], str(event["text"]))
        return str(event["text"])

    def _key(self, _place: int, event: Event) -> None:
        self._hands.presses_keys(str(event["key"]).replace("Return", "Enter"))

    def _touch(self, _place: int, event: Event) -> None:
        name, nth = like(str(event["at"])), int(str(event["nth"]))

        def there() -> list[QWidget]:
            alike = self._window.findChildren(QWidget, name)
            return [each for each in alike if each.isVisible()]

        self._hands.waits_until(lambda: len(there()) > nth, f"no {event['at']}")
        widget = there()[nth]
        self._hands.waits_until(widget.isEnabled, f"{event['at']} cannot be used")
        area, target = widget.rect(), widget
        if isinstance(widget, QAbstractItemView) and "row" in event:
            target = widget.viewport()
            index = widget.model().index(int(str(event["row"])), 0)
            widget.scrollTo(index)
            area = widget.visualRect(index)
        self._hands.clicks_at(target, _spot(area, event))

    def _meant(self, place: int) -> Customer:
        """The customer that an act of the report was about.

        Raises:
            NotSo: the report does not say.
        """
        found = self._next_customer(place)
        if found is None:
            raise NotSo("this report does not say whose code was scanned")
        return found

    def _next_customer(self, place: int) -> Customer | None:
        for event in self._events[place + 1 :]:
            if event["what"] == "customer":
                return self._known(event)
            if event["what"] == "scan" and Kind(event["kind"]) in _IDENTIFIES:
                return None
        return None

    def _known(self, event: Event) -> Customer:
        found = self._people.get(str(event["digest"]))
        if found is not None:
            return found
        number = int(str(event["who"]).rpartition(" ")[2])
        return self._centre.customer(self._stand_ins[(number - 1) % len(self._stand_ins)])

    def _card(self, customer: Customer) -> str:
        people = self._chain.people
        return next((who.card for who in people if who.customer == customer.id), people[0].card)

    def _pin(self, place: int, length: int) -> str:
        """A PIN that is let in where it was; else one that is not."""
        for event in self._events[place + 1 :]:
            if event["what"] == "clerk":
                return self._chain.pins(str(event["role"]))[0]
            if event["what"] == "typed" and event["at"] == "signin.pin":
                break
        return "0" * length


def _spot(area: QRect, event: Event) -> QPoint:
    x, y = float(str(event["x"])), float(str(event["y"]))
    return QPoint(area.left() + int(x * area.width()), area.top() + int(y * area.height()))


def _as_typed(kind: Kind, who: Customer) -> str:
    """How somebody looks for this person: by what was typed then, or by phone."""
    if kind is Kind.EMAIL and who.email:
        return who.email
    numbers = (phone.e164 for phone in who.phones if phone.e164)
    return who.name if kind is Kind.CUSTOMER else next(numbers, who.name)


def _people(centre: Centre) -> dict[str, Customer]:
    return {digest(each): centre.customer(each) for each in centre.customer_ids()}
