"""Letting a register into the chain, once, with a code that a manager made at the centre.

The register's private key is kept by the system's keyring where there is one; else in the
file ``key``, readable by its user alone (mode 0600; on Windows the access list of the user's
own profile guards it).
"""

from __future__ import annotations

import json
import platform
from dataclasses import asdict, dataclass
from pathlib import Path

import msgspec

from posapp.contract import wire
from posapp.contract.messages import Enrolment
from posapp.database.trouble import of_system
from posapp.domain.errors import NotEnrolled, Refused
from posapp.domain.receipt import NARROWEST
from posapp.services.keeping import NOT_THERE, new_key, write_whole

SETTINGS = "settings.toml"
WISH = "enrolment.json"  # there only while an enrolment has not been answered
WIDEST = 64
LONGEST_NAME = 100
MOST_EPOCHS = 2**31 - 1


@dataclass(frozen=True)
class Settings:
    """``settings.toml`` of one register.

    Attributes:
        hub_url: https, or http to this computer itself (P7).
        label: the register's number in its store, for example ``3``.
        printer: ``host:9100``, ``file:PATH``, or empty for none.
        terminal: ``127.0.0.1:port``, or empty for none.
        prefix, suffix: what the scanner types before and after a code, or empty.
        columns: characters in a line of the receipt printer, 24 to 64.
        backups: folder of the nightly backups, on another disk at best; empty: beside the
            books.
    """

    hub_url: str
    register: str
    store: str
    label: str
    epoch: int
    printer: str = ""
    terminal: str = ""
    prefix: str = ""
    suffix: str = ""
    columns: int = 42
    backups: str = ""


def enrol(folder: Path, hub_url: str, code: str, name: str = "") -> Settings:
    """Make this register's key, enrol it with the one-time code and write its settings.
    Network. After a failure it can be tried again: nothing is left half done.

    Args:
        name: what people call this computer; its host name by default.

    Raises:
        Refused: the code is spent, over or wrong (``code_spent``), or the folder belongs to
            a register already (``enrolled``).
        Unreachable: the centre does not answer, or the address is not safe to talk to.
    """
    if enrolled(folder):
        raise Refused("enrolled", str(folder))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    wish = _wish(folder, name or platform.node())
    from posapp.central.client import Central

    central = Central(hub_url)
    try:
        place = central.enrol(Enrolment(wish.id, code.strip(), wish.public_key, wish.name))
    finally:
        central.close()
    made = Settings(
        hub_url=hub_url,
        register=place.register,
        store=place.store,
        label=place.label,
        epoch=place.epoch,
    )
    save(folder, made)
    (folder / WISH).unlink(missing_ok=True)
    return made


def enrolled(folder: Path) -> bool:
    """Whether this folder belongs to a register already."""
    return (folder / SETTINGS).exists()


def settings(folder: Path) -> Settings:
    """The settings of an enrolled register.

    Raises:
        NotEnrolled: there are none, or they say nothing.
        StoreTrouble: the disk does not give them.
    """
    try:
        text = (folder / SETTINGS).read_text(encoding="utf-8")
        read = msgspec.toml.decode(text, type=Settings)
    except (*NOT_THERE, ValueError, RecursionError, msgspec.DecodeError) as error:
        raise NotEnrolled(str(folder)) from error
    except OSError as error:
        raise of_system(error) from error
    if not NARROWEST <= read.columns <= WIDEST:
        raise NotEnrolled(f"columns: {read.columns}")
    if not 0 < read.epoch <= MOST_EPOCHS:
        raise NotEnrolled("epoch")
    return read


def save(folder: Path, changed: Settings) -> None:
    """Write the settings, whole or not at all."""
    rows = (f"{name} = {json.dumps(value)}\n" for name, value in asdict(changed).items())
    write_whole(folder / SETTINGS, "".join(rows).encode())


@dataclass(frozen=True)
class _Wish:
    """What this register asks with, the same until it is answered: a code is spent once."""

    id: str
    public_key: str
    name: str


def _wish(folder: Path, name: str) -> _Wish:
    try:
        return wire.decode((folder / WISH).read_bytes(), _Wish)
    except (FileNotFoundError, wire.BadMessage):
        from uuid6 import uuid7

        made = _Wish(str(uuid7()), new_key(folder), name[:LONGEST_NAME])
        write_whole(folder / WISH, wire.encode(made))
        return made
