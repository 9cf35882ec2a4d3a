"""Registers come into the chain."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from posapp.contract import paths
from posapp.contract.messages import (
    Enrolled,
    Enrolment,
    EpochRequest,
    HeadReport,
    JournalHead,
)
from posapp.contract.problems import Problem
from posapp.hub import heads, registers
from posapp.hub.answers import answer, answer_bytes, speaks
from posapp.hub.auth import Signed, Unsigned
from posapp.hub.idempotency import idempotent
from posapp.hub.problems import Refusal

router = APIRouter()


@router.post(paths.ENROL, **speaks(reads=Enrolment, answers=Enrolled))
def enrol(sent: Unsigned) -> Response:
    """Let a register in with a one-time code; needs no authorization. A repeat of the same
    request is answered alike, so that a lost answer does not cost a code."""
    asked = sent.reads(Enrolment)
    if not asked.id or len(asked.id) > 64 or sent.key not in {"", asked.id}:
        raise Refusal(Problem.INVALID, "id, Idempotency-Key")
    sent.must_not_guess()
    try:
        sent.hub.read(lambda db: registers.must_know(db, asked.code))
    except Refusal:
        sent.guessed_wrong()
        raise
    hub, key = sent.hub, f"{registers.digest(asked.code)[:32]}"
    body = idempotent(hub, asked.id, key, sent.body, lambda db: registers.enrol(db, hub, asked))
    return answer_bytes(body)


@router.post(paths.HEADS, **speaks(reads=HeadReport, answers=JournalHead))
def report_head(call: Signed) -> Response:
    """Say where the register's journal stands; the answer is where the centre knew it. It is
    another head than that reported when the register is a copy of one that sold on."""
    told = call.reads(HeadReport)
    hub, register = call.hub, call.caller.id
    return answer(hub.write(lambda db: heads.told(db, hub, register, told)))


@router.post(paths.EPOCHS, **speaks(reads=EpochRequest, answers=Enrolled))
def next_epoch(call: Signed) -> Response:
    """Begin receipt numbers anew at a register whose books are a copy; people are told by
    `posapp hub attention`."""
    wish, caller = call.reads(EpochRequest), call.caller
    return call.writes(wish.id, lambda db: heads.begin(db, call.hub, caller.id, wish))
