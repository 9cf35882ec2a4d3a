"""Compares this register's journal with what the centre knows of it (S5).

The centre keeps, for each register and epoch, the head that was told last, and takes another
one only from whoever continues it. So when two copies of one register sell, or an older image
of its disk is put back, the first to come second is given a head that its journal never had,
numbers anew from then on, and says so. Nothing that was sold is lost or doubled by that: sales
have ids of their own, and receipt numbers carry the epoch.
"""

from __future__ import annotations

import logging

from posapp.contract.messages import HeadReport, JournalHead, NewEpoch
from posapp.domain.errors import BadReply, Refused
from posapp.services import epochs
from posapp.services.register import Register
from posapp.store import heads
from posapp.store.heads import FIRST, Head

log = logging.getLogger(__name__)
ROUNDS = 4  # what the centre knew, what it knows now, and once more in a new epoch


def compare(register: Register) -> bool:
    """Tell the centre where the journal stands, unless it knows; says whether these books
    were found to be a copy, and numbers anew then. Network.

    Raises:
        Unreachable, NotEnrolled: it is not known yet; selling goes on as before.
        StoreTrouble: the register's own database fails.
    """
    found = epochs.tell_lost_end(register)
    for _ in range(ROUNDS):
        mine = _mine(register)
        if register.current.told_head == (mine.epoch, mine.sequence, mine.hash):
            return found
        stands = _told(register, HeadReport(mine, _known(register)))
        if stands.epoch != mine.epoch:
            raise BadReply("the head of another epoch")
        if stands == mine or _holds(register, stands):
            register.current.head_told(stands.epoch, stands.sequence, stands.hash)
            continue
        behind = mine.sequence < stands.sequence
        why = NewEpoch.RESTORED if behind else NewEpoch.COPIED
        log.error("the centre knows another journal of this register: %s", why.value)
        epochs.begin(register, why)
        found = True
    return found


def _told(register: Register, report: HeadReport) -> JournalHead:
    try:
        return register.central.report_head(report)
    except Refused as refusal:  # a centre that keeps no heads: nothing is noticed, all goes on
        log.warning("the centre takes no head: %s", refusal.problem)
        return report.head


def _mine(register: Register) -> JournalHead:
    with register.books.journal.reading() as db:
        stands = heads.head(db)
    return JournalHead(register.epoch_now, stands.sequence, stands.hash)


def _known(register: Register) -> JournalHead:
    epoch, sequence, told = register.current.told_head
    if epoch != register.epoch_now:
        return JournalHead(register.epoch_now, 0, FIRST)
    return JournalHead(epoch, sequence, told)


def _holds(register: Register, stands: JournalHead) -> bool:
    with register.books.journal.reading() as db:
        return heads.holds(db, Head(stands.sequence, stands.hash))
