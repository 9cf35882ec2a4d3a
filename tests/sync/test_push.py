"""S1 to S4: each sale at the centre once, in order, and none in the way of another."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from posapp.domain.conversation import Channel
from posapp.domain.errors import BadReply, NotEnrolled, Unreachable
from posapp.domain.sale import Sale
from posapp.services import health, receipts
from posapp.services.health import LinkState
from posapp.services.register import Register
from posapp.store import outbox
from posapp.store.outbox import Report
from posapp.sync import catalogue
from posapp.sync import push as push_module
from posapp.sync.exchange import exchange
from posapp.sync.push import push
from posapp.ui.widgets.badge import link_words
from tests.hub.shopping import Shopping
from tests.services import till
from tests.services.conftest import Clock
from tests.sync.conftest import Line, link


@pytest.fixture
def sales(register: Register, shopping: Shopping, line: Line) -> list[Sale]:
    """Three sales made at the counter that the centre has not heard of."""
    product = shopping.product(here=9)
    catalogue.fetch(register, lambda _progress: None, Event())
    line.asked.clear()
    return [till.sell(register, product) for _ in range(3)]


def at_the_centre(line: Line) -> list[str]:
    return list(line.central.sales().sales)


def waiting(register: Register) -> tuple[Report, ...]:
    with register.books.journal.reading() as db:
        return outbox.waiting(db)


def test_s1_s2_each_sale_reaches_the_centre_once_and_in_order(
    register: Register, line: Line, sales: list[Sale]
) -> None:
    assert push(register) == 3
    assert push(register) == 0
    assert at_the_centre(line) == [sale.id for sale in sales]
    with register.books.journal.reading() as db:
        assert outbox.sent(db, "sale") == {sale.id for sale in sales}


@pytest.mark.parametrize("error", [Unreachable("cut"), BadReply("garbage")])
def test_s1_a_lost_answer_is_asked_for_again_and_doubles_nothing(
    register: Register, line: Line, sales: list[Sale], error: Unreachable
) -> None:
    line.fails["report"], line.after_effect = error, True
    for _ in range(5):
        with pytest.raises(Unreachable):
            push(register)
    assert [report.attempts for report in waiting(register)] == [5, 0, 0]
    line.fails.clear()
    assert push(register) == 3
    assert at_the_centre(line) == [sale.id for sale in sales]


def test_s3_a_refused_sale_is_parked_and_the_next_goes_on(
    register: Register, line: Line, sales: list[Sale]
) -> None:
    with register.books.journal.writing() as db:
        broken = b'{"id": "not a sale"}'
        db.exec_driver_sql("UPDATE outbox SET body = ? WHERE of = ?", (broken, sales[0].id))
    assert push(register) == 2
    assert at_the_centre(line) == [sale.id for sale in sales[1:]]
    with register.books.journal.reading() as db:
        (parked,) = outbox.parked(db)
    assert parked.of == sales[0].id
    assert parked.reason.startswith("invalid")
    assert parked.body == broken


def test_a_register_that_is_no_longer_known_keeps_its_sales(
    register: Register, line: Line, sales: list[Sale]
) -> None:
    line.fails["report"] = NotEnrolled()
    status = exchange(register)
    assert (status.online, status.enrolled, status.waiting) == (True, False, 3)
    assert line.asked.count("report") == 1


def test_two_threads_never_send_at_once(
    register: Register, line: Line, sales: list[Sale]
) -> None:
    threads = [Thread(target=push, args=(register,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert line.asked.count("report") == 3
    assert at_the_centre(line) == [sale.id for sale in sales]


def test_sending_stops_between_two_messages(
    register: Register, line: Line, sales: list[Sale]
) -> None:
    stop = Event()
    stop.set()
    assert push(register, stop) == 0
    assert len(waiting(register)) == 3


def test_a_receipt_by_mail_follows_its_sale(register: Register, sales: list[Sale]) -> None:
    kinds = [report.kind for report in waiting(register)]
    assert kinds == ["sale"] * 3


def test_a3_an_exchange_says_how_things_stand(
    register: Register, line: Line, sales: list[Sale], clock: Clock
) -> None:
    line.fails["shop"] = Unreachable("away")
    status = exchange(register)
    away_since = register.current.link.since
    assert (status.online, status.waiting, status.parked) == (False, 3, 0)
    assert link(register) is LinkState.OFFLINE
    clock.passes(minutes=3)
    assert not exchange(register).online
    assert register.current.link.since == away_since
    line.fails.clear()
    status = exchange(register)
    assert (status.online, status.enrolled, status.waiting, status.sent) == (True, True, 0, 3)
    assert exchange(register).online
    assert link(register) is LinkState.ONLINE


def test_a3_a_line_that_breaks_while_sending_is_not_called_online(
    register: Register, line: Line, sales: list[Sale]
) -> None:
    line.fails["report"] = Unreachable("cut")
    for _ in range(2):
        assert not exchange(register).online
    assert link(register) is not LinkState.ONLINE, "half of it is lost"
    line.fails["shop"] = Unreachable("cut")
    assert not exchange(register).online
    assert link(register) is LinkState.OFFLINE


@pytest.fixture
def backlog(register: Register, shopping: Shopping, line: Line) -> list[Sale]:
    """A morning's sales that the centre has not heard of."""
    product = shopping.product(here=100)
    catalogue.fetch(register, lambda _progress: None, Event())
    line.asked.clear()
    return [till.sell(register, product) for _ in range(push_module.TOGETHER * 2 + 3)]


