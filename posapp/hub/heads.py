"""Where each register's journal stands, so that a copy of a register is noticed (S5)."""

from __future__ import annotations

import re

from sqlalchemy import Connection, func, insert, select, update

from posapp.contract.messages import Enrolled, EpochRequest, EventKind, HeadReport, JournalHead
from posapp.contract.problems import Problem
from posapp.hub import news
from posapp.hub.hub import Hub
from posapp.hub.problems import Refusal
from posapp.hub.tables.chain import register_copies, register_heads, registers
from posapp.hub.tables.sales import sales

MOST = 2**31 - 2
_HASH = re.compile(r"[0-9a-f]{64}")


def told(db: Connection, hub: Hub, register: str, report: HeadReport) -> JournalHead:
    """Take a head that continues the one we know; say which one we know then.

    Raises:
        Refusal: ``invalid``: it is no head, or the two are of different epochs.
    """
    _check(report.head)
    _check(report.known)
    if report.head.epoch != report.known.epoch:
        raise Refusal(Problem.INVALID, "epoch")
    mine = registers.c.id == register
    newest = db.scalar(select(registers.c.epoch).where(mine).with_for_update())
    stands = _head(db, register, report.head.epoch)
    if stands is None:
        row = {"register": register, "epoch": report.head.epoch}
        db.execute(insert(register_heads).values(row | _columns(hub, report.head)))
        if report.head.epoch > (newest or 0):  # begun while we could not be asked
            db.execute(update(registers).where(mine).values(epoch=report.head.epoch))
        return report.head
    follows = stands == report.known and report.head.sequence >= stands.sequence
    if not follows or stands == report.head:
        return stands
    h = register_heads.c
    here = (h.register == register) & (h.epoch == report.head.epoch)
    db.execute(update(register_heads).where(here).values(_columns(hub, report.head)))
    return report.head


def begin(db: Connection, hub: Hub, register: str, wish: EpochRequest) -> Enrolled:
    """The next epoch of a register whose books are a copy, noted for people to see.

    Raises:
        Refusal: ``invalid``: no epoch or head can be so.
    """
    _check(JournalHead(wish.above, wish.sequence, wish.hash))
    epoch = raised(db, register, wish.above)
    row = {
        "register": register,
        "epoch": epoch,
        "why": wish.why.value,
        "sequence": wish.sequence,
        "hash": wish.hash,
        "at": hub.clock(),
    }
    db.execute(insert(register_copies).values(row))
    known = db.execute(select(registers).where(registers.c.id == register)).one()
    news.note(db, hub, EventKind.ATTENTION, register, store=known.store)
    return Enrolled(register, known.store, known.label, epoch)


def raised(db: Connection, register: str, above: int) -> int:
    """An epoch that this register never had, by anything that anybody knows of it.

    Raises:
        Refusal: ``invalid``: there is none left.
    """
    mine = registers.c.id == register
    had = [db.scalar(select(registers.c.epoch).where(mine).with_for_update()) or 0, above]
    for table in (register_heads, sales):
        newest = select(func.max(table.c.epoch)).where(table.c.register == register)
        had.append(db.scalar(newest) or 0)
    epoch = max(had) + 1
    if epoch > MOST:
        raise Refusal(Problem.INVALID, "epoch")
    db.execute(update(registers).where(mine).values(epoch=epoch))
    return epoch


def _head(db: Connection, register: str, epoch: int) -> JournalHead | None:
    h = register_heads.c
    row = db.execute(
        select(h.sequence, h.hash).where(h.register == register, h.epoch == epoch)
    ).one_or_none()
    return JournalHead(epoch, row.sequence, row.hash) if row else None


def _columns(hub: Hub, head: JournalHead) -> dict[str, object]:
    return {"sequence": head.sequence, "hash": head.hash, "at": hub.clock()}


def _check(head: JournalHead) -> None:
    fits = 0 < head.epoch <= MOST and head.sequence >= 0
    if not (fits and _HASH.fullmatch(head.hash)):
        raise Refusal(Problem.INVALID, "head")
