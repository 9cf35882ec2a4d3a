"""Values to JSON and back, checked against their types. The only codec both ends use."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from threading import Lock
from typing import Any, TypeVar, cast

import msgspec

T = TypeVar("T")
LARGEST = 32 * 1024 * 1024  # bytes; no message of the contract is larger
_BUILDING = Lock()


class BadMessage(Exception):
    """The bytes are not the message they should be; says where."""


def encode(value: Any) -> bytes:
    """A frozen value as JSON. Times become RFC 3339 in UTC, enums their value."""
    return msgspec.json.encode(value)


def canonical(value: Any) -> bytes:
    """The same, with keys in order: equal values give equal bytes on every machine."""
    return msgspec.json.encode(value, order="deterministic")


def decode(text: bytes | str, kind: type[T]) -> T:
    """The value that the JSON describes.

    Raises:
        BadMessage: not JSON, not of this type, or larger than ``LARGEST``.
    """
    if len(text) > LARGEST:
        raise BadMessage(f"{len(text)} bytes")
    try:
        value: T = _decoder(cast(Hashable, kind)).decode(text)
        return value
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadMessage(str(error)) from error


def pieces(text: bytes, name: str) -> tuple[bytes, ...]:
    """The JSON of each element of the list of this name, byte for byte as it came.

    Raises:
        BadMessage: there is no such list, or it is no JSON.
    """
    found = decode(text, dict[str, tuple[msgspec.Raw, ...]])
    if set(found) != {name}:
        raise BadMessage(name)
    return tuple(bytes(piece) for piece in found[name])


@cache
def _decoder(kind: Hashable) -> Any:
    """One at a time: msgspec notes what it knows of a class before it knows all of it, and
    a second thread that uses that crashes the program."""
    with _BUILDING:
        return msgspec.json.Decoder(kind)
