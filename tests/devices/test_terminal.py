"""A card is charged once or not at all, and where nobody knows nobody guesses."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posapp.devices.terminal import (
    Approved,
    Cancelled,
    Charge,
    Declined,
    NoTerminal,
    NotStarted,
    Unknown,
)
from posapp.devices.terminal_tcp import TcpTerminal, terminal_at
from posapp.devices.terminal_wire import (
    MAX_LINE,
    NotOurProtocol,
    answer,
    read_answer,
    read_request,
    request,
)
from posapp.domain.errors import BadDeviceAddress
from posapp.domain.money import Money
from posapp.qa.terminal import Customer, TerminalSimulator

AMOUNT = Money(4450)


@pytest.fixture
def counter() -> Iterator[TerminalSimulator]:
    with TerminalSimulator() as simulator:
        yield simulator


@pytest.fixture
def terminal(counter: TerminalSimulator) -> TcpTerminal:
    return TcpTerminal("127.0.0.1", counter.port, charge_s=5.0, answer_s=5.0)


def test_an_approved_charge_has_a_reference_and_no_card_number_p2(
    terminal: TcpTerminal, counter: TerminalSimulator
) -> None:
    charge = terminal.charge("a", AMOUNT)
    assert charge == Approved("a", AMOUNT, "T-000001", "VISA", "4243")
    assert charge.label == "VISA ••4243"
    assert counter.taken == (charge,)


@pytest.mark.parametrize(
    ("customer", "outcome"),
    [
        (Customer.IS_DECLINED, Declined("a", "insufficient funds")),
        (Customer.CANCELS, Cancelled("a")),
        (Customer.VANISHES, Unknown("a", "no_answer")),
        (Customer.PAYS_UNHEARD, Unknown("a", "no_answer")),
    ],
)
def test_what_happened_at_the_terminal_is_the_outcome(
    terminal: TcpTerminal, counter: TerminalSimulator, customer: Customer, outcome: Charge
) -> None:
    counter.next(customer)
    assert terminal.charge("a", AMOUNT) == outcome


def test_a_lost_answer_is_found_again_by_asking_and_charges_nothing_more(
    terminal: TcpTerminal, counter: TerminalSimulator
) -> None:
    counter.next(Customer.PAYS_UNHEARD)
    assert isinstance(terminal.charge("a", AMOUNT), Unknown)
    assert isinstance(terminal.ask("a"), Approved)
    assert isinstance(terminal.charge("a", AMOUNT), Approved)
    assert len(counter.taken) == 1


def test_the_same_ref_gives_its_first_outcome_for_ever(
    terminal: TcpTerminal, counter: TerminalSimulator
) -> None:
    counter.next(Customer.IS_DECLINED)
    first = terminal.charge("a", AMOUNT)
    assert [terminal.charge("a", AMOUNT) for _ in range(3)] == [first] * 3
    assert counter.taken == ()


def test_a_request_that_was_lost_is_known_to_have_charged_nothing(
    terminal: TcpTerminal, counter: TerminalSimulator
) -> None:
    counter.next(Customer.VANISHES)
    assert isinstance(terminal.charge("a", AMOUNT), Unknown)
    assert terminal.ask("a") == NotStarted("a", "never_heard")


def test_a_request_that_arrives_after_it_was_asked_about_takes_no_money(
    terminal: TcpTerminal, counter: TerminalSimulator
) -> None:
    assert terminal.ask("late") == NotStarted("late", "never_heard")
    assert terminal.charge("late", AMOUNT) == Cancelled("late")
    assert counter.taken == ()


def test_a_customer_who_takes_too_long_is_unknown_and_can_be_asked_about(
    counter: TerminalSimulator,
) -> None:
    terminal = TcpTerminal("127.0.0.1", counter.port, charge_s=0.1)
    counter.next(Customer.WAITS)
    assert terminal.charge("a", AMOUNT) == Unknown("a", "no_answer")
    assert terminal.ask("a") == Unknown("a", "pending")
    counter.decide("a", Customer.PAYS)
    assert isinstance(terminal.ask("a"), Approved)


def test_a_charge_can_be_cancelled_while_the_customer_waits(
    terminal: TcpTerminal, counter: TerminalSimulator
) -> None:
    counter.next(Customer.WAITS)
    with ThreadPoolExecutor(1) as pool:
        charge = pool.submit(terminal.charge, "a", AMOUNT)
        assert counter.waits_until(lambda c: c.waiting == ("a",))
        assert terminal.cancel("a") == Cancelled("a")
        assert charge.result() == Cancelled("a")


def test_a_cancel_that_comes_too_late_says_that_the_card_was_charged(
    terminal: TcpTerminal,
) -> None:
    paid = terminal.charge("a", AMOUNT)
    assert terminal.cancel("a") == paid


def test_a_terminal_that_is_off_has_charged_nothing_but_answers_no_question(
    terminal: TcpTerminal, counter: TerminalSimulator
) -> None:
    counter.next(Customer.PAYS_UNHEARD)
    terminal.charge("a", AMOUNT)
    counter.switches_off()
    assert terminal.charge("b", AMOUNT) == NotStarted("b", "unreachable")
    assert terminal.ask("a") == Unknown("a", "unreachable")
    counter.switches_on()
    assert isinstance(terminal.ask("a"), Approved)


def test_a_terminal_switched_off_while_the_customer_pays_is_unknown(
    terminal: TcpTerminal, counter: TerminalSimulator
) -> None:
    counter.next(Customer.WAITS)
    with ThreadPoolExecutor(1) as pool:
        charge = pool.submit(terminal.charge, "a", AMOUNT)
        assert counter.waits_until(lambda c: c.waiting == ("a",))
        counter.switches_off()
        assert isinstance(charge.result(), Unknown)


def test_without_a_terminal_nothing_is_charged() -> None:
    terminal = terminal_at("")
    assert isinstance(terminal, NoTerminal)
    assert terminal.charge("a", AMOUNT) == NotStarted("a", "absent")
    assert terminal.ask("a") == terminal.cancel("a") == Unknown("a", "unreachable")


@pytest.mark.parametrize("address", ["192.0.2.1:9000", "shop.example:9000", "127.0.0.1", "x:y"])
def test_a_terminal_elsewhere_on_the_network_is_not_believed(address: str) -> None:
    with pytest.raises(BadDeviceAddress):
        terminal_at(address)


@pytest.mark.parametrize("address", ["127.0.0.1:9", "localhost:9", "tcp://[::1]:9"])
def test_a_terminal_on_this_computer_is_found_by_its_address(address: str) -> None:
    assert isinstance(terminal_at(address), TcpTerminal)


@pytest.mark.parametrize(
    ("ref", "amount"),
    [("", AMOUNT), ("a\nb", AMOUNT), ("x" * 65, AMOUNT), ("a", Money(0)), ("a", Money(-5)),
     ("a", Money(10**13)), ("a", Money(5, "EURO"))],
)  # fmt: skip
def test_what_cannot_be_charged_is_not_sent(
    terminal: TcpTerminal, counter: TerminalSimulator, ref: str, amount: Money
) -> None:
    with pytest.raises(ValueError, match=r"ref|charged"):
        terminal.charge(ref, amount)
    assert counter.requests == ()


def approval(**changed: object) -> bytes:
    fields: dict[str, object] = {
        "v": 1, "ref": "a", "is": "approved", "minor": 4450, "currency": "EUR",
        "reference": "T-1", "scheme": "VISA", "last4": "1234",
    }  # fmt: skip
    return json.dumps(fields | changed).encode() + b"\n"


@pytest.fixture
def liar() -> Iterator[tuple[TcpTerminal, list[bytes]]]:
    """A terminal that answers each charge with the next of these lines."""
    lines: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        def lie() -> None:
            wire, _ = listener.accept()
            with wire:
                wire.recv(MAX_LINE)
                wire.sendall(lines.pop(0))

        thread = threading.Thread(target=lie)
        thread.start()
        yield TcpTerminal("127.0.0.1", port, charge_s=2.0), lines
        thread.join()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (approval(minor=4449), "other_amount"),
        (approval(currency="CHF"), "other_amount"),
        (approval(minor=True), "bad_answer"),
        (approval(minor=44.5), "bad_answer"),
        (approval(minor=-4450), "bad_answer"),
        (approval(ref="b"), "bad_answer"),
        (approval(v=2), "bad_answer"),
        (approval(reference=None), "bad_answer"),
        (approval(**{"is": "maybe"}), "bad_answer"),
        (approval()[:-1], "no_answer"),
        (b'{"v":1,"ref":"a","is":"never_heard"}\n', "bad_answer"),
        (b"[" * 1000 + b"\n", "bad_answer"),
        (b"x" * 5000 + b"\n", "bad_answer"),
        (b"\xff\xfe\n", "bad_answer"),
        (b"", "no_answer"),
    ],
)
def test_an_answer_that_does_not_fit_leaves_the_charge_unknown(
    liar: tuple[TcpTerminal, list[bytes]], line: bytes, why: str
) -> None:
    terminal, lines = liar
    lines.append(line)
    assert terminal.charge("a", AMOUNT) == Unknown("a", why)


@pytest.mark.parametrize(
    "field",
    ["reference", "scheme", "last4"],
)
def test_a_card_number_is_left_out_wherever_a_terminal_puts_it_p2(field: str) -> None:
    for number in ("4111111111111111", "4111-1111-1111-1111"):
        charge = read_answer(approval(**{field: number}), "a")
        assert "1111" not in repr(charge)
    for told in ("4111 1111 1111 1111", "4111 - 1111 - 1111 - 1111", "٤١١١١١١١١١١١١١١١"):
        declined = {"v": 1, "ref": "a", "is": "declined", "reason": f"card {told}"}
        assert read_answer(json.dumps(declined).encode() + b"\n", "a") == Declined("a", "")


@pytest.mark.parametrize(
    "outcome",
    [Approved("a", AMOUNT, "T-1", "VISA", "1234"), Declined("a", "no"), Cancelled("a"),
     NotStarted("a", "never_heard"), Unknown("a", "pending")],
)  # fmt: skip
def test_every_outcome_survives_the_wire(outcome: Charge) -> None:
    assert read_answer(answer(outcome), "a") == outcome


def test_every_request_survives_the_wire() -> None:
    assert read_request(request("charge", "a", AMOUNT)) == ("charge", "a", AMOUNT)
    assert read_request(request("ask", "a")) == ("ask", "a", None)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=60).map(lambda t: t.encode())))
def test_no_line_whatever_breaks_either_end_p1(line: bytes) -> None:
    for read in (lambda: read_answer(line + b"\n", "a"), lambda: read_request(line + b"\n")):
        with pytest.raises(NotOurProtocol):
            read()


def test_a_request_of_another_protocol_is_hung_up_on(counter: TerminalSimulator) -> None:
    with socket.create_connection(("127.0.0.1", counter.port), timeout=5) as wire:
        wire.sendall(b"GET / HTTP/1.1\r\n\r\n")
        wire.shutdown(socket.SHUT_WR)
        assert wire.recv(10) == b""
    assert counter.requests == ()