def test_s1_s2_a_backlog_goes_together_and_arrives_once_in_order(
    register: Register, line: Line, backlog: list[Sale]
) -> None:
    assert push(register) == len(backlog)
    assert line.asked.count("report_sales") == 2
    assert line.asked.count("report") == 3, "what is left over goes one by one"
    assert at_the_centre(line) == [sale.id for sale in backlog]


def test_s1_a_batch_whose_answer_is_lost_is_told_again_together_or_one_by_one(
    register: Register, line: Line, backlog: list[Sale], monkeypatch: pytest.MonkeyPatch
) -> None:
    line.fails["report_sales"], line.after_effect = Unreachable("cut"), True
    with pytest.raises(Unreachable):
        push(register)
    assert len(at_the_centre(line)) == push_module.TOGETHER, "it was done"
    assert len(waiting(register)) == 50, "and nobody was told"
    monkeypatch.setattr(push_module, "AT_LEAST", len(backlog) + 1)
    line.fails.clear()
    assert push(register) == len(backlog)
    assert line.asked.count("report_sales") == 1
    assert at_the_centre(line) == [sale.id for sale in backlog]


@pytest.mark.parametrize("broken", [b'{"id": "not a sale"}', b"no JSON at all"])
def test_s3_a_refused_sale_of_a_batch_is_parked_alone(
    register: Register, line: Line, backlog: list[Sale], broken: bytes
) -> None:
    with register.books.journal.writing() as db:
        db.exec_driver_sql("UPDATE outbox SET body = ? WHERE of = ?", (broken, backlog[4].id))
    assert push(register) == len(backlog) - 1
    with register.books.journal.reading() as db:
        (parked,) = outbox.parked(db)
    assert (parked.of, parked.body) == (backlog[4].id, broken)
    assert at_the_centre(line) == [sale.id for sale in backlog if sale != backlog[4]]


def test_other_facts_keep_their_place_between_sales(
    register: Register, line: Line, backlog: list[Sale]
) -> None:
    receipts.send(register, backlog[0], till.WORDS, Channel.EMAIL, "ana@example.org")
    assert push(register) == len(backlog) + 1
    assert line.asked[-1] == "report"


def test_a3_a_drain_is_counted_down(
    register: Register, line: Line, backlog: list[Sale]
) -> None:
    health.answered(register, 0.1)
    said = health.of(register)
    assert link_words(said)[0] == f"Online (sending 0 of {len(backlog)})"
    stop = Event()
    real = line.central.report_sales

    def first(bodies: list[bytes]) -> object:
        stop.set()
        return real(bodies)

    line.central.report_sales = first  # type: ignore[assignment,method-assign]  # stops it
    push(register, stop)
    said = health.of(register)
    assert link_words(said)[0] == f"Online (sending 25 of {len(backlog)})"
    push(register)
    assert link_words(health.of(register))[0] == "Online"
    assert health.of(register).backlog == 0
