"""How a register proves who it is, and how a customer's QR proves itself.

Requests: Ed25519 over method, target, body digest, time and a nonce, with the register's own
key. The centre believes a request within ``WINDOW_S`` of its own clock, and only once where it
answers with anything about a person; every write is idempotent for ever, so a replay changes
nothing. A register whose clock is wrong is told the centre's time (``clock``) and goes on by
that: it needs no right clock of its own.

Customer QR: ``P1:`` and base45 of ``payload + signature``. The payload is a fixed 30 bytes:
version (1), key number (1), customer (12 bytes of the customer's token id), store audience
(4 bytes, zero for any store of the chain), issued at (4 bytes, seconds since 1970-01-01
UTC), nonce (8 bytes). With the 64-byte signature that is 94 bytes, 141 characters of
base45 and 144 with the prefix: QR version 6 at error correction M holds 154 alphanumeric.
"""

from __future__ import annotations

import hashlib
import struct
from base64 import b64encode
from dataclasses import dataclass

import base45

PREFIX = "P1:"
LIFETIME_S = 60
WINDOW_S = 300  # how far the time of a request may be from the centre's
_PAYLOAD = struct.Struct(">BB12s4sI8s")
_SIGNATURE = 64


def signed_text(method: str, target: str, body: bytes, at: int, nonce: str) -> bytes:
    """What a request's signature covers.

    Args:
        target: path with its query, as sent. ``at``: seconds since 1970 UTC.
    """
    digest = b64encode(hashlib.sha256(body).digest()).decode()
    return f"{method} {target}\n{digest}\n{at}\n{nonce}".encode()


@dataclass(frozen=True)
class TokenPayload:
    """What a customer's QR says, before its signature is believed.

    Attributes:
        key: number of the verification key. ``customer``: 12 bytes, hex.
        audience: 4 bytes, hex, of SHA-256 of the store id; ``00000000`` for any store.
        issued_at: seconds since 1970 UTC. ``nonce``: 8 bytes, hex, unique per token.
    """

    key: int
    customer: str
    audience: str
    issued_at: int
    nonce: str


def audience_of(store: str) -> str:
    """The audience field for one store."""
    return hashlib.sha256(store.encode()).digest()[:4].hex()


def payload_bytes(token: TokenPayload) -> bytes:
    """The 30 bytes that are signed."""
    return _PAYLOAD.pack(
        1,
        token.key,
        bytes.fromhex(token.customer),
        bytes.fromhex(token.audience),
        token.issued_at,
        bytes.fromhex(token.nonce),
    )


def token_text(payload: bytes, signature: bytes) -> str:
    """As shown in the QR."""
    text: str = base45.b45encode(payload + signature).decode()
    return PREFIX + text


def read_token(text: str) -> tuple[TokenPayload, bytes, bytes]:
    """Take a QR apart: what it says, the signed bytes, the signature.

    Raises:
        ValueError: it is no token of ours, or damaged.
    """
    if not text.startswith(PREFIX) or len(text) > 200:
        raise ValueError("not a customer code")
    raw = base45.b45decode(text.removeprefix(PREFIX))
    if len(raw) != _PAYLOAD.size + _SIGNATURE:
        raise ValueError("wrong length")
    payload, signature = raw[: _PAYLOAD.size], raw[_PAYLOAD.size :]
    version, key, customer, audience, issued_at, nonce = _PAYLOAD.unpack(payload)
    if version != 1:
        raise ValueError("unknown version")
    token = TokenPayload(key, customer.hex(), audience.hex(), issued_at, nonce.hex())
    return token, payload, signature
