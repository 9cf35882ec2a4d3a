"""Everything that was measured, as one value and as a JSON document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from posapp.bench.goods import Built
from posapp.bench.plan import Stall
from posapp.bench.samples import summary

Samples = Mapping[str, Sequence[float]]


@dataclass(frozen=True)
class Measured:
    """One size.

    Attributes:
        load: of the machine before and after. ``measured``, ``floors``: milliseconds.
        computed: processor time of the GUI thread, milliseconds.
        memory: bytes resident, by moment. ``missing``: what could not be measured, and why.
    """

    skus: int
    catalogue: Built
    load: tuple[float, float]
    measured: Samples
    floors: Samples
    computed: Samples
    memory: Mapping[str, int]
    stalls: Sequence[Stall]
    missing: Mapping[str, str]


@dataclass(frozen=True)
class Report:
    """A whole run. ``at``: UTC moment of its end."""

    at: datetime
    command: str
    machine: Mapping[str, str | int | float]
    sizes: tuple[Measured, ...]

    def document(self) -> dict[str, Any]:
        """For a file: percentiles beside the samples they are of."""
        from posapp.bench.table import rows

        return {
            "at": self.at.isoformat(),
            "command": self.command,
            "machine": dict(self.machine),
            "sizes": [
                {
                    "skus": size.skus,
                    "catalogue": {
                        "bytes": size.catalogue.size,
                        "built_s": round(size.catalogue.seconds, 2),
                        "per_s": round(size.catalogue.rate),
                    },
                    "load": list(size.load),
                    "measured": _told(size.measured),
                    "floors": _told(size.floors),
                    "computed": _told(size.computed),
                    "rows": [asdict(row) for row in rows(size)],
                    "memory": dict(size.memory),
                    "stalls": [asdict(stall) for stall in size.stalls],
                    "missing": dict(size.missing),
                }
                for size in self.sizes
            ],
        }


def _told(samples: Samples) -> dict[str, Any]:
    return {
        name: {**asdict(summary(taken)), "samples": [round(ms, 4) for ms in taken]}
        for name, taken in samples.items()
        if taken
    }
