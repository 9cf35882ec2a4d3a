"""What the verifier found, as values."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_FAULTS = 1_000  # kept; the rest is counted


@dataclass(frozen=True)
class Fault:
    """One thing that is not as it was written.

    Attributes:
        sequence: the journal entry, 0 for the file as a whole.
        receipt: as printed, where it is known. ``says``: in the words of the shop.
        cut_short: SQLite did not read to the end: damage, or a disk that does not give what
            stands on it, which SQLite does not tell apart.
    """

    sequence: int
    receipt: str
    says: str
    cut_short: bool = False


@dataclass(frozen=True)
class Series:
    """Receipt numbers of one register in one epoch: 1 to ``last``, when nothing is wrong."""

    register: str
    epoch: int
    last: int
    first_receipt: str
    last_receipt: str


@dataclass
class Report:
    """One look at a whole journal.

    Attributes:
        entries: of the chain. ``head``: the hash of the last one.
        sales: ids of the sales found, in the chain's order.
        erased: sales whose person was erased, which is allowed.
        told: sales by the state of their message to the centre.
        print_orders: sales whose first receipt was queued; ``unprinted``: those where none
            was, as it is at a register without a printer.
        behind: a note beside the books knows of entries that are gone from their end.
        faults: the first of them; ``found``: how many there are.
    """

    entries: int = 0
    head: str = "0" * 64
    sales: list[str] = field(default_factory=list)
    erased: int = 0
    series: list[Series] = field(default_factory=list)
    told: dict[str, int] = field(default_factory=dict)
    print_orders: int = 0
    unprinted: int = 0
    behind: bool = False
    faults: list[Fault] = field(default_factory=list)
    found: int = 0

    @property
    def sound(self) -> bool:
        return self.found == 0

    @property
    def cut_short(self) -> bool:
        return any(one.cut_short for one in self.faults)

    def fault(
        self, says: str, sequence: int = 0, receipt: str = "", *, cut_short: bool = False
    ) -> None:
        """Something is not as it was written."""
        self.found += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(sequence, receipt, says, cut_short))
