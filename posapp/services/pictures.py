"""Product pictures and photos out of conversations."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from posapp.domain.errors import Refused
from posapp.services.register import Register

FOLDER = "pictures"


LARGEST = 2 * 1024 * 1024  # bytes
MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def kept(register: Register, name: str) -> bytes | None:
    """A product picture that is already here: PNG or JPEG bytes. Local, one small file."""
    try:
        content = _place(register, name).read_bytes()
    except FileNotFoundError:
        return None
    return content if _is_picture(content) else None


def fetch(register: Register, name: str, keep: bool = True) -> bytes | None:
    """A picture by its name at the centre; None when there is none. Network.

    Only PNG and JPEG of at most 2 MiB come through.

    Args:
        keep: on disk for the next time; False for what a customer sent (P3).

    Raises:
        Unreachable: the centre is away.
    """
    try:
        content = register.central.image(name)
    except Refused:
        return None
    if not _is_picture(content):
        return None
    if keep:
        _keep(_place(register, name), content)
    return content


def _place(register: Register, name: str) -> Path:
    """A file name of our own making: no name from outside ever becomes a path."""
    digest = sha256(name.encode()).hexdigest()
    return register.folder / FOLDER / digest[:2] / digest


def _is_picture(content: bytes) -> bool:
    return len(content) <= LARGEST and content.startswith(MAGIC)


def _keep(place: Path, content: bytes) -> None:
    """Whole or not at all; a full disk costs no more than the picture."""
    fresh = place.with_suffix(".new")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(content)
        fresh.replace(place)
