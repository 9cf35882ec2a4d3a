"""What one run at one size is to do, and what came of it; files between two processes."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Person:
    """Somebody of the cast. ``page``: the address of their phone's code, as text."""

    name: str
    customer: str
    phone: str
    page: str


@dataclass(frozen=True)
class Rounds:
    """How often each thing is done."""

    scans: int = 150
    long_scans: int = 80
    texts: int = 12
    visits: int = 20
    prices: int = 40
    sales: int = 40
    phones: int = 20
    floors: int = 100
    starts: int = 7


QUICK = Rounds(
    scans=20,
    long_scans=10,
    texts=2,
    visits=4,
    prices=6,
    sales=6,
    phones=4,
    floors=20,
    starts=2,
)
LONG_CART = 200  # lines
GROUPS = ("scan", "search", "customer", "reprice", "pay", "start", "memory")


@dataclass(frozen=True)
class Plan:
    """One size.

    Attributes:
        folder: of the register. ``hub``: its centre's address.
        gtins: of the whole catalogue. ``sold``: of products that the centre knows, too.
        texts: what is typed, by kind: ``common``, ``rare``, ``none``.
        other_clerk: id of one who asks the centre for the floors.
        only: groups that are to be measured; none: all.
    """

    folder: str
    hub: str
    skus: int
    pin: str
    other_clerk: str
    gtins: tuple[str, ...]
    sold: tuple[str, ...]
    texts: dict[str, tuple[str, ...]]
    people: tuple[Person, ...]
    rounds: Rounds
    size: tuple[int, int] = (1366, 768)
    only: tuple[str, ...] = ()

    def wants(self, group: str) -> bool:
        """Whether this one of ``GROUPS`` is to be measured."""
        return not self.only or group in self.only


@dataclass(frozen=True)
class Stall:
    """The longest absence from the event loop while something was being done."""

    doing: str
    wall_ms: float
    cpu_ms: float


@dataclass(frozen=True)
class Outcome:
    """What one process measured.

    Attributes:
        measured, floors: samples in milliseconds, by name.
        computed: processor time of the GUI thread in the same, milliseconds.
        memory: bytes resident, by moment: ``start``, ``end``, ``peak``; ``start private`` and
            so on: what no file stands behind.
        stalls: longest first. ``missing``: what could not be measured, and why.
    """

    measured: dict[str, list[float]] = field(default_factory=dict)
    floors: dict[str, list[float]] = field(default_factory=dict)
    computed: dict[str, list[float]] = field(default_factory=dict)
    memory: dict[str, int] = field(default_factory=dict)
    stalls: tuple[Stall, ...] = ()
    missing: dict[str, str] = field(default_factory=dict)
