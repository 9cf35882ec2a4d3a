"""What may be promised while the centre is away, and how old what is known of stock is.

The part of the stock that is this register's to promise stands in the profile, and is believed
for three days after the centre confirmed it to these very books. Books that were put back, or
have lost their end, number anew, and are others until the centre has heard of it; an older
disk that nothing gives away has at least no part that is older than that.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from posapp.database.transaction import Transaction
from posapp.domain.cart import Cart
from posapp.domain.errors import CheckoutChanged
from posapp.domain.promising import Doubt, Doubtful, doubts
from posapp.services.link import LinkState
from posapp.services.register import Register
from posapp.store import catalogue, journal, settings

__all__ = ["Doubt", "Doubtful", "doubted", "known_at", "must_keep", "part_confirmed"]

BELIEVED = timedelta(days=3)
NOTED = timedelta(hours=1)  # not each time: every note is a write to the disk


def doubted(register: Register, cart: Cart) -> tuple[Doubtful, ...]:
    """Lines to tell the clerk about before anything is promised, with the centre away; none
    while it answers, because it is asked before payment. Local, a few milliseconds.

    Raises:
        StoreTrouble: the register's own database cannot be read.
    """
    if not cart or register.current.link.state is not LinkState.OFFLINE:
        return ()
    return _doubts(register, cart)


def must_keep(register: Register, cart: Cart) -> None:
    """The centre was not asked: is everything that is to be sent this register's to promise?
    Local.

    Raises:
        CheckoutChanged: ``not_promised``, with the SKUs; nothing was charged.
    """
    if not cart.sends:
        return
    beyond = [each.sku for each in _doubts(register, cart) if each.doubt is Doubt.PROMISE]
    if beyond:
        raise CheckoutChanged("not_promised", tuple(dict.fromkeys(beyond)))


def part_confirmed(register: Register) -> None:
    """The centre knows these books, and the profile here is the one it has. A local write,
    once an hour.

    Raises:
        StoreTrouble: it could not be noted.
    """
    with register.books.journal.reading() as db:
        fresh = _confirmed(register, db, NOTED)
    if not fresh:
        noted = f"{register.epoch_now} {register.now().isoformat()}"
        with register.books.journal.writing() as db:
            settings.put(db, settings.PART_HEARD, noted)


def known_at(register: Register) -> datetime | None:
    """The UTC moment of which the catalogue and its pieces here are; None before the first
    was whole."""
    return _known(register)[1]


def _known(register: Register) -> tuple[int, datetime | None]:
    """The last entry of the journal that the pieces here are without, and since when."""
    with register.books.journal.reading() as db:
        sequence, _, at = settings.get(db, settings.STOCK_AS_OF).partition(" ")
    return (int(sequence), datetime.fromisoformat(at)) if at else (0, None)


def _doubts(register: Register, cart: Cart) -> tuple[Doubtful, ...]:
    skus = {line.product.sku for line in cart.lines}
    with register.books.catalogue.reading() as db:
        known = {sku: one.on_hand for sku, one in catalogue.among(db, skus).items()}
    counted, _ = _known(register)
    with register.books.journal.reading() as db:
        gone = journal.sold_since(db, counted, skus)
        part = register.shop.allotment if _confirmed(register, db, BELIEVED) else 0
    return doubts(cart, part, known, gone)


def _confirmed(register: Register, db: Transaction, within: timedelta) -> bool:
    """Whether the centre confirmed the part to these books, and no longer ago. By a clock
    that stands well before that moment nobody knows how long ago it was."""
    epoch, _, at = settings.get(db, settings.PART_HEARD).partition(" ")
    if epoch != str(register.epoch_now):
        return False
    return -NOTED <= register.now() - datetime.fromisoformat(at) <= within
