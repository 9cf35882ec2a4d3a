"""Reads back what was recorded of a register: what it wrote, synced, made, and said."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_CALL = re.compile(r"^(\w+)\((.*)\)\s+= (-?\d+)")
_FD = re.compile(r"^\d+<((?:\\x[0-9a-f]{2})*)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True)
class Wrote:
    """Bytes at a place of a file."""

    file: str
    offset: int
    content: bytes


@dataclass(frozen=True)
class Cut:
    """A file was made as long as this."""

    file: str
    size: int


@dataclass(frozen=True)
class Synced:
    """A file's content is safe; of the folder ("."): its names are."""

    file: str


@dataclass(frozen=True)
class Made:
    """A file was opened, and made if there was none."""

    file: str


@dataclass(frozen=True)
class Removed:
    """A name is gone."""

    file: str


@dataclass(frozen=True)
class Said:
    """The clerk has seen this."""

    what: str
    which: str


Event = Wrote | Cut | Synced | Made | Removed | Said


def read(recorded: Path, folder: Path, files: tuple[str, ...]) -> list[Event]:
    """Everything that happened to these files of the folder, and what was said, in order."""
    events: list[Event] = []
    with recorded.open(encoding="ascii") as lines:
        for line in lines:
            found = _CALL.match(line)
            if found and not found[3].startswith("-"):
                events += _events(found[1], found[2], folder, files)
    return events


def _events(call: str, given: str, folder: Path, files: tuple[str, ...]) -> Iterator[Event]:
    fd = _FD.match(given)
    path = _plain(fd[1]).decode() if fd else _path(given)
    if call == "write" and path.startswith("pipe:"):
        for line in _plain(_texts(given)[0]).splitlines():
            yield Said(*json.loads(line))
    if path == str(folder) and call == "fsync":
        yield Synced(".")
    name = path.removeprefix(f"{folder}/")
    if name in files:
        yield from _of_file(call, given, name)


def _of_file(call: str, given: str, name: str) -> Iterator[Event]:
    match call:
        case "pwrite64":
            yield Wrote(name, int(given.rsplit(", ", 1)[1]), _plain(_texts(given)[0]))
        case "ftruncate":
            yield Cut(name, int(given.rsplit(", ", 1)[1]))
        case "fsync" | "fdatasync":
            yield Synced(name)
        case "openat" if "O_CREAT" in given:
            yield Made(name)
        case "unlink":
            yield Removed(name)
        case "write" | "rename":
            raise ValueError(f"{call} on {name}: nobody thought of this")


def _path(given: str) -> str:
    texts = _texts(given)
    return _plain(texts[0]).decode() if texts else ""


def _texts(given: str) -> list[str]:
    return _TEXT.findall(given)


def _plain(hexadecimal: str) -> bytes:
    return bytes.fromhex(hexadecimal.replace("\\x", ""))
