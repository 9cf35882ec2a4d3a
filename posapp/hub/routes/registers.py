"""Registers come into the chain."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from posapp.contract import paths
from posapp.contract.messages import Enrolled, Enrolment
from posapp.contract.problems import Problem
from posapp.hub import registers
from posapp.hub.answers import answer_bytes, speaks
from posapp.hub.auth import Unsigned
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
