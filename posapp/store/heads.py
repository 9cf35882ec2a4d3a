"""Where the journal stands, and whether it ever stood somewhere."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from posapp.store.journal import FIRST, Head, head
from posapp.store.tables import journal_entry, sale

__all__ = ["FIRST", "Head", "head", "holds", "newest_epoch"]


def holds(db: Connection, stood: Head) -> bool:
    """Whether this journal went through that head: what follows it continues it."""
    if stood.sequence == 0:
        return stood.hash == FIRST
    mine = select(journal_entry.c.hash).where(journal_entry.c.sequence == stood.sequence)
    return db.scalar(mine) == stood.hash


def newest_epoch(db: Connection, register: str) -> int:
    """The newest epoch that this register sold in; 0 when it never did."""
    newest = select(func.max(sale.c.epoch)).where(sale.c.register == register)
    return db.scalar(newest) or 0
