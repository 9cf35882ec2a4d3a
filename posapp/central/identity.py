"""The register's own key, and the header that proves who is asking."""

from __future__ import annotations

import secrets
from base64 import b64encode
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from posapp.contract.signing import signed_text

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True)
class Identity:
    """Who this register is. ``private_key``: Ed25519, 32 raw bytes; never shown or logged."""

    register: str
    private_key: bytes = field(repr=False)

    def authorization(self, method: str, target: str, body: bytes, at: int) -> str:
        """The Authorization header of one request, sent at this second since 1970 UTC."""
        nonce = secrets.token_hex(16)
        signature = self._key.sign(signed_text(method, target, body, at, nonce))
        signed = b64encode(signature).decode()
        who = f'Register id="{self.register}", at="{at}", nonce="{nonce}"'
        return f'{who}, signature="{signed}"'

    @cached_property
    def public_key(self) -> str:
        """Base64 of the raw public key, as enrolment sends it."""
        return b64encode(self._key.public_key().public_bytes_raw()).decode()

    @cached_property
    def _key(self) -> Ed25519PrivateKey:
        """Imported when first needed: the window is painted before."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.private_key)


def new_private_key() -> bytes:
    """32 random bytes that are an Ed25519 private key."""
    return secrets.token_bytes(32)
