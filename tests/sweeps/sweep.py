"""What a sweep is: a promise, the points it is tried at, the faults that must turn it red."""

from __future__ import annotations

import importlib
import os
import pkgutil
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FAULTS_TOLD = 20
NETWORK = ("unshare", "--net")  # before a command that is to have a network of its own
_RULE = "ip link set lo up && nft add table inet shop"


@dataclass(frozen=True)
class Plan:
    """One round of a sweep.

    Attributes:
        points: how many points to try at the least.
        seed: everything random comes from it, so that a round can be run again.
        folder: empty, and the round's own.
        planted: the name of a fault to plant in the program, or empty.
    """

    points: int
    seed: int
    folder: Path
    planted: str = ""


@dataclass(frozen=True)
class Outcome:
    """What a round found.

    Attributes:
        points: how many points were tried.
        lost: confirmed things that are gone. ``doubled``: things that are there twice.
        faults: every broken promise in words, with what it takes to try it again; the lost
            and doubled ones are among them.
    """

    points: int
    lost: int = 0
    doubled: int = 0
    faults: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not (self.lost or self.doubled or self.faults)

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(
            self.points + other.points,
            self.lost + other.lost,
            self.doubled + other.doubled,
            (self.faults + other.faults)[:FAULTS_TOLD],
        )

    def __str__(self) -> str:
        counts = f"{self.points:,} points, {self.lost} lost, {self.doubled} doubled"
        return "\n".join([counts, *(f"  {fault}" for fault in self.faults)])


@dataclass(frozen=True)
class Sweep:
    """A promise of the shop and how it is swept.

    Attributes:
        name: in words. ``holds``: the invariants it is about, such as ``("J1", "J3")``.
        gate: points of each run of the gate. ``soak``: before a claim is published.
        run: tries one round.
        planted: the faults that ``run`` knows to plant, each of which must turn it red.
            ``red_within``: points in which it does.
        needs: programs of this computer that it cannot do without, such as ``strace``;
            ``root`` is to be that user, ``network namespace`` to be let have one.
    """

    name: str
    holds: tuple[str, ...]
    gate: int
    soak: int
    run: Callable[[Plan], Outcome]
    planted: tuple[str, ...]
    red_within: int
    needs: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return f"{' '.join(self.holds)} {self.name}"


def lacks(need: str) -> bool:
    """Whether this computer has not what a sweep needs."""
    if need == "root":
        return not hasattr(os, "geteuid") or os.geteuid() != 0
    if need == "network namespace":
        return lacks(NETWORK[0]) or not _runs(*NETWORK, "sh", "-c", _RULE)
    return shutil.which(need) is None


def _runs(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def all_sweeps() -> tuple[Sweep, ...]:
    """Every ``SWEEP`` of this package's modules, by the modules' names."""
    package = importlib.import_module(__package__)
    names = sorted(found.name for found in pkgutil.iter_modules(package.__path__))
    modules = [
        importlib.import_module(f"{__package__}.{name}")
        for name in names
        if not name.startswith(("test_", "__"))
    ]
    return tuple(module.SWEEP for module in modules if hasattr(module, "SWEEP"))
