"""The gate: on a clean checkout of HEAD, the README's test command and every other check.

Ends with pytest's own closing line, and with 0 only where everything holds.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS_LIMIT_S = 18 * 60
CHECK_LIMIT_S = 5 * 60
CLOSING = re.compile(r"^=* ?(\d+ \w+|no tests ran).* in [\d.]+s.*$")
COVERAGE = ("--cov", "--cov-report=")


@dataclass(frozen=True)
class Check:
    """One thing that must hold, as a command that ends with 0 where it does."""

    name: str
    command: Sequence[str]


def main() -> int:
    asked = _parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="posapp-gate-") as name:
        tree = Path(name, "posapp")
        subprocess.run(["git", "clone", "-q", ROOT, tree], check=True, env=_surroundings())
        command = [*test_command(tree / "README.md"), *COVERAGE]
        command += [] if asked.may_skip else ["--skip-nothing"]
        command += ["-n", str(asked.parallel), "--dist", "worksteal"] if asked.parallel else []
        passed, closing = run("tests", command, tree, TESTS_LIMIT_S)
        broken = [] if passed else ["tests"]
        for check in checks(tree):
            holds, _ = run(check.name, check.command, tree, CHECK_LIMIT_S)
            broken += [] if holds else [check.name]
    _say(f"Broken: {', '.join(broken)}" if broken else "Everything holds.")
    _say(closing or "The tests did not come to their end.")
    return 1 if broken or not closing else 0


def test_command(readme: Path) -> list[str]:
    """The second line of the first code block: what a reader is told to run."""
    block = re.search(
        r"^```[^\n]*\n(.*?)^```", readme.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    lines = block[1].splitlines() if block else []
    if len(lines) != 2:
        raise SystemExit("README.md: the first code block must hold exactly two commands")
    return shlex.split(lines[1])


def checks(tree: Path) -> list[Check]:
    """What is checked besides the tests, with the tools that the tests' set-up installed."""
    python = str(tree / ".venv" / "bin" / "python")
    translations = tree / "packaging" / "translations.py"
    scripts = [*sorted(tree.glob("packaging/*.py")), *sorted(tree.glob(".ci/*.py"))]
    floors = "from importlinter.cli import lint_imports_command as check; check()"
    found = [
        Check("style", [python, "-m", "ruff", "check", "."]),
        Check("format", [python, "-m", "ruff", "format", "--check", "."]),
        Check("types", [python, "-m", "mypy"]),
        Check("types of scripts", [python, "-m", "mypy", *map(str, scripts)]),
        Check("floors", [python, "-c", floors, "--no-logo", "--no-cache"]),
        Check("coverage", [python, ".ci/ratchet.py"]),
    ]
    if translations.exists():
        found.append(Check("translations", [python, str(translations), "--check"]))
    return found


def run(name: str, command: Sequence[str], tree: Path, limit_s: float) -> tuple[bool, str]:
    """Run one command, showing what it says; whether it held, and its last closing line."""
    _say(f"--- {name}: {' '.join(command).replace(str(tree) + os.sep, '')}")
    began = time.monotonic()
    running = subprocess.Popen(
        command,
        cwd=tree,
        env=_surroundings(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    late = threading.Timer(limit_s, _stop, (running, name, limit_s))
    late.start()
    closing = ""
    assert running.stdout is not None
    with running.stdout as told:
        for line in told:
            sys.stdout.write(line)
            sys.stdout.flush()
            closing = line.rstrip() if CLOSING.match(line) else closing
    holds = running.wait() == 0
    late.cancel()
    _say(
        f"--- {name}: {'holds' if holds else 'BROKEN'} after {time.monotonic() - began:.0f} s\n"
    )
    return holds, closing


def _stop(running: subprocess.Popen[str], name: str, limit_s: float) -> None:
    """End a command that took too long, with everything that it started."""
    _say(f"--- {name}: took longer than {limit_s:.0f} s")
    os.killpg(running.pid, 9)


def _surroundings() -> dict[str, str]:
    """This process's surroundings, without what belongs to somebody else's checkout."""
    foreign = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "VIRTUAL_ENV", "PYTHONPATH")
    kept = {key: value for key, value in os.environ.items() if key not in foreign}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)  # the tests start many processes
    return kept | {"CI": "true"}


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=".ci/run", description=__doc__)
    parser.add_argument(
        "--parallel",
        type=int,
        default=2,
        metavar="N",
        help="run the tests in N processes at once (2); 0: in this order, in one",
    )
    parser.add_argument(
        "--may-skip",
        action="store_true",
        help="let tests be skipped for want of something on this computer",
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
