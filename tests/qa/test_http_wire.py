"""Where one HTTP message ends on a wire, which the line to the centre must know."""

from __future__ import annotations

from io import BytesIO

import pytest

from posapp.qa import http_wire
from posapp.qa.http_wire import Broken, read_message

ASKS = b"GET /v1/shop?a=b HTTP/1.1\r\nHost: x\r\n\r\n"
COUNTED = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
PIECES = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
NOTHING = b"HTTP/1.1 204 No Content\r\nContent-Length: 9\r\n\r\n"


@pytest.mark.parametrize("message", [COUNTED, PIECES, NOTHING])
def test_a_reply_is_read_to_its_end_and_no_byte_further(message: bytes) -> None:
    wire = BytesIO(message + ASKS)
    assert read_message(wire, is_reply=True) == message
    assert read_message(wire) == ASKS
    assert read_message(wire) == b""


def test_a_reply_that_counts_nothing_lasts_until_the_wire_ends() -> None:
    reply = b"HTTP/1.1 200 OK\r\n\r\nall of it"
    assert read_message(BytesIO(reply), is_reply=True) == reply


@pytest.mark.parametrize(
    ("torn", "where"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-", "head"),
        (COUNTED[:-1], "body"),
        (PIECES[:-1], "body"),
        (PIECES[: PIECES.index(b"3\r\n") + 1], "chunk"),
    ],
)
def test_a_message_that_is_torn_is_never_taken_for_a_whole_one(torn: bytes, where: str) -> None:
    with pytest.raises(Broken, match=where):
        read_message(BytesIO(torn), is_reply=True)


def test_a_head_without_end_is_not_read_for_ever() -> None:
    endless = b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * http_wire.HEAD
    with pytest.raises(Broken, match="head"):
        read_message(BytesIO(endless), is_reply=True)


def test_the_path_of_what_is_no_request_is_empty() -> None:
    assert http_wire.target_of(ASKS) == "/v1/shop?a=b"
    assert http_wire.target_of(b"nonsense") == ""
