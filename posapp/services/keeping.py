"""Where the register's own key is kept, and how small files are written."""

from __future__ import annotations

import os
import secrets
from base64 import b64decode, b64encode
from binascii import Error as BadBase64
from pathlib import Path

from posapp.database.trouble import of_system
from posapp.domain.errors import NotEnrolled

SERVICE = "posapp register"
KEY = "key"
KEY_BYTES = 32
NOT_THERE = (FileNotFoundError, NotADirectoryError)
IN_KEYRING = b"keyring"  # what the file says when the key itself is in the keyring


def new_key(folder: Path) -> str:
    """Make this register's private key and keep it; gives the public one, base64.

    A key that is there already stays: an enrolment that was not answered is asked again.
    """
    from posapp.central.identity import Identity, new_private_key

    if not (folder / KEY).exists():
        private = new_private_key()
        kept = _into_keyring(folder, private)
        write_whole(folder / KEY, IN_KEYRING if kept else b64encode(private))
    return Identity("", private_key(folder)).public_key


def private_key(folder: Path) -> bytes:
    """This register's private key, 32 bytes.

    Raises:
        NotEnrolled: there is none, or the keyring does not give it.
        StoreTrouble: the disk does not give it.
    """
    try:
        kept = (folder / KEY).read_bytes()
        text = _from_keyring(folder) if kept == IN_KEYRING else kept
        private = b64decode(text, validate=True)
    except (*NOT_THERE, BadBase64) as error:
        raise NotEnrolled("no key") from error
    except OSError as error:
        raise of_system(error) from error
    if len(private) != KEY_BYTES:
        raise NotEnrolled("no key")
    return private


def write_whole(path: Path, content: bytes) -> None:
    """Write a small private file, whole or not at all; only its user may read it."""
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    out = os.fdopen(os.open(fresh, flags, 0o600), "wb")
    try:
        with out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _into_keyring(folder: Path, private: bytes) -> bool:
    """Whether the system's keyring has taken the key, and gives it back."""
    import keyring
    from keyring.errors import KeyringError

    text = b64encode(private).decode()
    try:
        keyring.set_password(SERVICE, str(folder.resolve()), text)
        return keyring.get_password(SERVICE, str(folder.resolve())) == text
    except KeyringError:
        return False


def _from_keyring(folder: Path) -> bytes:
    import keyring
    from keyring.errors import KeyringError

    try:
        text = keyring.get_password(SERVICE, str(folder.resolve()))
    except KeyringError as error:
        raise NotEnrolled("the keyring is closed") from error
    if text is None:
        raise NotEnrolled("the keyring has no key of this register")
    return text.encode()
