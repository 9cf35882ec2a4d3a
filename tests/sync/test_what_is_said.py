"""A3: whatever the screen calls sent, waiting or refused is so in both databases, at any
moment: between two messages, within an exchange, after a cut, a refusal, a retry."""

from __future__ import annotations

import random
from contextlib import closing
from threading import Event

import pytest

from posapp.database.engine import sqlite_module
from posapp.domain.catalogue import Product
from posapp.domain.conversation import Channel
from posapp.domain.errors import BadReply, PosError, Unreachable
from posapp.services import attention, health, receipts
from posapp.services.register import Register
from posapp.store import outbox
from posapp.sync import catalogue, push
from posapp.sync.exchange import exchange
from posapp.ui.widgets.badge import link_words
from tests.hub.shopping import Shopping
from tests.services import till
from tests.sync.conftest import Line

STEPS = 60


def counted(register: Register) -> dict[tuple[str, str], int]:
    """The outbox by kind and state, read by another connection than the program's."""
    with closing(sqlite_module().connect(str(register.folder / "register.db"))) as db:
        rows = db.execute("SELECT kind, state, count(*) FROM outbox GROUP BY 1, 2").fetchall()
    return {(kind, state): number for kind, state, number in rows}


def check(register: Register, line: Line) -> None:
    """What is said, beside what is so."""
    said, so = health.of(register), counted(register)
    assert said.waiting == sum(n for (_, state), n in so.items() if state == "waiting")
    assert said.sales_waiting == so.get(("sale", "waiting"), 0)
    assert said.parked == sum(n for (_, state), n in so.items() if state == "parked")
    assert said.parked == len(attention.list_parked(register))
    assert said.needs_attention == said.parked + said.odd
    with register.books.journal.reading() as db:
        sent = outbox.sent(db, "sale")
    assert sent <= set(line.central.sales().sales), "called sent, and the centre has it not"
    words, _tone, _icon = link_words(said)
    if said.sales_waiting and said.link is not health.LinkState.STARTING:
        drains = f"sending {said.backlog - said.sales_waiting} of {said.backlog}"
        assert str(said.sales_waiting) in words or drains in words


def act(register: Register, line: Line, product: Product, luck: random.Random) -> None:
    """One thing that happens in a shop, or on its line."""
    match luck.randrange(6):
        case 0 | 1:
            sale = till.sell(register, product)
            if luck.random() < 0.4:
                receipts.send(register, sale, till.WORDS, Channel.WHATSAPP, "")
        case 2:
            line.after_effect = luck.random() < 0.5
            error = luck.choice((Unreachable("cut"), BadReply("garbage")))
            line.fails |= {"report": error, "report_sales": error}
        case 3:
            line.fails.clear()
        case 4:
            for fact in attention.list_parked(register)[:1]:
                attention.retry(register, fact)
        case 5:
            exchange(register)


@pytest.mark.parametrize("seed", range(2))
def test_a3_what_is_called_sent_waiting_or_refused_is_so_at_random_moments(
    register: Register,
    shopping: Shopping,
    line: Line,
    seed: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    product = shopping.product(here=1_000)
    catalogue.fetch(register, lambda _progress: None, Event())
    luck, tell = random.Random(seed), push._tell

    def looked_at(register: Register, reports: tuple[outbox.Report, ...]) -> int:
        """In the middle of an exchange, before and after each message."""
        check(register, line)
        try:
            return tell(register, reports)
        finally:
            check(register, line)

    monkeypatch.setattr(push, "_tell", looked_at)
    for _ in range(STEPS):
        act(register, line, product, luck)
        check(register, line)
    line.fails.clear()
    exchange(register)
    assert health.of(register).waiting == 0
    with register.books.journal.reading() as db:
        sent = outbox.sent(db, "sale")
    assert sent == set(line.central.sales().sales)


def test_a3_a_fact_refused_is_not_called_sent(
    register: Register, shopping: Shopping, line: Line
) -> None:
    product = shopping.product(here=5)
    catalogue.fetch(register, lambda _progress: None, Event())
    till.sell(register, product)
    with register.books.journal.writing() as db:
        db.exec_driver_sql("UPDATE outbox SET body = CAST('{}' AS BLOB)")
    try:
        exchange(register)
    except PosError:
        pytest.fail("a refusal is no error of an exchange")
    check(register, line)
    assert health.of(register).needs_attention == 1
