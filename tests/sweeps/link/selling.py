"""The subject: a register of the shop, as a process that may be killed at any moment.

``python -m tests.sweeps.link.selling FOLDER SALES [FAULT]`` sells until the journal holds so
many sales, tells the centre all the while, and ends when nothing waits any more. It says each
sale on a line of its own once it is confirmed, as a clerk would read it on the screen.
"""

from __future__ import annotations

import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from posapp.central.transport import Transport
from posapp.domain.cart import Cart
from posapp.domain.conversation import Channel
from posapp.domain.errors import PosError
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.people import Clerk, Role
from posapp.domain.sale import Sale
from posapp.services import checkout, receipts, selling
from posapp.services.opening import open_register
from posapp.services.register import Register, close_register
from posapp.store import outbox
from posapp.sync.exchange import exchange
from tests.services.till import WORDS
from tests.sweeps.link import planted

MIRA = Clerk("mira", "Mira", Role.CLERK, "")
AHEAD = 12  # facts that may wait before the next sale is made
READ_S, WHOLE_S = 0.25, 0.4  # a shop waits longer; the sweep has many silences to sit out
MAILED, REFUSED, ASKED = 2, 9, 7  # every so many-eth sale


def sells(folder: Path, sales: int) -> None:
    """Sell and tell until ``sales`` are in the journal and the centre has them."""
    register = open_register(folder, lambda: datetime.now(UTC))
    done = threading.Event()
    telling = threading.Thread(target=_tell, args=(register, done))
    telling.start()
    made = _made(register)
    while made < sales:
        if _waiting(register) < AHEAD:
            made += 1
            sell(register, made)
        else:
            done.wait(0.005)
    while _waiting(register):
        done.wait(0.02)
    done.set()
    telling.join()
    close_register(register)


def _tell(register: Register, done: threading.Event) -> None:
    while not done.is_set():
        status = exchange(register, done)
        done.wait(0.005 if status.online else 0.01)


def sell_one(register: Register, *, asks: bool = False) -> Sale:
    """Sell one piece for cash; ``asks``: the centre is asked before."""
    with register.books.catalogue.reading() as db:
        (sku,) = db.exec_driver_sql("SELECT sku FROM product_1 LIMIT 1").one()
    product = selling.find(register, str(sku))
    cart = selling.add(register, Cart(), product)
    (line,) = cart.lines
    cart = selling.set_fulfilment(cart, line.id, Fulfilment.TAKE, None, register.new_id)
    priced = selling.price(register, cart)
    asked = checkout.prepare(register, priced, None) if asks else ""
    payment = checkout.begin(register, priced)
    paid = checkout.take_cash(register, payment, payment.due)
    return checkout.complete(register, MIRA, None, paid, asked)


def sell(register: Register, number: int, mailed: int = MAILED) -> None:
    """The so many-eth sale of the round, and what goes with it; its id is said.

    Args:
        mailed: every so many-eth sale's receipt is.
    """
    sale = sell_one(register, asks=number % ASKED == 0)
    sys.stdout.write(f"{sale.id}\n")
    sys.stdout.flush()
    _sends_receipts(register, sale, number, mailed)


def _sends_receipts(register: Register, sale: Sale, number: int, mailed: int) -> None:
    """Some by mail; and some the centre must refuse: nobody's conversation."""
    if number % mailed == 0:
        receipts.send(register, sale, WORDS, Channel.EMAIL, "ana@example.org")
    if number % REFUSED == 0:
        receipts.send(register, sale, WORDS, Channel.WHATSAPP, "")


def _made(register: Register) -> int:
    with register.books.journal.reading() as db:
        return int(db.exec_driver_sql("SELECT count(*) FROM sale").scalar_one())


def _waiting(register: Register) -> int:
    with register.books.journal.reading() as db:
        return outbox.count(db, "waiting")


def hurries(read_s: float = READ_S, whole_s: float = WHOLE_S) -> None:
    """From now on this process waits for no answer as long as a shop does."""
    keywords = Transport.ask.__kwdefaults__
    assert keywords is not None
    keywords["read_s"] = read_s
    planted.shorten_answers(whole_s)


def main(folder: str, sales: str, fault: str = "") -> None:
    """Be the register."""
    hurries()
    planted.plant(fault)
    try:
        sells(Path(folder), int(sales))
    except PosError as error:
        sys.exit(f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    main(*sys.argv[1:])
