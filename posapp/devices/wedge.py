"""Telling a keyboard-wedge scanner from a person, by its frame or by its speed.

Every key is let through at once, because holding keys back would cost a person 55 ms each;
when a burst proves to be a scan, the field that got its characters is put back. Who feeds the
keys (``posapp.ui.scanner``) therefore keeps what the field held at the first character.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from posapp.devices import layouts

RETURN, ENTER, TAB = 0x01000004, 0x01000005, 0x01000001
_END_KEYS = {RETURN, ENTER, TAB}
_END_TEXTS = {"\r", "\n", "\t", "\r\n"}
MODIFIERS = {*range(0x01000020, 0x01000027), 0x01001103}  # Shift to Scroll Lock, AltGr
_DEAD = {0, 0x01FFFFFF, *range(0x01001250, 0x01001270)}  # unknown and dead keys type nothing
_CONTROLS = {"\x1c", "\x1d", "\x1e", "\x1f", "\x04"}
_GS = "\x1d"
_KEPT = 1100  # one more than any code may have; the rest is only counted


class Layout(Enum):
    """How to read a scanner's keys: as this computer's layout does, as a US keyboard by
    physical key, or both, the first that means something."""

    HOST = "host"
    US = "us"
    AUTO = "auto"


@dataclass(frozen=True)
class WedgeSettings:
    """How the scanner at this register is set up.

    Attributes:
        prefix: characters it sends first; with them a scan is certain. Best one that nobody
            types. Empty: told by speed alone.
        suffix: characters it sends last, if not Enter, Tab or Linefeed.
        gap_ms: longest time between two characters of a scan.
        framed_gap_ms: the same after a prefix: radio scanners stutter.
        least: fewest characters of a scan without prefix.
        offset: see ``layouts.us_text``.
    """

    prefix: str = ""
    suffix: str = ""
    gap_ms: int = 50
    framed_gap_ms: int = 300
    least: int = 4
    layout: Layout = Layout.AUTO
    offset: int = layouts.OFFSET


@dataclass(frozen=True)
class KeyStroke:
    """One key press; releases are not wanted.

    Attributes:
        text: what it types here, control characters included; may be empty.
        key: Qt's number of the key. ``native``: the native scan code, 0 when not known.
        at_ms: the event's own timestamp.
        auto_repeat: the system's flag; it is also set on doubled characters of a fast
            scanner, so it alone proves nothing.
    """

    text: str
    key: int
    native: int
    at_ms: int
    auto_repeat: bool = False
    shift: bool = False
    ctrl: bool = False
    alt: bool = False


@dataclass(frozen=True)
class Pass:
    """A person's key: let it through."""


@dataclass(frozen=True)
class Gathering:
    """Perhaps part of a scan: let it through. Where the focus is no text field, keep it away
    from the second character on, so that a space in a code presses no button.

    Attributes:
        characters: of the burst so far, this one included; at 1 remember the field.
    """

    characters: int


@dataclass(frozen=True)
class ScanReading:
    """One way of reading a scan.

    Attributes:
        text: for ``codes.parse``.
        take_back: characters that this scan put into the field that had the focus.
    """

    text: str
    take_back: int


@dataclass(frozen=True)
class Scanned:
    """A scan is complete: keep this key away, and take its characters back from the field.

    Attributes:
        readings: likeliest first, never empty; the first that ``codes.parse_first`` can read
            is the one.
    """

    readings: tuple[ScanReading, ...]

    @property
    def text(self) -> str:
        return self.readings[0].text

    @property
    def take_back(self) -> int:
        return self.readings[0].take_back


Outcome = Pass | Gathering | Scanned
PASS = Pass()


@dataclass(frozen=True)
class _Mark:
    """One character: as typed here, as a US keyboard would, and the time since the last."""

    host: str
    us: str
    gap_ms: int
    repeated: bool

    @property
    def shown(self) -> int:
        """Characters it put into a text field."""
        return len(self.host) if self.host.isprintable() else 0


