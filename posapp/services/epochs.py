"""Which series of receipt numbers this register is in.

An epoch is begun when the books may not be the only or the newest ones of this register: after
a restore from a backup, when the centre knows them further than they are here, and when they
themselves were further once (``store.witness``). Receipt
numbers count from 1 in each, so a number given out by books that are gone is never repeated.

The centre gives the next epoch when it can be asked. When it cannot, nobody may wait: the
epoch is then the number of minutes since 2020, or one more than any known, whichever is more.
A register restores seldom and by hand, so two restores never share a minute with the same
known epochs, unless two copies of one register are restored, cut off, in the very same minute;
the centre notices those by their heads (``sync.heads``). A clock that is wrong does no harm:
what is known is always exceeded.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from posapp.contract.messages import EpochRequest, NewEpoch
from posapp.database.transaction import Transaction
from posapp.domain.errors import BadReply
from posapp.services.register import Register
from posapp.store import heads, settings

SINCE = datetime(2020, 1, 1, tzinfo=UTC)
MOST = 2**31 - 1
LOST_END = "lost_end"
log = logging.getLogger(__name__)


def present(db: Transaction, register: str, enrolled: int) -> int:
    """The epoch to number in: the newest that these books know of.

    Args:
        enrolled: the one that the enrolment gave.
    """
    kept = settings.get(db, settings.EPOCH)
    begun = int(kept) if kept.isascii() and kept.isdigit() else 0
    return max(enrolled, begun, heads.newest_epoch(db, register))


def alone(known: int, now: datetime) -> int:
    """The next epoch, without the centre."""
    minutes = int((now - SINCE).total_seconds() // 60)
    return max(known + 1, min(minutes, MOST - 1))


def begin(register: Register, why: NewEpoch) -> int:
    """Number anew from now on, because these books are a copy; says which epoch it is.
    Network and a local write.

    Raises:
        Unreachable, NotEnrolled: the centre gave none; nothing has changed.
    """
    above = register.epoch_now
    with register.books.journal.reading() as db:
        head = heads.head(db)
    with register.current.asking("epoch", str(above), new_id=register.new_id) as an_id:
        wish = EpochRequest(an_id, above, why, head.sequence, head.hash)
        epoch = register.central.next_epoch(wish).epoch
    if not above < epoch <= MOST:
        raise BadReply("an epoch that was there before")
    with register.books.journal.writing() as db:
        settings.put(db, settings.EPOCH, str(epoch))
        if not settings.get(db, settings.LOST_UNTOLD):
            settings.put(db, settings.FOUND_COPIED, why.value)
        settings.remove(db, settings.LOST_UNTOLD)
    register.current.number_anew(epoch)
    return epoch


def tell_lost_end(register: Register) -> bool:
    """Ask the centre for the epoch, too, so that people there hear of it; says whether there
    was anything to tell. Network.

    Raises:
        Unreachable, NotEnrolled: as for ``begin``.
    """
    with register.books.journal.reading() as db:
        untold = settings.get(db, settings.LOST_UNTOLD)
    if untold:
        begin(register, NewEpoch.RESTORED)
    return bool(untold)


def notice_lost_end(register: Register) -> None:
    """Number anew when the end of the journal is gone: customers have receipts of those
    numbers. Local; at start, before anything is sold."""
    witness = register.books.witness
    stood = witness.read()
    with register.books.journal.reading() as db:
        head = heads.head(db)
        whole = stood is None or heads.holds(db, stood)
    if whole:
        if stood != head:  # it lags behind, or knows nothing yet
            witness.saw(head)
        return
    log.error("the journal stood at entry %s, and ends at %s", stood, head.sequence)
    witness.keep_log(head.sequence)
    epoch = alone(register.epoch_now, register.clock())
    with register.books.journal.writing() as db:
        settings.put(db, settings.EPOCH, str(epoch))
        settings.put(db, settings.FOUND_COPIED, LOST_END)
        settings.put(db, settings.LOST_UNTOLD, str(head.sequence))
    register.current.number_anew(epoch)
    witness.saw(head)


def noticed(register: Register) -> str:
    """``restored`` or ``copied`` when these books were found to be a copy, ``lost_end`` when
    their end was found to be gone, and nobody has said yet that they know; else empty."""
    with register.books.journal.reading() as db:
        return settings.get(db, settings.FOUND_COPIED)


def seen_to(register: Register) -> None:
    """A person knows. Local write."""
    with register.books.journal.writing() as db:
        settings.remove(db, settings.FOUND_COPIED)
