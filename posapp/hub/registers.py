"""Registers of the chain: let in with a one-time code, known by their own key, revoked."""

from __future__ import annotations

import hashlib
from base64 import b64decode
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, func, insert, select, update

from posapp.contract.messages import Enrolled, Enrolment
from posapp.contract.problems import Problem
from posapp.hub import dividing, heads
from posapp.hub.hub import Hub
from posapp.hub.problems import Refusal
from posapp.hub.tables.chain import enrolment_codes, registers, stores

CODE_LIVES = timedelta(hours=24)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U: they are misread
CODE_LENGTH = 16


def make_code(db: Connection, hub: Hub, store: str, *, lives: timedelta = CODE_LIVES) -> str:
    """A one-time code that lets one register into a store: ``7K2M-…``, 80 random bits.

    Only its digest is kept; it cannot be read back.

    Raises:
        LookupError: there is no such store.
    """
    if db.scalar(select(stores.c.id).where(stores.c.id == store)) is None:
        raise LookupError(f"no store {store!r}")
    letters = [ALPHABET[byte % len(ALPHABET)] for byte in hub.secret(CODE_LENGTH)]
    code = "-".join("".join(letters[i : i + 4]) for i in range(0, CODE_LENGTH, 4))
    expires = hub.clock() + lives
    row = {"digest": digest(code), "store": store, "expires_at": expires}
    db.execute(insert(enrolment_codes).values(row))
    return code


def must_know(db: Connection, code: str) -> None:
    """Turn a guessed code away before anything is written for it.

    Raises:
        Refusal: ``code_spent``: nobody ever made it.
    """
    known = enrolment_codes.c.digest == digest(code)
    if db.scalar(select(enrolment_codes.c.digest).where(known)) is None:
        raise Refusal(Problem.CODE_SPENT)


def enrol(db: Connection, hub: Hub, asked: Enrolment) -> Enrolled:
    """Let a register in. A known one with the same key gets its next epoch: its data was
    restored, and its receipt numbers must not repeat.

    Raises:
        Refusal: ``code_spent`` (spent, over or wrong), or ``invalid``.
    """
    key = _public_key(asked.public_key)
    if not asked.id.strip() or len(asked.id) > 64 or len(asked.name) > 200:
        raise Refusal(Problem.INVALID, "id, name")
    now = hub.clock()
    store = _spend(db, asked.code, asked.id, now)
    known = db.execute(select(registers).where(registers.c.id == asked.id)).one_or_none()
    if known is not None:
        return _next_epoch(db, known, store, key)
    label = str(_count(db, store) + 1)
    row = {
        "id": asked.id,
        "store": store,
        "label": label,
        "name": asked.name,
        "public_key": key,
        "epoch": 1,
        "enrolled_at": now,
    }
    db.execute(insert(registers).values(row))
    dividing.welcome(db, store, asked.id)
    return Enrolled(asked.id, store, label, 1)


def revoke(db: Connection, hub: Hub, register: str) -> bool:
    """Believe this register no more, for ever; whether there was such a one."""
    mine = registers.c.id == register
    done = db.execute(update(registers).where(mine).values(revoked_at=hub.clock()))
    return done.rowcount == 1


def digest(code: str) -> str:
    """What is kept of a code; small letters, spaces and hyphens make no difference."""
    plain = "".join(c for c in code.upper() if c.isalnum())[:64]
    return hashlib.sha256(plain.encode()).hexdigest()


def _spend(db: Connection, code: str, register: str, now: datetime) -> str:
    """Take the code, once, and lock its store so that labels are given one by one."""
    c = enrolment_codes.c
    fresh = (c.digest == digest(code)) & c.spent_by.is_(None) & (c.expires_at > now)
    taken = update(enrolment_codes).where(fresh).values(spent_by=register, spent_at=now)
    store: str | None = db.scalar(taken.returning(c.store))
    if store is None:
        raise Refusal(Problem.CODE_SPENT)
    db.execute(select(stores.c.id).where(stores.c.id == store).with_for_update())
    return store


def _next_epoch(
    db: Connection, known: Row[tuple[object, ...]], store: str, key: bytes
) -> Enrolled:
    same = known.store == store and bytes(known.public_key) == key and known.revoked_at is None
    if not same:
        raise Refusal(Problem.INVALID, "id")
    epoch = heads.raised(db, str(known.id), 0)
    return Enrolled(known.id, store, known.label, epoch)


def _count(db: Connection, store: str) -> int:
    mine = select(func.count()).select_from(registers).where(registers.c.store == store)
    return db.scalar(mine) or 0


def _public_key(text: str) -> bytes:
    try:
        key = b64decode(text, validate=True)
    except ValueError as error:
        raise Refusal(Problem.INVALID, "public_key") from error
    if len(key) != 32:
        raise Refusal(Problem.INVALID, "public_key")
    return key