@dataclass
class Wedge:
    """Decodes the key presses of one window, in the order they happen."""

    settings: WedgeSettings = field(default_factory=WedgeSettings)
    _marks: list[_Mark] = field(default_factory=list)
    _extra: int = 0
    _framed: bool = False
    _last_ms: int = 0

    def feed(self, stroke: KeyStroke) -> Outcome:
        """What this key press is, given those before it."""
        if stroke.key in MODIFIERS:
            return PASS
        gap = stroke.at_ms - self._last_ms
        if not 0 <= gap <= self._limit_ms:
            self._forget()
        self._last_ms = stroke.at_ms
        if stroke.key in _END_KEYS or stroke.text in _END_TEXTS:
            return self._ended(gap)
        mark = _mark(stroke, gap, self.settings.offset, going=bool(self._marks))
        if mark is None:
            self._forget()
            return PASS
        self._keep(mark)
        if self._suffixed():
            return self._ended(0, suffix=self.settings.suffix)
        return Gathering(len(self._marks) + self._extra)

    @property
    def _limit_ms(self) -> int:
        return self.settings.framed_gap_ms if self._framed else self.settings.gap_ms

    def _forget(self) -> None:
        self._marks, self._extra, self._framed = [], 0, False

    def _keep(self, mark: _Mark) -> None:
        if len(self._marks) >= _KEPT:
            self._extra += mark.shown
            return
        self._marks.append(mark)
        prefix = self.settings.prefix
        if prefix and not self._framed and _ends_with(self._marks, prefix):
            self._marks = self._marks[-len(prefix) :]  # what came before was a person's
            self._framed = True

    def _suffixed(self) -> bool:
        suffix = self.settings.suffix
        return bool(suffix) and self._enough(suffix) and _ends_with(self._marks, suffix)

    def _enough(self, suffix: str) -> bool:
        if self._framed:
            return len(self._marks) > len(self.settings.prefix) + len(suffix)
        return len(self._marks) >= self.settings.least + len(suffix)

    def _ended(self, end_gap_ms: int, suffix: str = "") -> Outcome:
        marks, extra, framed = self._marks, self._extra, self._framed
        enough = self._enough(suffix)
        self._forget()
        if not enough or all(mark.repeated for mark in marks):  # a key held down repeats too
            return PASS
        slices = [marks] if framed else [marks, *_without_person(marks, end_gap_ms)]
        if not framed:
            slices = [part for part in slices if len(part) >= self.settings.least]
        readings = self._readings(slices, extra, suffix, framed=framed)
        return Scanned(readings) if readings else PASS

    def _readings(
        self, slices: Sequence[Sequence[_Mark]], extra: int, suffix: str, *, framed: bool
    ) -> tuple[ScanReading, ...]:
        found: dict[str, ScanReading] = {}
        start = len(self.settings.prefix) if framed else 0
        for part in slices:
            let_through = part[:-1] if suffix else part
            take_back = sum(mark.shown for mark in let_through) + extra
            code = part[start : len(part) - len(suffix)]
            for text in filter(None, _texts(code, self.settings.layout)):
                found.setdefault(text, ScanReading(text, take_back))
        return tuple(found.values())


def _mark(stroke: KeyStroke, gap_ms: int, offset: int, *, going: bool) -> _Mark | None:
    """The character a key stands for, or None where it can be no part of a scan."""
    chord = stroke.ctrl != stroke.alt  # both together are AltGr
    us = layouts.us_text(
        stroke.native, shift=stroke.shift, ctrl=stroke.ctrl and not stroke.alt, offset=offset
    )
    host = stroke.text if len(stroke.text) == 1 else ""
    if chord:
        control = host if host in _CONTROLS else us if us in _CONTROLS and stroke.ctrl else ""
        usable = control == _GS or (going and control != "")
        return _Mark(control, us or control, gap_ms, stroke.auto_repeat) if usable else None
    if host and (host.isprintable() or (host in _CONTROLS and (going or host == _GS))):
        return _Mark(
            host, us or ("" if host.isprintable() else host), gap_ms, stroke.auto_repeat
        )
    if not stroke.text and us and stroke.key in _DEAD:
        return _Mark("", us, gap_ms, stroke.auto_repeat)
    return None


def _ends_with(marks: Sequence[_Mark], text: str) -> bool:
    tail = marks[-len(text) :]
    return text in ("".join(m.host for m in tail), "".join(m.us for m in tail))


def _texts(marks: Sequence[_Mark], layout: Layout) -> tuple[str, ...]:
    """The readings of one stretch of keys under the wanted layout, likeliest first."""
    host, us = "".join(m.host for m in marks), "".join(m.us for m in marks)
    if layout is Layout.HOST or not all(m.us for m in marks):
        return (host,)
    if layout is Layout.US:
        return (us,)
    return (host, us) if all(m.host for m in marks) else (us, host)


def _without_person(marks: Sequence[_Mark], end_gap_ms: int) -> list[Sequence[_Mark]]:
    """The burst without a person's last one to three keys just before it, if its even rhythm
    shows where the scanner began."""
    gaps = [mark.gap_ms for mark in marks]
    for start in range(min(3, len(marks) - 1), 0, -1):
        longest = max([*gaps[start + 1 :], end_gap_ms])
        if gaps[start] >= max(15, 4 * longest):
            return [marks[start:]]
    return []
