"""The register's own books, their disk, their backups, and its clock."""

from __future__ import annotations

from posapp.domain.errors.base import PosError


class RoomShort(PosError):
    """The disk is getting full; everything works still.

    Attributes:
        free_mb: millions of bytes left, in steps, so that it is not said anew all the time.
    """

    code = "P-82"

    def __init__(self, free_mb: int) -> None:
        super().__init__(str(free_mb))
        self.free_mb = free_mb


class LastRoom(PosError):
    """The disk is full; what was kept ready for the sale at hand is in use."""

    code = "P-83"


class BackupFailed(PosError):
    """The nightly backup was not made; why is in the text."""

    code = "P-84"


class FoundCopied(PosError):
    """These books are a copy: the centre knew this register further than it is here; or they
    themselves were further.

    Attributes:
        kind: ``restored``: from a backup or an older image of the disk; ``copied``: another
            copy of the register has sold on; ``lost_end``: their last sales are gone.
    """

    code = "P-85"

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class ClockWrong(PosError):
    """This computer's clock is far from the centre's.

    Attributes:
        minutes: how far it is ahead; negative: behind.
    """

    code = "P-86"

    def __init__(self, minutes: int) -> None:
        super().__init__(str(minutes))
        self.minutes = minutes


class UnknownBackup(PosError):
    """The file is no backup of this register."""

    code = "P-87"


class StoreTrouble(PosError):
    """The register's own database cannot be written; nothing was confirmed."""

    code = "P-90"


class NewerSchema(PosError):
    """The data was written by a newer program; this one leaves it untouched."""

    code = "P-91"


class SecondCopy(PosError):
    """This register's data is already open in another running program."""

    code = "P-92"


class JournalDamaged(PosError):
    """A recorded sale is no longer as it was written: nothing may be chained behind it.

    Attributes:
        sequence: the first journal entry that does not fit.
    """

    code = "P-93"

    def __init__(self, sequence: int) -> None:
        super().__init__(str(sequence))
        self.sequence = sequence


class DiskFull(StoreTrouble):
    """There is no room left where the register keeps its sales."""

    code = "P-94"


class DiskFails(StoreTrouble):
    """The disk answers with an I/O error."""

    code = "P-95"


class DiskReadOnly(StoreTrouble):
    """The disk, the folder or the file may only be read."""

    code = "P-96"


class BooksLocked(StoreTrouble):
    """Another program on this computer holds the register's database."""

    code = "P-97"


class BooksDamaged(StoreTrouble):
    """What stands in the register's database cannot be what was written there."""

    code = "P-98"
