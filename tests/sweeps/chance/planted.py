"""Faults that the state machine must find, each planted for one run and taken out again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from posapp.central.client import Central
from posapp.central.port import SALE
from posapp.hub import cart_edits, leftovers
from posapp.store import journal

NEW_ID = "a sale that was not answered is told under a new id"
NOT_PUT_BACK = "what was not bought is not put back"
FROM_MEMORY = "the receipt number comes from memory"
EDIT_LOST = "an acknowledged edit of the phone is lost"


def _new_id(patch: pytest.MonkeyPatch) -> None:
    real: Callable[..., None] = Central.report
    tries: Counter[str] = Counter()

    def report(self: Central, kind: str, of: str, key: str, body: bytes) -> None:
        tries[key] += kind == SALE
        if tries[key] > 1:
            other = f"{key[:-4]}{tries[key]:04}"
            body, key, of = body.replace(key.encode(), other.encode()), other, other
        real(self, kind, of, key, body)

    patch.setattr(Central, "report", report)


def _not_put_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(leftovers, "_rest", lambda *_: [])


def _from_memory(patch: pytest.MonkeyPatch) -> None:
    real: Callable[..., int] = journal.next_number
    given: dict[str, int] = {}

    def next_number(db: Any, register: str, epoch: int) -> int:
        given[register] = given.get(register, real(db, register, epoch) - 1) + 1
        return given[register]

    patch.setattr(journal, "next_number", next_number)


def _edit_lost(patch: pytest.MonkeyPatch) -> None:
    real: Callable[..., None] = cart_edits._write

    def write(db: Any, edited: Any, edits: Any) -> None:
        if edited.row.leased_by:
            edited.touched.clear()
        real(db, edited, edits)

    patch.setattr(cart_edits, "_write", write)


PLANTED: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    NEW_ID: _new_id,
    NOT_PUT_BACK: _not_put_back,
    FROM_MEMORY: _from_memory,
    EDIT_LOST: _edit_lost,
}
