"""The US keyboard by physical key, to read a scanner that types for another layout.

Keys are numbered as by Windows (scan code set 1), which Linux's evdev shares for the main
block; X11 and Wayland add 8.
"""

from __future__ import annotations

import sys

OFFSET = 0 if sys.platform == "win32" else 8

_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
)
_KEYPAD_KEYS = (*range(71, 84), 55, 98, 0x135)  # the slash is 98 for evdev, 0x135 for Windows
_KEYPAD = dict(zip(_KEYPAD_KEYS, "789-456+1230.*//", strict=True))  # with Num Lock on
_PLAIN = {first + n: c for first, row, _ in _ROWS for n, c in enumerate(row)} | _KEYPAD
_SHIFTED = {first + n: c for first, _, row in _ROWS for n, c in enumerate(row)} | _KEYPAD
_CONTROL = {"]": "\x1d", "\\": "\x1c", "^": "\x1e", "6": "\x1e", "_": "\x1f", "-": "\x1f"}
_CONTROL |= {"d": "\x04"}


def us_text(native: int, *, shift: bool, ctrl: bool, offset: int = OFFSET) -> str:
    """What this physical key types on a US keyboard; nothing if that is not known.

    Args:
        native: the scan code as the windowing system reports it; 0 when it does not.
        offset: what the windowing system adds to the scan codes of set 1.
    """
    key = native - offset
    if ctrl:
        return _CONTROL.get(_PLAIN.get(key, ""), "")
    return (_SHIFTED if shift else _PLAIN).get(key, "")
