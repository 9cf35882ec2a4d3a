"""A register is let in, says what it is and where its journal ends."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class Capabilities:
    """What this backend can do. The screen hides or explains what is missing."""

    name: str
    version: str
    cart_edit: str = "live"
    lock: str = "advisory"
    split_tender: bool = True
    price_override: bool = True
    partial_fulfilment: bool = True
    gift_cards: bool = True
    store_credit: bool = True
    receipts: bool = True
    push: str = "long_poll"
    history_limit: int = 0


@dataclass(frozen=True)
class Enrolment:
    """A register asks to be let in. ``public_key``: its own Ed25519 key, base64."""

    id: str
    code: str
    public_key: str
    name: str


@dataclass(frozen=True)
class Enrolled:
    """The register's place in the chain. ``epoch`` begins at 1."""

    register: str
    store: str
    label: str
    epoch: int


@dataclass(frozen=True)
class JournalHead:
    """Where a register's journal stood in one epoch. 0 and 64 zeros: nowhere yet."""

    epoch: int
    sequence: int
    hash: str


@dataclass(frozen=True)
class HeadReport:
    """A register says where its journal stands. Answered with the head that the centre now
    knows: this one when it follows what was known, else the one that was known, unchanged.

    It compares and swaps, so it needs no key: said twice, it changes nothing.

    Attributes:
        known: the head this one is known to continue, by the centre's last answer.
    """

    head: JournalHead
    known: JournalHead


class NewEpoch(Enum):
    """Why receipt numbers begin anew. RESTORED: from a backup, or an image of the disk.
    COPIED: another copy of the register has sold on."""

    RESTORED = "restored"
    COPIED = "copied"


@dataclass(frozen=True)
class EpochRequest:
    """A register whose books are a copy asks for numbers that nobody has used.

    Attributes:
        above: the newest epoch it knows of. ``sequence``, ``hash``: its journal's head.
    """

    id: str
    above: int
    why: NewEpoch
    sequence: int
    hash: str
