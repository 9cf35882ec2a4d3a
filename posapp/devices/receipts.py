"""Receipts as ESC/POS bytes.

These are a dozen commands, and they are written here rather than taken from python-escpos:
its import costs 0.4 s and seven packages on a counter PC, it would choose code pages by
itself and it lets control bytes through, so all that was left of it is a table of constants.
The tests still ask it as a witness that these bytes are right.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from posapp.domain.receipt import Receipt, RowKind, TextRow, layout, tame

_ESC, _GS, _LF = b"\x1b", b"\x1d", b"\n"
_RESET = _ESC + b"@"
_CUT = _GS + b"VB\x03"  # feed to the blade, then a partial cut
_MAX_QR = 200
_LIKE = str.maketrans(
    {
        **dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-"),  # hyphens, dashes, minus
        **dict.fromkeys([*range(0x2018, 0x201C), 0x2032], "'"),
        **dict.fromkeys([*range(0x201C, 0x2020), 0x2033], '"'),
        **{"•": "*", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ħ": "h", "Ħ": "H"},
        **{"œ": "oe", "Œ": "OE", "\u0131": "i", "ŋ": "n", "ẞ": "SS", "€": "EUR"},
    }
)


@dataclass(frozen=True)
class Paper:
    """What the printer at this register can do.

    Attributes:
        width: columns: 42 or 48 on 80 mm paper, 32 on 58 mm.
        code_page: Python's name for it; ``code_page_number``: the printer's own for ESC t.
            CP858 is Western Europe with the euro sign.
        qr, cut: it prints QR codes by itself, it has a blade.
        module: size of a QR module in dots, 1 to 16.
    """

    width: int = 42
    code_page: str = "cp858"
    code_page_number: int = 19
    qr: bool = True
    cut: bool = True
    module: int = 6


def encode(receipt: Receipt, paper: Paper) -> bytes:
    """One print job: the receipt, its number as a QR code, and a cut. It opens no drawer.

    No byte of any text in it reaches the printer as a command.
    """
    shown = receipt.mapped(lambda text: printable(tame(text), paper.code_page))
    rows = layout(shown, paper.width)
    body = b"".join(part for row in rows for part in _row(row, paper))
    end = _ESC + b"d\x03" + (_CUT if paper.cut else b"")
    return _RESET + _ESC + b"t" + bytes([paper.code_page_number]) + body + end


def printable(text: str, code_page: str) -> str:
    """The text in characters of a code page: others by their nearest look-alike, else "?"."""
    return "".join(_nearest(c, code_page) for c in text)


def drawer_kick(pin: int = 0) -> bytes:
    """ESC p: a pulse of 50 ms to the drawer at connector pin 2 (0) or 5 (1)."""
    return _ESC + b"p" + bytes([pin, 25, 250])


def drawer_kick_at_once(pin: int = 0) -> bytes:
    """DLE DC4: the same in real time, so also with the paper out, and never later."""
    return b"\x10\x14\x01" + bytes([pin, 1])


def _nearest(c: str, code_page: str) -> str:
    if c.isspace():
        return " "
    for attempt in (c, c.translate(_LIKE), unicodedata.normalize("NFKD", c)):
        known = "".join(part for part in attempt if _in(part, code_page))
        if known.strip():
            return known
    return "" if unicodedata.combining(c) else "?"


def _in(c: str, code_page: str) -> bool:
    try:
        encoded = c.encode(code_page)
    except UnicodeEncodeError:
        return False
    return encoded >= b" " and encoded != b"\x7f"


def _row(row: TextRow, paper: Paper) -> Iterator[bytes]:
    yield _ESC + b"a" + bytes([row.centred])
    if row.kind is RowKind.QR:
        yield _qr(row.text, paper.module) if paper.qr else b""
        return
    yield _ESC + b"E" + bytes([row.strong])
    yield _GS + b"!" + bytes([row.tall])
    yield row.text.encode(paper.code_page, errors="replace") + _LF


def _qr(text: str, module: int) -> bytes:
    """Native QR: model 2, medium correction. A content that is no plain ASCII has no QR."""
    if not (text.isascii() and text.isprintable() and 0 < len(text) <= _MAX_QR):
        return b""
    parts = (
        b"1A2\x00",
        b"1C" + bytes([module]),
        b"1E1",
        b"1P0" + text.encode("ascii"),
        b"1Q0",
    )
    return b"".join(_GS + b"(k" + len(p).to_bytes(2, "little") + p for p in parts)
