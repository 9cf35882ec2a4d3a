"""Product pictures and photos out of conversations."""

from __future__ import annotations

from posapp.services.register import Register

LARGEST = 2 * 1024 * 1024  # bytes


def kept(register: Register, name: str) -> bytes | None:
    """A product picture that is already here: PNG or JPEG bytes. Local, one small file."""
    raise NotImplementedError


def fetch(register: Register, name: str, keep: bool = True) -> bytes | None:
    """A picture by its name at the centre; None when there is none. Network.

    Only PNG and JPEG of at most 2 MiB come through.

    Args:
        keep: on disk for the next time; False for what a customer sent (P3).

    Raises:
        Unreachable: the centre is away.
    """
    raise NotImplementedError
