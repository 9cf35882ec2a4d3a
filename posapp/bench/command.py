"""The command ``posapp bench``: prepares, measures each size in a fresh process, tells."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from posapp.bench import goods, machine, table
from posapp.bench.plan import GROUPS, QUICK, Outcome, Plan, Rounds
from posapp.bench.report import Measured, Report
from posapp.bench.shop import shop, without_keyring
from posapp.contract import wire
from posapp.hub.populate import LEAST_SKUS

FINE, NOT_ALL = 0, 1
SIZES = "10000,100000,1000000"
LONGEST_S = 1_800  # one size
START_S = 120


def main(argv: Sequence[str]) -> int:
    """Measure; 0, or 1 when something could not be measured."""
    asked = _parser().parse_args(argv)
    sizes = [10_000] if asked.quick and asked.skus is None else asked.skus or _sizes(SIZES)
    rounds = QUICK if asked.quick else Rounds()
    environment = _environment()
    made = [goods.built(skus, fresh=asked.fresh, told=_say) for skus in sizes]
    results = []
    for one in made:
        _say(f"Measuring with {one.skus:,} products …")
        with (
            tempfile.TemporaryDirectory(prefix="run-", dir=goods.cache_folder()) as folder,
            shop(Path(folder)) as place,
        ):
            plan = place.plan(one, rounds, asked.only)
            results.append(one_size(plan, one, environment))
    report = Report(
        at=datetime.now(UTC).replace(microsecond=0),
        command=" ".join(["posapp", "bench", *argv]),
        machine=machine.facts(),
        sizes=tuple(results),
    )
    _tell(report, asked.out)
    return NOT_ALL if any(size.missing for size in report.sizes) else FINE


def one_size(plan: Plan, made: goods.Built, environment: Mapping[str, str]) -> Measured:
    """All that is asked for at one size."""
    load = machine.load()
    plan_file = Path(plan.folder) / "plan.json"
    plan_file.write_bytes(wire.encode(plan))
    missing: dict[str, str] = {}
    outcome = Outcome()
    if plan.only != ("start",):
        outcome = _through_the_window(plan_file, environment, missing)
    starts = _starts(plan, "register", [str(plan_file)], environment, missing)
    fair = _starts(plan, "fair", [str(plan_file)], environment, missing)
    bare = _starts(plan, "bare", [], environment, missing)
    return Measured(
        skus=made.skus,
        catalogue=made,
        load=(load, machine.load()),
        measured=outcome.measured | {f"start_{key}": all_ for key, all_ in starts.items()},
        floors=outcome.floors
        | {f"fair_{key}": all_ for key, all_ in fair.items()}
        | {f"bare_{key}": all_ for key, all_ in bare.items()},
        computed=outcome.computed,
        memory=outcome.memory,
        stalls=outcome.stalls,
        missing=outcome.missing | missing,
    )


def _through_the_window(
    plan_file: Path, environment: Mapping[str, str], missing: dict[str, str]
) -> Outcome:
    """What one process measured that stays open."""
    outcome_file = plan_file.with_name("outcome.json")
    command = [sys.executable, "-m", "posapp.bench.run", str(plan_file), str(outcome_file)]
    try:
        subprocess.run(command, env=environment, timeout=LONGEST_S, check=True)
        return wire.decode(outcome_file.read_bytes(), Outcome)
    except (subprocess.SubprocessError, OSError) as error:
        missing["everything"] = f"{type(error).__name__}: {error}"
        return Outcome()


def _starts(
    plan: Plan,
    what: str,
    given: list[str],
    environment: Mapping[str, str],
    missing: dict[str, str],
) -> dict[str, list[float]]:
    """Milliseconds of fresh processes, by moment. The first one warms up and is not counted."""
    taken: dict[str, list[float]] = {}
    for number in range(plan.rounds.starts + 1 if plan.wants("start") else 0):
        words = [sys.executable, "-m", "posapp.bench.start", repr(time.monotonic())]
        words += [*given, str(number)] if what == "register" else given
        try:
            ran = subprocess.run(
                words, env=environment, timeout=START_S, check=True, stdout=subprocess.PIPE
            )
        except (subprocess.SubprocessError, OSError) as error:
            missing[f"cold start ({what})"] = str(error)
            return taken
        for moment, ms in json.loads(ran.stdout.splitlines()[-1]).items():
            if number:
                taken.setdefault(moment, []).append(ms)
    return taken


def _environment() -> Mapping[str, str]:
    """For the processes that are measured: with byte code, as an installed register has it,
    without a keyring, and offscreen where there is no display."""
    wanted = {**without_keyring(), "PYTHONFAULTHANDLER": "1"}
    if wanted.pop("PYTHONDONTWRITEBYTECODE", ""):
        wanted["PYTHONPYCACHEPREFIX"] = str(goods.cache_folder() / "bytecode")
    shown = "DISPLAY" in wanted or "WAYLAND_DISPLAY" in wanted
    if sys.platform not in ("win32", "darwin") and not shown:
        wanted.setdefault("QT_QPA_PLATFORM", "offscreen")
    return wanted


def _tell(report: Report, out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(report.document(), indent=1) + "\n", "utf-8")
    sys.stdout.write(table.text(report))
    _say(f"\nAll figures: {out}")
    for size in report.sizes:
        for what, why in size.missing.items():
            _say(f"Not measured with {size.skus:,} products: {what} ({why})")


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def _sizes(text: str) -> list[int]:
    sizes = [int(part) for part in text.split(",")]
    if any(size < LEAST_SKUS for size in sizes):
        raise argparse.ArgumentTypeError(f"a size is a number from {LEAST_SKUS} on")
    return sizes


def _groups(text: str) -> tuple[str, ...]:
    groups = tuple(dict.fromkeys(text.split(",")))
    if not set(groups) <= set(GROUPS):
        raise argparse.ArgumentTypeError(f"choose from {', '.join(GROUPS)}")
    return groups


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="posapp bench",
        description="Measure how fast the register is on this computer, through its own "
        "window, beside what the computer could do at best. Takes some minutes; the "
        "catalogues are kept for the next time.",
        epilog="exit codes: 0 everything asked for was measured, 1 something could not be",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--skus", type=_sizes, metavar="N,N", help=f"sizes of the catalogue; {SIZES}")
    add("--quick", action="store_true", help="10,000 products and few rounds; half a minute")
    add(
        "--only",
        type=_groups,
        default=(),
        metavar="NAME,NAME",
        help=f"measure these alone: {', '.join(GROUPS)}",
    )
    add("--fresh", action="store_true", help="build the catalogues anew")
    add("--out", type=Path, default=Path("bench.json"), help="all figures; bench.json")
    return parser
