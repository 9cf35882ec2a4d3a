"""The customer's QR: issued by the chain, verified anywhere, redeemed once per store."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from sqlalchemy import Connection, bindparam, insert, select, update

from posapp.contract.problems import Problem
from posapp.contract.signing import (
    LIFETIME_S,
    TokenPayload,
    audience_of,
    payload_bytes,
    read_token,
    token_text,
)
from posapp.domain.shop import VerificationKey
from posapp.hub.hub import Hub
from posapp.hub.once import insert_once
from posapp.hub.problems import Refusal
from posapp.hub.tables.chain import token_keys
from posapp.hub.tables.customers import customers, redeemed

NUMBERS = range(1, 256)  # a QR says its key in one byte
ANY_STORE = "00000000"
SKEW_S = 5  # how far the clocks of two processes of the centre may be apart
_OWNER = select(customers.c.id).where(customers.c.token_id == bindparam("token"))
_PUBLIC = select(token_keys.c.public).where(
    token_keys.c.number == bindparam("key"), token_keys.c.retired_at.is_(None)
)


def make_key(db: Connection, hub: Hub) -> int:
    """A new signing key for the chain; QRs are signed with the newest from now on.

    Raises:
        NoNumber: each number of a key is one that is believed.
    """
    had = db.execute(select(token_keys).with_for_update()).all()
    private = Ed25519PrivateKey.from_private_bytes(hub.secret(32))
    after_all = [row.made_at + timedelta(milliseconds=1) for row in had]
    key = {
        "private": private.private_bytes_raw(),
        "public": private.public_key().public_bytes_raw(),
        "made_at": max([hub.clock(), *after_all]),  # a clock that was set back hides no new key
        "retired_at": None,
    }
    retired = {row.number: row.retired_at for row in had if row.retired_at is not None}
    fresh: list[int] = sorted({*NUMBERS} - {row.number for row in had})
    if fresh:
        db.execute(insert(token_keys).values(number=fresh[0], **key))
        return fresh[0]
    if not retired:
        raise NoNumber
    number: int = min(retired, key=retired.__getitem__)
    db.execute(update(token_keys).where(token_keys.c.number == number).values(key))
    return number


class NoNumber(Exception):
    """So many keys are believed at once that the next has no number of its own."""


class OnlyKey(Exception):
    """QRs could be signed with nothing, then."""


def retire_key(db: Connection, hub: Hub, number: int) -> None:
    """Believe nothing that this key signed any more.

    Raises:
        LookupError: no such key is believed. OnlyKey: no other is.
    """
    believed = {key.id for key in keys(db)}
    if str(number) not in believed:
        raise LookupError(number)
    if len(believed) == 1:
        raise OnlyKey
    mine = token_keys.c.number == number
    db.execute(update(token_keys).where(mine).values(retired_at=hub.clock()))


def issue(db: Connection, hub: Hub, customer: str, store: str = "") -> str:
    """A QR for this customer, good for ``LIFETIME_S``; for one store, or for any.

    Raises:
        LookupError: no such customer, or the chain has no signing key.
    """
    key = db.execute(
        select(token_keys.c.number, token_keys.c.private)
        .where(token_keys.c.retired_at.is_(None))
        .order_by(token_keys.c.made_at.desc(), token_keys.c.number.desc())
        .limit(1)
    ).one_or_none()
    token_id = db.scalar(select(customers.c.token_id).where(customers.c.id == customer))
    if key is None or token_id is None:
        raise LookupError("no signing key" if key is None else "no such customer")
    payload = payload_bytes(
        TokenPayload(
            key=key.number,
            customer=token_id,
            audience=audience_of(store) if store else ANY_STORE,
            issued_at=int(hub.clock().timestamp()),
            nonce=hub.secret(8).hex(),
        )
    )
    private = Ed25519PrivateKey.from_private_bytes(bytes(key.private))
    return token_text(payload, private.sign(payload))


def keys(db: Connection) -> tuple[VerificationKey, ...]:
    """The public halves, for registers that verify with the centre away; the oldest first."""
    rows = db.execute(
        select(token_keys.c.number, token_keys.c.public)
        .where(token_keys.c.retired_at.is_(None))
        .order_by(token_keys.c.made_at, token_keys.c.number)
    )
    return tuple(
        VerificationKey(str(row.number), b64encode(bytes(row.public)).decode()) for row in rows
    )


def redeem(db: Connection, hub: Hub, token: str, store: str, visit: str) -> str:
    """Use a QR up in this store; the customer's id.

    Raises:
        Refusal: ``token_damaged``, ``token_wrong_store``, ``token_too_old`` or
            ``token_used``, the first that holds, in this order.
    """
    payload = _verified(db, token)
    if payload.audience not in {ANY_STORE, audience_of(store)}:
        raise Refusal(Problem.TOKEN_WRONG_STORE)
    now = hub.clock()
    if not fresh(payload.issued_at, now):
        raise Refusal(Problem.TOKEN_TOO_OLD)
    customer: str | None = db.scalar(_OWNER, {"token": payload.customer})
    if customer is None:
        raise Refusal(Problem.NOT_FOUND, "customer")
    row = {"store": store, "nonce": payload.nonce, "visit": visit, "at": now}
    if not insert_once(db, redeemed, row):
        raise Refusal(Problem.TOKEN_USED)
    return customer


def fresh(issued_at: int, now: datetime) -> bool:
    """Whether a QR issued then is good now; one from the future is as wrong as an old one."""
    age_s = now.timestamp() - issued_at
    return -SKEW_S <= age_s <= LIFETIME_S + SKEW_S


def _verified(db: Connection, token: str) -> TokenPayload:
    try:
        payload, signed, signature = read_token(token)
    except ValueError as error:
        raise Refusal(Problem.TOKEN_DAMAGED) from error
    public = db.scalar(_PUBLIC, {"key": payload.key})
    if public is None:
        raise Refusal(Problem.TOKEN_DAMAGED)
    try:
        Ed25519PublicKey.from_public_bytes(bytes(public)).verify(signature, signed)
    except InvalidSignature as error:
        raise Refusal(Problem.TOKEN_DAMAGED) from error
    return payload
