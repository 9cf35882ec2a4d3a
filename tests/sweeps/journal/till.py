"""The sweep's end of the register that is killed: orders, what it said, and its devices."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter as Counts
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from posapp.devices.terminal import Approved
from posapp.qa.printer import PrinterSimulator, Slip
from posapp.qa.terminal import TerminalSimulator

ROOT = Path(__file__).resolve().parents[3]
SUBJECT = "tests.sweeps.journal.subject"


@dataclass
class Said:
    """What people at the register have seen and tried so far.

    Attributes:
        by_kind: ids by what was said of them, such as ``sold`` or ``parked``.
        backups: by file, what had been sold by the time it was there.
        failed: why the last action broke, or empty.
    """

    by_kind: dict[str, set[str]] = field(default_factory=dict)
    copies: Counts[str] = field(default_factory=Counts)
    wrong_pins: int = 0
    backups: dict[str, frozenset[str]] = field(default_factory=dict)
    failed: str = ""

    def hears(self, what: str, which: str) -> None:
        self.by_kind.setdefault(what, set()).add(which)
        self.copies[which] += what == "copy"
        if what == "right pin":
            self.wrong_pins = 0
        self.wrong_pins += what == "wrong pin"
        if what == "backed up":
            self.backups[Path(which).name] = frozenset(self.of("sold"))
        if what == "failed":
            self.failed = which

    def of(self, *kinds: str) -> set[str]:
        """Everything of which this was said."""
        return set().union(*(self.by_kind.get(kind, set()) for kind in kinds))


class Till:
    """One register, its printer and terminal, over all its deaths.

    Attributes:
        base: the first folder, of which others are copies.
        folder: the register's, as long as no ``fresh`` one is asked for.
        said: what was said of this folder.
    """

    def __init__(
        self,
        base: Path,
        printer: PrinterSimulator,
        terminal: TerminalSimulator,
        fault: str,
        subject: str = SUBJECT,
    ) -> None:
        self.base, self._printer, self._terminal = base, printer, terminal
        ports = ["--printer", str(printer.port), "--terminal", str(terminal.port)]
        module = [sys.executable, "-m", subject, str(base)]
        self._server = subprocess.Popen(
            [*module, *ports, "--planted", fault],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.said = Said()
        self._hears_until("ready")
        self._first = deepcopy(self.said), printer.slips, terminal.taken, printer.kicks
        self._copies = 0
        self.fresh()

    def fresh(self) -> None:
        """From now on in another folder, as the first one was before anybody died."""
        self.folder = self.base.with_name(f"{self.base.name}-{self._copies}")
        shutil.copytree(self.base, self.folder)
        self._copies += 1
        self.said = deepcopy(self._first[0])
        self._seen = len(self._printer.slips), len(self._terminal.taken), self._printer.kicks

    @property
    def before(self) -> set[str]:
        """Sales that were made before anybody died."""
        return self._first[0].of("sold")

    @property
    def slips(self) -> tuple[Slip, ...]:
        """What the printer has put out for this folder."""
        return (*self._first[1], *self._printer.slips[self._seen[0] :])

    @property
    def taken(self) -> tuple[Approved, ...]:
        """What the terminal has charged for this folder."""
        return (*self._first[2], *self._terminal.taken[self._seen[1] :])

    @property
    def kicks(self) -> int:
        """How often the drawer was opened for this folder."""
        return self._first[3] + self._printer.kicks - self._seen[2]

    def begins(
        self,
        action: str,
        seed: int,
        again: str = "",
        times: int = 1,
        more: Mapping[str, bool] | None = None,
    ) -> int:
        """Open the register, and stand before the action; its process, 0 if it broke.
        ``more``: what only this subject is told."""
        command = {"folder": str(self.folder), "action": action, "seed": seed, "again": again}
        self._tell(json.dumps(command | {"times": times} | dict(more or {})))
        what, which = self._hears_until("open", "ended")
        return int(which) if what == "open" else 0

    def goes_on(self) -> int:
        """Do the action, and die or end; the exit code, negative for a signal."""
        self._tell("go")
        return int(self._hears_until("ended")[1])

    def goes_on_until_stopped(self) -> bool:
        """Do the action, and stop at what it came to; False when it ended."""
        self._tell("go")
        return self._hears_until("stopped", "ended")[0] == "stopped"

    def removes(self) -> None:
        """Throw this folder away; ``fresh`` makes another."""
        shutil.rmtree(self.folder)

    def ends(self) -> None:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.close()
        self._server.wait(30)
        self._server.stdout.close()

    def _tell(self, line: str) -> None:
        assert self._server.stdin is not None
        self._server.stdin.write(line.encode() + b"\n")
        self._server.stdin.flush()

    def _hears_until(self, *ends: str) -> tuple[str, str]:
        assert self._server.stdout is not None
        for line in self._server.stdout:
            what, which = json.loads(line)
            self.said.hears(what, which)
            if what in ends:
                return what, which
        raise RuntimeError("the register's server ended")


@contextmanager
def till(folder: Path, fault: str = "", subject: str = SUBJECT) -> Iterator[Till]:
    """A register in a fresh folder."""
    with PrinterSimulator() as printer, TerminalSimulator() as terminal:
        made = Till(folder / "register", printer, terminal, fault, subject)
        try:
            yield made
        finally:
            made.ends()
