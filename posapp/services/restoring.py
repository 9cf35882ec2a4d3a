"""Putting a backup in the place of a register's books, without repeating a receipt number.

What is replaced is kept aside, whole. What it had not told the centre yet goes along, under
the ids it has for ever, so it arrives once; what the backup had not told and was told since is
told again, which changes nothing. Receipts that the backup still meant to print may be in the
customers' hands: a person is asked about them.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from posapp.central.client import Central
from posapp.central.identity import Identity
from posapp.central.port import EARLIER_SALE, SALE
from posapp.contract.messages import EpochRequest, NewEpoch
from posapp.database import backup
from posapp.database.engine import sync_folder
from posapp.database.lock import Lock
from posapp.database.trouble import must_give
from posapp.domain.errors import (
    BooksDamaged,
    NewerSchema,
    NotEnrolled,
    Refused,
    StoreTrouble,
    UnknownBackup,
    Unreachable,
)
from posapp.services import backups, enrolling, epochs, keeping
from posapp.store import copies, schema
from posapp.store.books import JOURNAL, LOCK
from posapp.store.copies import Copy, Message
from posapp.store.heads import Head
from posapp.store.witness import Witness

FRESH = "register.db.restored"
ASIDE = "replaced-at-epoch-{}"  # an epoch begins once


@dataclass(frozen=True)
class Restored:
    """What became of it.

    Attributes:
        epoch: of the receipt numbers from now on. ``by_centre``: the centre gave it.
        sales: in the journal now. ``untold``: messages that the replaced books had not told
            the centre, and that wait now; None when they could not be read.
        aside: folder of the replaced books; None when there were none.
    """

    epoch: int
    by_centre: bool
    sales: int
    untold: int | None
    aside: Path | None


def restore(folder: Path, file: Path, now: datetime, new_id: str) -> Restored:
    """Sell with this backup from now on, in a new epoch. Slow; asks the centre if it can.

    Args:
        new_id: of the question for an epoch.

    Raises:
        NotEnrolled: the folder belongs to no register.
        SecondCopy: the program is running with these books.
        UnknownBackup: the file is no backup of this register.
        NewerSchema: a newer program wrote it. BooksDamaged: it is not sound.
        StoreTrouble: the disk refuses. Whatever is raised, the books stay as they were.
    """
    place = enrolling.settings(folder)
    lock = Lock(folder / LOCK)
    try:
        chosen = _looked_into(file, place)
        replaced = _replaced(folder / JOURNAL, place)
        known = max(place.epoch, chosen.epoch, replaced.epoch if replaced else 0)
        given = _given(
            folder, place, EpochRequest(new_id, known, NewEpoch.RESTORED, *_at(chosen))
        )
        epoch = given or epochs.alone(known, now)
        _fresh(folder, file, epoch, _carried(replaced))
        aside = _swap(folder, epoch)
    finally:
        (folder / FRESH).unlink(missing_ok=True)
        lock.release()
    untold = len(replaced.untold) if replaced else None
    return Restored(epoch, bool(given), chosen.head.sequence, untold, aside)


def _looked_into(file: Path, place: enrolling.Settings) -> Copy:
    if not file.is_file():
        raise UnknownBackup(str(file))
    if schema.revision(file) > schema.REGISTER.head:
        raise NewerSchema(file.name)
    found = copies.look(file, place.register)
    if found.register != place.register:
        raise UnknownBackup(str(file))
    return found


def _replaced(journal: Path, place: enrolling.Settings) -> Copy | None:
    """What the books that go know; None when they are damaged, which may be the reason. A
    disk that only refuses to read them now must not cost what they have not told."""
    if not journal.exists():
        return Copy(place.register, Head(0, ""), 0, ())
    try:
        return copies.look(journal, place.register)
    except BooksDamaged:
        must_give(journal)
    try:
        return copies.look(journal, place.register)  # what was refused once may be given now
    except BooksDamaged:
        return None


def _at(chosen: Copy) -> tuple[int, str]:
    return chosen.head.sequence, chosen.head.hash


def _given(folder: Path, place: enrolling.Settings, wish: EpochRequest) -> int:
    """The centre's next epoch; 0 when it gives none now."""
    try:
        key = keeping.private_key(folder)
        central = Central(place.hub_url, Identity(place.register, key))
        try:
            epoch = central.next_epoch(wish).epoch
        finally:
            central.close()
    except (Unreachable, NotEnrolled, Refused):
        return 0
    return epoch if wish.above < epoch <= epochs.MOST else 0


def _carried(replaced: Copy | None) -> tuple[Message, ...]:
    """Sales go by another name: the journal that they stand in is no longer this one."""
    untold = replaced.untold if replaced else ()
    return tuple(replace(m, kind=EARLIER_SALE) if m.kind == SALE else m for m in untold)


def _fresh(folder: Path, file: Path, epoch: int, untold: tuple[Message, ...]) -> None:
    why = NewEpoch.RESTORED.value
    backup.back_up(
        file,
        folder / FRESH,
        lambda copy: copies.prepare(copy, epoch, untold, why),
        backups.look_through,
    )


def _swap(folder: Path, epoch: int) -> Path | None:
    """The fresh books in, the old ones aside. Sound books have nothing beside them by then,
    so that at every moment there are whole books under the name."""
    journal = folder / JOURNAL
    aside = folder / ASIDE.format(epoch)
    try:
        if journal.exists():
            backup.close_up(journal)
            aside.mkdir(mode=0o700)
            shutil.copy2(journal, aside / JOURNAL)
            backup.sync_file(aside / JOURNAL)
            for end in ("-wal", "-shm"):
                beside = folder / f"{JOURNAL}{end}"
                if beside.exists():
                    beside.replace(aside / beside.name)
            sync_folder(aside)
        Witness(journal).forget()
        sync_folder(folder)
        (folder / FRESH).replace(journal)
    except OSError as error:
        raise StoreTrouble(f"{error.filename}: {error.strerror}") from error
    with suppress(OSError):  # a power cut may bring the old books back: whole, too
        sync_folder(folder)
    return aside if aside.exists() else None
