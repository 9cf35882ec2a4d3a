"""This register and everything it is plugged into."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from posapp.domain.errors import PosError, TooManyLookups, Unreachable
from posapp.domain.shop import Shop
from posapp.services.link import Link, LinkState

if TYPE_CHECKING:
    from posapp.central.port import CentralService
    from posapp.devices.drawer import Drawer
    from posapp.devices.printer import Printer
    from posapp.devices.receipts import Paper
    from posapp.devices.terminal import CardTerminal
    from posapp.services.oddities import Heard
    from posapp.store.books import Books
    from posapp.store.sealing import Seal


MOST_LOOK_UPS = 20  # a minute, while the centre is away and cannot count them


class Members:
    """A set of ids that every thread may use."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._ids: set[str] = set()

    def add(self, *ids: str) -> None:
        with self._lock:
            self._ids.update(ids)

    def discard(self, *ids: str) -> None:
        with self._lock:
            self._ids.difference_update(ids)

    def __contains__(self, an_id: str) -> bool:
        with self._lock:
            return an_id in self._ids


class Current:
    """What changes while the register runs, safe to use from every thread.

    Attributes:
        signing_in: one PIN is verified at a time, so that no two share one count.
        came: ids of who signed in during this run, the latest first.
        printing: one receipt is printed at a time.
        paying: payments of this run that are neither completed nor abandoned.
        leases: online carts that this run has taken and not given back.
        erasures_due: the centre may have erased somebody of whom we have not heard.
        oddities_due: the centre may have found something odd of which we have not heard.
        heard_oddities: what it said of that last; None before.
        unconfirmed: customers of whom this run has seen a loyalty card and nothing else.
    """

    def __init__(self, shop: Shop, now: datetime) -> None:
        self._lock = Lock()
        self._shop = shop
        self._link = Link(LinkState.STARTING, now)
        self._epoch = 0
        self._told_head = (0, 0, "")
        self.signing_in = Lock()
        self.came: tuple[str, ...] = ()
        self.printing = Lock()
        self.paying = Members()
        self.leases = Members()
        self.unconfirmed = Members()
        self.erasures_due = True
        self.oddities_due = True
        self.heard_oddities: Heard | None = None
        self._most_waiting = 0
        self._unanswered: dict[tuple[str, ...], str] = {}
        self._look_ups: deque[datetime] = deque(maxlen=MOST_LOOK_UPS)

    @property
    def shop(self) -> Shop:
        """The store's profile, as the centre last sent it."""
        with self._lock:
            return self._shop

    def replace_shop(self, shop: Shop) -> None:
        """From now on this is the profile. Sync calls it after it has been stored."""
        with self._lock:
            self._shop = shop

    @property
    def epoch(self) -> int:
        """The epoch begun in this run; 0 when none was."""
        with self._lock:
            return self._epoch

    def number_anew(self, epoch: int) -> None:
        """Number in this epoch from now on. It has been stored."""
        with self._lock:
            self._epoch = epoch

    @property
    def told_head(self) -> tuple[int, int, str]:
        """Epoch, sequence and hash of the journal's head that the centre was told last in
        this run; zeros before."""
        with self._lock:
            return self._told_head

    def head_told(self, epoch: int, sequence: int, hash_: str) -> None:
        """The centre knows this head of ours."""
        with self._lock:
            self._told_head = (epoch, sequence, hash_)

    @property
    def link(self) -> Link:
        with self._lock:
            return self._link

    def backlog(self, waiting: int) -> int:
        """The most sales that waited at once since none did, for a drain's progress."""
        with self._lock:
            self._most_waiting = max(self._most_waiting, waiting) if waiting else 0
            return self._most_waiting

    def judge_link(self, judge: Callable[[Link], Link]) -> None:
        """Let the line be judged anew, by one thread at a time."""
        with self._lock:
            self._link = judge(self._link)

    def count_look_up(self, now: datetime) -> None:
        """Count a look-up that the centre could not count, being away.

        Raises:
            TooManyLookups: there were too many within a minute.
        """
        with self._lock:
            past = self._look_ups
            wait_s = 60 - (now - past[0]).total_seconds() if len(past) == MOST_LOOK_UPS else 0
            if 0 < wait_s <= 60:
                raise TooManyLookups(wait_s)
            past.append(now)

    @contextmanager
    def asking(self, *what: str, new_id: Callable[[], str]) -> Iterator[str]:
        """The id to ask the centre with: the one used before when that was not answered, so
        that nothing is redeemed, made or held twice. Any answer ends it."""
        with self._lock:
            an_id = self._unanswered.setdefault(what, new_id())
        try:
            yield an_id
        except Unreachable:
            raise
        except PosError:
            self._answered(what)
            raise
        self._answered(what)

    def _answered(self, what: tuple[str, ...]) -> None:
        with self._lock:
            self._unanswered.pop(what, None)


@dataclass(frozen=True)
class Register:
    """What a use case may reach. Built once, by ``opening.open_register``.

    Attributes:
        label: its number in the store, for example ``3``; part of every receipt number.
        epoch: as it was opened; raised when this register's data was restored, or found to
            be a copy. ``epoch_now``: as it is; part of every receipt number.
        folder: where the data lives; pictures are kept beside the databases.
        printer, drawer, terminal: ``NoPrinter`` and so on when this register has none.
        paper: what the printer can do.
        seal: closes what may not lie open on the disk.
        clock: the present moment by this computer, in UTC; ``now`` is what to decide by.
        new_id: a fresh UUIDv7, as text.
    """

    id: str
    label: str
    store_id: str
    epoch: int
    folder: Path
    books: Books
    central: CentralService
    printer: Printer
    paper: Paper
    drawer: Drawer
    terminal: CardTerminal
    seal: Seal
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    current: Current

    @property
    def shop(self) -> Shop:
        """Short for ``current.shop``."""
        return self.current.shop

    @property
    def epoch_now(self) -> int:
        """The epoch of the next receipt number."""
        return max(self.epoch, self.current.epoch)

    def now(self) -> datetime:
        """The moment to decide by, in UTC: the centre's once it was heard in this run, so that
        a wrong clock changes no price, no day and no judgement (S6); else this computer's."""
        return self.central.now() or self.clock()

    @property
    def prints(self) -> bool:
        """Whether a receipt printer is set up, reachable or not."""
        from posapp.devices.printer import NoPrinter

        return not isinstance(self.printer, NoPrinter)

    @property
    def takes_cards(self) -> bool:
        """Whether a card terminal is set up, reachable or not."""
        from posapp.devices.terminal import NoTerminal

        return not isinstance(self.terminal, NoTerminal)


def close_register(register: Register) -> None:
    """Let go of the databases, the connections and the folder."""
    register.central.close()
    register.books.close()
