"""What may lie on this disk only sealed: PIN verifiers. A pepper, in other words.

The key comes from the register's own private key, which is in the system's keyring where there
is one, else in a file beside the books; it is in no backup. So there is one secret to keep and
one way to fall back, and books without their register's key let nobody try PINs. Authenticated
encryption and not a keyed digest: the profile in memory stays what the centre sent, and a seal
that was changed or belongs to somebody else is found.
"""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from binascii import Error as BadBase64
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from posapp.domain.errors import PinsSealed

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

MARK = "sealed1:"
NONCE = 12  # bytes
_FOR = b"posapp register: PIN verifiers at rest"


@dataclass(frozen=True)
class Seal:
    """Closes and opens texts. ``private_key``: the register's own, 32 bytes; never shown."""

    private_key: bytes = field(repr=False)

    def close(self, text: str, of: str) -> str:
        """The text, readable with this key alone. ``of``: whose it is; it opens only so."""
        nonce = secrets.token_bytes(NONCE)
        sealed = nonce + self._cipher.encrypt(nonce, text.encode(), of.encode())
        return MARK + b64encode(sealed).decode()

    def open(self, text: str, of: str) -> str:
        """What was closed; a text that is not closed as it is.

        Raises:
            PinsSealed: it was closed with another key, for somebody else, or changed since.
        """
        from cryptography.exceptions import InvalidTag

        if not text.startswith(MARK):
            return text
        try:
            sealed = b64decode(text.removeprefix(MARK), validate=True)
            opened = self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], of.encode())
            return opened.decode()
        except (BadBase64, ValueError, InvalidTag) as error:
            raise PinsSealed from error

    @cached_property
    def _cipher(self) -> ChaCha20Poly1305:
        """Imported when first needed: the window is painted before."""
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_FOR)
        return ChaCha20Poly1305(derived.derive(self.private_key))
