"""What a keyboard-wedge scanner, or a person, types: pure sequences of raw key presses.

A scanner sends physical keys. Which characters they make depends on the layout of the
computer, and whether they are the right ones on the layout the scanner was set up for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from posapp.devices.layouts import OFFSET

_SHIFT, _CONTROL_KEY, _RETURN, _ENTER, _TAB = (
    0x01000020,
    0x01000021,
    0x01000004,
    0x01000005,
    0x01000001,
)
_FIRST_KEYS = (2, 16, 30, 43, 57)
# Rows by physical position: digits, upper, home (ending with the key left of "1"), lower
# (beginning with the key beside Enter), space. Dead keys stand as a blank: they type nothing.
_LAYOUTS = {
    "us": (
        ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'`", "\\zxcvbnm,./", " "),
        ("!@#$%^&*()_+", "QWERTYUIOP{}", 'ASDFGHJKL:"~', "|ZXCVBNM<>?", " "),
    ),
    "it": (
        ("1234567890'ì", "qwertyuiopè+", "asdfghjklòà\\", "ùzxcvbnm,.-", " "),
        ('!"£$%&/()=?^', "QWERTYUIOPé*", "ASDFGHJKLç°|", "§ZXCVBNM;:_", " "),
    ),
    "de": (
        ("1234567890ß\0", "qwertzuiopü+", "asdfghjklöä\0", "#yxcvbnm,.-", " "),
        ('!"§$%&/()=?\0', "QWERTZUIOPÜ*", "ASDFGHJKLÖÄ°", "'YXCVBNM;:_", " "),
    ),
    "fr": (
        ("&é\"'(-è_çà)=", "azertyuiop\0$", "qsdfghjklmù²", "*wxcvbn,;:!", " "),
        ("1234567890°+", "AZERTYUIOP\0£", "QSDFGHJKLM%\0", "µWXCVBN?./§", " "),
    ),
}
_CONTROLS = {"\x1d": "]", "\x1c": "\\", "\x1e": "6", "\x1f": "-", "\x04": "d"}
_ENDS = {"\r": (28, _RETURN, "\r"), "\t": (15, _TAB, "\t"), "\n": (101, 0, "\n")}


@dataclass(frozen=True)
class RawKey:
    """One key press as the windowing system reports it.

    Attributes:
        text: what it types on this computer. ``key``: Qt's number of the key.
        scan_code: native; ``gap_ms``: time since the key press before it.
    """

    text: str
    key: int
    scan_code: int
    gap_ms: int
    shift: bool = False
    ctrl: bool = False
    auto_repeat: bool = False


def scan(
    code: str,
    *,
    layout: str = "us",
    scanner_layout: str = "us",
    gap_ms: int = 2,
    end: str = "\r",
) -> tuple[RawKey, ...]:
    """A scanner set up for one layout types a code on a computer set to another.

    Doubled characters are flagged as auto-repeat, as fast scanners make them appear.

    Args:
        code: printable ASCII, GS and the other separators of GS1 and ISO 15434.
        layout: ``us``, ``it``, ``de`` or ``fr``, as is ``scanner_layout``.
        gap_ms: between two characters; the first comes after 1 s.
        end: Enter ``\\r``, Tab ``\\t``, Linefeed ``\\n``, or other characters.

    Raises:
        ValueError: this scanner's layout has no key for a character.
    """
    keys = [key for c in code + end for key in _press(c, layout, scanner_layout, gap_ms)]
    return tuple(_flagged([replace(keys[0], gap_ms=1000), *keys[1:]]))


def typing(text: str, *, layout: str = "us", gap_ms: int = 120) -> tuple[RawKey, ...]:
    """A person types on a keyboard of the computer's own layout.

    Raises:
        ValueError: the layout has no key for a character.
    """
    keys = [key for c in text for key in _press(c, layout, layout, gap_ms)]
    return tuple(keys)


def _press(c: str, layout: str, scanner_layout: str, gap_ms: int) -> Iterator[RawKey]:
    if c in _ENDS:
        native, key, text = _ENDS[c]
        yield RawKey(text, key, native + OFFSET, gap_ms)
        return
    if c in _CONTROLS:
        native, _ = _position(_CONTROLS[c], scanner_layout)
        yield RawKey("", _CONTROL_KEY, 29 + OFFSET, gap_ms, ctrl=True)
        text = c if _position(_CONTROLS[c], layout, or_none=True) == (native, False) else ""
        yield RawKey(text, 0, native + OFFSET, 0, ctrl=True)
        return
    native, shift = _position(c, scanner_layout)
    if shift:
        yield RawKey("", _SHIFT, 42 + OFFSET, gap_ms, shift=True)
    text = _typed(native, layout, shift=shift)
    key = ord(text.upper()) if text and len(text.upper()) == 1 else 0
    yield RawKey(text, key, native + OFFSET, 0 if shift else gap_ms, shift=shift)


def _position(c: str, layout: str, *, or_none: bool = False) -> tuple[int, bool]:
    for shift, rows in enumerate(_LAYOUTS[layout]):
        for first, row in zip(_FIRST_KEYS, rows, strict=True):
            if c in row and c != "\0":
                return first + row.index(c), bool(shift)
    if or_none:
        return 0, False
    raise ValueError(f"no key for {c!r} on {layout}")


def _typed(native: int, layout: str, *, shift: bool) -> str:
    rows = _LAYOUTS[layout][shift]
    found = [
        row[native - first]
        for first, row in zip(_FIRST_KEYS, rows, strict=True)
        if 0 <= native - first < len(row)
    ]
    return found[0].replace("\0", "")


def _flagged(keys: list[RawKey]) -> Iterator[RawKey]:
    before: RawKey | None = None
    for key in keys:
        same = before is not None and key.scan_code == before.scan_code
        yield replace(key, auto_repeat=same and key.gap_ms < 30)
        before = key
