"""Error codes of the central API (RFC 9457 problem+json), and what each means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from posapp.domain.webcart import WebCart


class Problem(Enum):
    """The ``code`` member of a problem document; its HTTP status stands in ``STATUS``."""

    INVALID = "invalid"
    UNAUTHORISED = "unauthorised"
    REVOKED = "revoked"
    CLOCK = "clock"
    REPLAYED = "replayed"
    NOT_FOUND = "not_found"
    IN_FLIGHT = "in_flight"
    KEY_REUSED = "key_reused"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    BUSY = "busy"
    CART_CHANGED = "cart_changed"
    CART_CLOSED = "cart_closed"
    CART_LEASED = "cart_leased"
    TOTAL_CHANGED = "total_changed"
    STOCK_CHANGED = "stock_changed"
    ALREADY_PAID = "already_paid"
    VERSION_CHANGED = "version_changed"
    TOKEN_TOO_OLD = "token_too_old"
    TOKEN_USED = "token_used"
    TOKEN_WRONG_STORE = "token_wrong_store"
    TOKEN_DAMAGED = "token_damaged"
    CODE_SPENT = "code_spent"
    CARD_EMPTY = "card_empty"
    CARD_EXPIRED = "card_expired"


STATUS = {
    Problem.INVALID: 422,
    Problem.UNAUTHORISED: 401,
    Problem.REVOKED: 401,
    Problem.CLOCK: 401,
    Problem.REPLAYED: 401,
    Problem.NOT_FOUND: 404,
    Problem.IN_FLIGHT: 409,
    Problem.KEY_REUSED: 422,
    Problem.TOO_LARGE: 413,
    Problem.TOO_MANY: 429,
    Problem.BUSY: 503,
    Problem.CART_CHANGED: 409,
    Problem.CART_CLOSED: 409,
    Problem.CART_LEASED: 409,
    Problem.TOTAL_CHANGED: 409,
    Problem.STOCK_CHANGED: 409,
    Problem.ALREADY_PAID: 409,
    Problem.VERSION_CHANGED: 409,
    Problem.TOKEN_TOO_OLD: 410,
    Problem.TOKEN_USED: 410,
    Problem.TOKEN_WRONG_STORE: 410,
    Problem.TOKEN_DAMAGED: 400,
    Problem.CODE_SPENT: 410,
    Problem.CARD_EMPTY: 410,
    Problem.CARD_EXPIRED: 410,
}


@dataclass(frozen=True)
class ProblemDocument:
    """The body of every answer that is not 2xx.

    Attributes:
        carts: the fresh carts, for ``cart_changed`` and ``already_paid``.
        skus: what is short, for ``stock_changed``.
        retry_after_s: for ``in_flight``, ``busy`` and ``too_many``; also sent as Retry-After.
        now_s: the centre's time in seconds since 1970 UTC, for ``clock``: sign by it.
    """

    title: str
    status: int
    code: str
    detail: str = ""
    type: str = "about:blank"
    carts: tuple[WebCart, ...] = ()
    skus: tuple[str, ...] = ()
    retry_after_s: float | None = None
    now_s: int | None = None
