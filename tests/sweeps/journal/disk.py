"""A disk that has lost its power: what was synced is there, of the rest anything may be.

Content and names are separate, as on real file systems: a file's bytes are safe once it was
synced, its name once its folder was. Unsynced writes survive in any subset and order, whole or
by sectors of 512 bytes; unsynced names survive in their order, up to any point.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.sweeps.journal.recording import Cut, Event, Made, Removed, Synced, Wrote

SECTOR = 512
Change = Wrote | Cut


@dataclass
class File:
    """What is safe of one file, and what is not yet."""

    safe: bytearray = field(default_factory=bytearray)
    pending: list[Change] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.pending:
            _apply(self.safe, change)
        self.pending.clear()

    def after(self, survive: Survival, chance: random.Random) -> bytes:
        """As it may be found when the power is back."""
        content = bytearray(self.safe)
        for change in survive(self.pending, chance):
            _apply(content, change)
        return bytes(content)


class Disk:
    """One folder, followed event by event."""

    def __init__(self) -> None:
        self._files: dict[str, File] = {}
        self._safe: dict[str, File] = {}
        self._names: list[tuple[str, File | None]] = []

    def goes_on(self, event: Event) -> None:
        match event:
            case Wrote(file) | Cut(file):
                self._files[file].pending.append(event)
            case Synced("."):
                self._safe, self._names = dict(self._files), []
            case Synced(file):
                self._files[file].sync()
            case Made(file) if file not in self._files:
                self._files[file] = File()
                self._names.append((file, self._files[file]))
            case Removed(file):
                self._files.pop(file, None)
                self._names.append((file, None))

    def image(self, survive: Survival, chance: random.Random) -> dict[str, bytes]:
        """The folder as it may be found when the power is back."""
        found = dict(self._safe)
        for name, file in self._names[: chance.randint(0, len(self._names))]:
            if file is None:
                found.pop(name, None)
            else:
                found[name] = file
        return {name: file.after(survive, chance) for name, file in found.items()}


Survival = Callable[[list[Change], random.Random], list[Change]]


def none(_: list[Change], __: random.Random) -> list[Change]:
    return []


def all_but_one(pending: list[Change], chance: random.Random) -> list[Change]:
    gone = chance.randrange(len(pending)) if pending else 0
    return pending[:gone] + pending[gone + 1 :]


def the_last(pending: list[Change], _: random.Random) -> list[Change]:
    """Late writes before early ones."""
    return pending[-1:]


def some(pending: list[Change], chance: random.Random) -> list[Change]:
    return [change for change in pending if chance.random() < 0.5]


def torn(pending: list[Change], chance: random.Random) -> list[Change]:
    """Some sectors of some writes, in any order."""
    pieces = [piece for change in some(pending, chance) for piece in _sectors(change)]
    kept = [piece for piece in pieces if chance.random() < 0.7]
    chance.shuffle(kept)
    return kept


def every(pending: list[Change], _: random.Random) -> list[Change]:
    return pending


SURVIVALS: tuple[Survival, ...] = (none, some, torn, all_but_one, the_last, every)


def _sectors(change: Change) -> Iterator[Change]:
    if isinstance(change, Cut):
        yield change
        return
    at, end = change.offset, change.offset + len(change.content)
    while at < end:
        stop = min(end, (at // SECTOR + 1) * SECTOR)
        content = change.content[at - change.offset : stop - change.offset]
        yield Wrote(change.file, at, content)
        at = stop


def _apply(content: bytearray, change: Change) -> None:
    if isinstance(change, Cut):
        del content[change.size :]
        content.extend(bytes(change.size - len(content)))
        return
    content.extend(bytes(max(0, change.offset - len(content))))
    content[change.offset : change.offset + len(change.content)] = change.content
