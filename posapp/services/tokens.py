"""Believing a customer's QR without asking anybody."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as BadBase64

from posapp.contract.signing import LIFETIME_S, TokenPayload, audience_of, read_token
from posapp.domain.errors import TokenDamaged, TokenTooOld, TokenWrongStore
from posapp.services.register import Register

ANY_STORE = "00000000"
SKEW_S = 15  # the register's time and the centre's may differ by this much


def verified(register: Register, text: str) -> TokenPayload | None:
    """What the QR says, its signature, store and age having been checked.

    Returns:
        None when only the centre can judge it: it is signed with a key not known here yet, or
        it comes from the future because this clock is behind.

    Raises:
        TokenDamaged, TokenWrongStore, TokenTooOld: it is not to be believed.
    """
    try:
        token, payload, signature = read_token(text)
    except ValueError as error:
        raise TokenDamaged from error
    keys = {key.id: key.public for key in register.shop.keys}
    if str(token.key) not in keys:
        return None
    if not _signed(payload, signature, keys[str(token.key)]):
        raise TokenDamaged
    if token.audience not in (ANY_STORE, audience_of(register.store_id)):
        raise TokenWrongStore
    age_s = register.now().timestamp() - token.issued_at
    if age_s > LIFETIME_S + SKEW_S:
        raise TokenTooOld
    return token if age_s >= -SKEW_S else None


def _signed(payload: bytes, signature: bytes, public: str) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(b64decode(public)).verify(signature, payload)
    except (InvalidSignature, BadBase64, ValueError):
        return False
    return True
