"""Answers that are not 2xx, as errors a person can act on. The one place that knows."""

from __future__ import annotations

from posapp.contract import wire
from posapp.contract.problems import STATUS, Problem, ProblemDocument
from posapp.domain.errors import (
    BadReply,
    CheckoutChanged,
    GiftCardRefused,
    NotEnrolled,
    PosError,
    Refused,
    TokenDamaged,
    TokenTooOld,
    TokenUsed,
    TokenWrongStore,
    TooManyLookups,
    Unreachable,
)

VERDICTS = {400, 404, 410, 413, 422}  # answers that judge the message itself
LONGEST_WAIT_S = 3600.0
_DETAIL = 200
_PLAIN: dict[Problem, type[PosError]] = {
    Problem.UNAUTHORISED: NotEnrolled,
    Problem.REVOKED: NotEnrolled,
    Problem.TOKEN_TOO_OLD: TokenTooOld,
    Problem.TOKEN_USED: TokenUsed,
    Problem.TOKEN_WRONG_STORE: TokenWrongStore,
    Problem.TOKEN_DAMAGED: TokenDamaged,
    Problem.IN_FLIGHT: Unreachable,
    Problem.BUSY: Unreachable,
}
_CHECKOUT = {
    Problem.CART_CHANGED,
    Problem.TOTAL_CHANGED,
    Problem.STOCK_CHANGED,
    Problem.ALREADY_PAID,
}
_GIFT_CARD = {Problem.CARD_EMPTY: "empty", Problem.CARD_EXPIRED: "expired"}


def error_of(status: int, body: bytes, *, checkout: bool = False) -> PosError:
    """The error that an answer stands for; ``checkout``: it answers the question before
    payment, where a cart leased to another register stops the sale as it is.

    Only a problem document of the contract, with the status that belongs to it, is believed:
    a proxy's own 404 must not make the register give up a sale. The exception is 413, which
    a balancer says before the centre has seen anything, and which no repeat changes.
    """
    document = _document(status, body)
    if document is None:
        if status == 413:
            return Refused(Problem.TOO_LARGE.value)
        return BadReply(f"status {status}")
    problem = _problem(document)
    special = _special(problem, document) if problem else None
    if checkout and problem is Problem.CART_LEASED:
        special = CheckoutChanged(document.code, document.skus, document.carts)
    if special is not None:
        return special
    if status in VERDICTS or (status == 409 and problem is not None):
        return Refused(document.code[:_DETAIL], document.detail[:_DETAIL])
    return Unreachable(f"status {status}")


def of_report(error: PosError) -> PosError:
    """The same answer to a fact of the outbox: judged for ever, or only not taken now.

    Whatever was refused by one of ``VERDICTS`` is ``Refused``; the rest waits.
    """
    if isinstance(error, Refused):
        known = _by_code(error.problem)
        waits = known is not None and STATUS[known] not in VERDICTS
        return Unreachable(error.problem) if waits else error
    if isinstance(error, CheckoutChanged | TooManyLookups):
        return Unreachable(str(error))
    if isinstance(error, Unreachable | NotEnrolled):
        return error
    return Refused(str(error) or error.code)


def _special(problem: Problem, document: ProblemDocument) -> PosError | None:
    if problem in _PLAIN:
        return _PLAIN[problem](document.code)
    if problem is Problem.TOO_MANY:
        return TooManyLookups(_wait_s(document))
    if problem in _CHECKOUT:
        return CheckoutChanged(document.code, document.skus, document.carts)
    if problem in _GIFT_CARD:
        return GiftCardRefused(_GIFT_CARD[problem])
    return None


def _document(status: int, body: bytes) -> ProblemDocument | None:
    try:
        document = wire.decode(body, ProblemDocument)
    except wire.BadMessage:
        return None
    problem = _problem(document)
    fits = document.status == status and (problem is None or STATUS[problem] == status)
    return document if fits and status >= 400 else None


def _problem(document: ProblemDocument) -> Problem | None:
    return _by_code(document.code)


def _by_code(code: str) -> Problem | None:
    return next((problem for problem in Problem if problem.value == code), None)


def _wait_s(document: ProblemDocument) -> float:
    asked = document.retry_after_s
    return 1.0 if asked is None else min(max(asked, 0.0), LONGEST_WAIT_S)
