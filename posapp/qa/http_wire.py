"""HTTP messages as bytes on a wire: where one ends, and nothing of what it says."""

from __future__ import annotations

from typing import BinaryIO

HEAD = 65_536  # bytes of a message's head at the most
NO_BODY = {b"204", b"304"}


class Broken(Exception):
    """The wire ended in the middle of a message, or what came is none."""


def read_message(wire: BinaryIO, *, is_reply: bool = False) -> bytes:
    """The next whole message, byte for byte; nothing when the wire ended before it.

    Raises:
        Broken: it ended within it. OSError: it broke.
    """
    head = wire.readline(HEAD)
    if not head:
        return b""
    while not head.endswith(b"\r\n\r\n"):
        more = wire.readline(HEAD)
        if not more or len(head) > HEAD:
            raise Broken("head")
        head += more
    if is_reply and head.split(b" ", 2)[1] in NO_BODY:
        return head
    return head + _body(wire, head, is_reply)


def target_of(request: bytes) -> str:
    """The path with its query that a request asks for."""
    words = request.split(b" ", 2)
    return words[1].decode("latin-1") if len(words) == 3 else ""


def start_of_body(message: bytes) -> int:
    return message.index(b"\r\n\r\n") + 4


def _body(wire: BinaryIO, head: bytes, is_reply: bool) -> bytes:
    length = _header(head, b"content-length")
    if length:
        return _exactly(wire, int(length))
    if b"chunked" in _header(head, b"transfer-encoding"):
        return _chunks(wire)
    return wire.read() if is_reply else b""


def _chunks(wire: BinaryIO) -> bytes:
    body = b""
    while True:
        size = wire.readline(HEAD)
        if not size.endswith(b"\r\n"):
            raise Broken("chunk")
        number = int(size.split(b";")[0], 16)
        body += size + _exactly(wire, number + 2)
        if not number:
            return body


def _exactly(wire: BinaryIO, length: int) -> bytes:
    body = wire.read(length)
    if len(body) < length:
        raise Broken("body")
    return body


def _header(head: bytes, name: bytes) -> bytes:
    for line in head.split(b"\r\n")[1:]:
        key, _, value = line.partition(b":")
        if key.strip().lower() == name:
            return value.strip().lower()
    return b""
