"""The share of lines and branches that tests reach may only go up.

`.ci/coverage` holds the least percentage. It is compared with what the last run of the
tests left in `.coverage`, and with the highest value that the file's history knows.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

FLOOR = Path(__file__).resolve().parent / "coverage"
WORTH_RAISING = 0.5


def judge(measured: float, floor: float, highest: float) -> tuple[bool, str]:
    """Whether the ratchet holds, and what a person is told; all in percent."""
    if floor < highest:
        return False, f".ci/coverage was lowered from {highest} to {floor}: it may only go up."
    if measured < floor:
        return False, f"Coverage fell to {measured} %, below the {floor} % of .ci/coverage."
    if measured >= floor + WORTH_RAISING:
        return True, f"Coverage is {measured} %: raise it (echo {measured} > .ci/coverage)."
    return True, f"Coverage is {measured} %, of at least {floor} %."


def measure() -> float:
    """The total of the last run, in percent with one digit behind the point, rounded down."""
    report = [sys.executable, "-m", "coverage", "report", "--format=total", "--precision=3"]
    told = subprocess.run(report, check=True, capture_output=True, encoding="utf-8").stdout
    return int(float(told) * 10) / 10


def highest_ever() -> float:
    """The highest number that was ever committed, 0 where none was."""
    log = ["git", "log", "--format=", "-p", "--", str(FLOOR)]
    told = subprocess.run(
        log, check=True, capture_output=True, encoding="utf-8", cwd=FLOOR.parent
    ).stdout
    return max(map(float, re.findall(r"^\+(\d+(?:\.\d+)?)$", told, re.MULTILINE)), default=0.0)


def main() -> int:
    holds, says = judge(measure(), float(FLOOR.read_text("utf-8")), highest_ever())
    sys.stdout.write(says + "\n")
    return 0 if holds else 1


if __name__ == "__main__":
    raise SystemExit(main())
