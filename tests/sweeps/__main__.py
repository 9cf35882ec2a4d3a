"""Soak: sweep every promise with new seeds until its points are reached or time is up."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.long_runs import BROKEN, HOLDS, WRONG_ARGUMENTS, chosen, parser, say
from tests.sweeps.sweep import Outcome, Plan, Sweep, all_sweeps, lacks


@dataclass(frozen=True)
class Line:
    """One sweep in the report. ``lacking``: what kept it from being run, or empty."""

    sweep: str
    holds: tuple[str, ...]
    points: int
    lost: int
    doubled: int
    faults: tuple[str, ...]
    first_seed: int
    last_seed: int
    seconds: float
    lacking: str = ""


def main(arguments: Sequence[str]) -> int:
    """Run the sweeps that were asked for, keep the report, and say what was found."""
    asked = _parser().parse_args(arguments)
    sweeps = chosen("sweep", asked.sweep, all_sweeps(), lambda sweep: sweep.title)
    if not sweeps:
        return WRONG_ARGUMENTS
    lines: list[Line] = []
    for sweep in sweeps:
        lines.append(soak(sweep, asked.points or sweep.soak, asked.minutes * 60, asked.seed))
        _keep(asked.out, lines)
    whole = sum((_outcome(line) for line in lines), Outcome(0))
    say(f"\n{whole}\nThe report is in {asked.out}")
    ran = all(not line.lacking for line in lines)
    return HOLDS if whole.holds and ran else BROKEN


def soak(sweep: Sweep, points: int, limit_s: float, seed: int) -> Line:
    """Rounds of the gate's size, each with a seed of its own, until points or time are up."""
    lacking = ", ".join(need for need in sweep.needs if lacks(need))
    found, began, now = Outcome(0), time.monotonic(), seed
    say(f"{sweep.title}: " + (f"not run, for want of {lacking}" if lacking else "…"))
    while not lacking and found.points < points and time.monotonic() - began < limit_s:
        size = min(sweep.gate, points - found.points)
        with tempfile.TemporaryDirectory(prefix="posapp-soak-") as folder:
            found += sweep.run(Plan(size, now, Path(folder)))
        now += 1
    seconds = time.monotonic() - began
    if not lacking:
        say(f"  {found} in {seconds:,.0f} s")
    return Line(
        sweep.name,
        sweep.holds,
        **asdict(found),
        first_seed=seed,
        last_seed=max(seed, now - 1),
        seconds=round(seconds, 1),
        lacking=lacking,
    )


def _outcome(line: Line) -> Outcome:
    return Outcome(line.points, line.lost, line.doubled, line.faults)


def _keep(out: Path, lines: Sequence[Line]) -> None:
    report = {"at": datetime.now(UTC).isoformat(timespec="seconds")}
    document = {**report, "sweeps": [asdict(line) for line in lines]}
    out.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    broken = "something was, or a sweep could not be run"
    made = parser("start.py soak", __doc__, "nothing lost, nothing doubled", broken)
    add = made.add_argument
    add("--sweep", default="", metavar="WORDS", help="only those with these words in the name")
    add("--points", type=int, metavar="N", help="of each sweep; else docs/sweeps.md's number")
    add("--minutes", type=float, default=30.0, help="at the most, of each sweep (30)")
    add("--seed", type=int, default=2, help="of the first round; the next ones count up")
    add("--out", type=Path, default=Path("soak.json"), help="where the report is kept")
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
