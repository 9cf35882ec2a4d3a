"""What a printer does with ESC/POS bytes, as far as the eye can see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

# Whole length of the commands of fixed length; the others are in ``_length``.
_FIXED = {
    b"\x10\x04": 3,
    b"\x10\x14": 5,
    b"\x1b@": 2,
    b"\x1bt": 3,
    b"\x1bE": 3,
    b"\x1ba": 3,
    b"\x1bd": 3,
    b"\x1bp": 5,
    b"\x1d!": 3,
    b"\x1dr": 3,
}
_CODE_PAGES = {0: "cp437", 2: "cp850", 16: "cp1252", 19: "cp858"}


@dataclass(frozen=True)
class Slip:
    """One piece of paper.

    Attributes:
        text: the rows as printed. ``qrs``: contents of its QR codes.
        strong: rows that are bold.
        cut: cut off, or still hanging in the printer.
    """

    text: str = ""
    qrs: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    cut: bool = False


def commands(buffer: bytes) -> Iterator[bytes]:
    """The complete commands and characters at the beginning of what has arrived."""
    while buffer and (length := _length(buffer)) and len(buffer) >= length:
        yield buffer[:length]
        buffer = buffer[length:]


@dataclass
class PrintHead:
    """Prints commands in their order.

    Attributes:
        slips: those that were cut; ``slip``: the one in work.
        kicks: how often the drawer was opened.
        strange: bytes that no command known here begins with.
        rows_left: on the roll; None for plenty.
    """

    slips: list[Slip] = field(default_factory=list)
    slip: Slip = field(default_factory=Slip)
    kicks: int = 0
    strange: bytes = b""
    rows_left: int | None = None
    _row: str = ""
    _strong: bool = False
    _code_page: str = "cp437"
    _qr: str = ""

    def obey(self, command: bytes) -> bytes:
        """Do one command and return the printer's answer to it, mostly nothing."""
        match command[:2]:
            case b"\x1dr":
                return b"\x00"
            case b"\x1bp":
                self.kicks += 1
            case b"\x1dV":
                self.slips.append(replace(self.slip, cut=True))
                self.slip = Slip()
            case b"\x1d(":
                self._code(command[5:])
            case _:
                self._mode(command) if len(command) > 1 else self._write(command)
        return b""

    def _mode(self, command: bytes) -> None:
        """Alignment, size and feed change no word and are passed over."""
        match command[:2]:
            case b"\x1b@":
                self._strong, self._code_page = False, "cp437"
            case b"\x1bt":
                self._code_page = _CODE_PAGES.get(command[2], "ascii")
            case b"\x1bE":
                self._strong = bool(command[2] & 1)

    def _code(self, function: bytes) -> None:
        if function[:2] == b"1P":
            self._qr = function[3:].decode("ascii", "replace")
        elif function[:2] == b"1Q":
            self.slip = replace(self.slip, qrs=(*self.slip.qrs, self._qr))

    def _write(self, character: bytes) -> None:
        if character == b"\n":
            self._feed()
        elif character >= b" ":
            self._row += character.decode(self._code_page, "replace")
        else:
            self.strange += character

    def _feed(self) -> None:
        slip, row = self.slip, self._row
        strong = (*slip.strong, row) if self._strong and row else slip.strong
        self.slip = replace(slip, text=f"{slip.text}{row}\n", strong=strong)
        self._row = ""
        if self.rows_left:
            self.rows_left -= 1


def _length(buffer: bytes) -> int:
    """Of the command at the beginning; 0 when not yet known, 1 for one we do not know."""
    if buffer[0] not in b"\x10\x1b\x1d":
        return 1
    start = buffer[:2]
    if start == b"\x1d(":
        return 5 + int.from_bytes(buffer[3:5], "little") if len(buffer) >= 5 else 0
    if start == b"\x1dV":
        return (4 if buffer[2] in b"AB" else 3) if len(buffer) >= 3 else 0
    return _FIXED.get(start, 1) if len(start) == 2 else 0
