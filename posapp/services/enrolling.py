"""Letting a register into the chain, once, with a code that a manager made at the centre.

The register's private key is kept by the system's keyring where there is one; else in the
file ``key``, readable by its user alone (mode 0600; on Windows the access list of the user's
own profile guards it).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """``settings.toml`` of one register.

    Attributes:
        hub_url: https, or http to this computer itself (P7).
        printer, terminal: ``host:port``, or empty for none.
        prefix, suffix: what the scanner types before and after a code, or empty.
        columns: characters in a line of the receipt printer, 32 to 64.
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


def enrol(folder: Path, hub_url: str, code: str, name: str = "") -> Settings:
    """Make this register's key, enrol it with the one-time code and write its settings.
    Network. After a failure it can be tried again: nothing is left half done.

    Args:
        name: what people call this computer; its host name by default.

    Raises:
        Refused: the code is spent, over or wrong, or the folder is enrolled already.
        Unreachable: the centre does not answer, or the address is not safe to talk to.
    """
    raise NotImplementedError


def enrolled(folder: Path) -> bool:
    """Whether this folder belongs to a register already."""
    raise NotImplementedError


def settings(folder: Path) -> Settings:
    """The settings of an enrolled register.

    Raises:
        NotEnrolled: there are none, or they cannot be read.
    """
    raise NotImplementedError


def save(folder: Path, changed: Settings) -> None:
    """Write the settings, whole or not at all."""
    raise NotImplementedError
