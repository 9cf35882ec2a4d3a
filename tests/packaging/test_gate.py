"""The gate reads the README as a person does, and its ratchet turns one way."""

from __future__ import annotations

import sys
from pathlib import Path

import gate
import pytest
import ratchet


def test_the_gate_runs_the_second_command_of_the_readme(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("# x\n\n```\na b\nc d 'e f'\n```\n\n```\nother\n```\n", "utf-8")
    assert gate.test_command(readme) == ["c", "d", "e f"]


@pytest.mark.parametrize("commands", ["one\n", "one\ntwo\nthree\n", ""])
def test_a_readme_without_exactly_two_commands_stops_the_gate(
    tmp_path: Path, commands: str
) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"```sh\n{commands}```\n", "utf-8")
    with pytest.raises(SystemExit, match="exactly two commands"):
        gate.test_command(readme)


@pytest.mark.parametrize(
    "line",
    [
        "============================= 196 passed in 19.45s =============================",
        "======= 1 failed, 195 passed, 2 skipped, 1 warning in 619.45s (0:10:19) ========",
        "3 passed in 1.82s",
        "no tests ran in 0.01s",
    ],
)
def test_the_closing_line_of_pytest_is_recognised(line: str) -> None:
    assert gate.CLOSING.match(line)


@pytest.mark.parametrize(
    "line", ["collected 196 items", "2 bags passed in the shop", "in 3.1s"]
)
def test_other_lines_are_not_taken_for_it(line: str) -> None:
    assert not gate.CLOSING.match(line)


@pytest.mark.parametrize(
    ("measured", "floor", "highest", "holds", "says"),
    [
        (80.0, 80.0, 80.0, True, "at least 80.0"),
        (80.5, 80.0, 80.0, True, "raise it"),
        (79.9, 80.0, 80.0, False, "fell"),
        (80.0, 70.0, 80.0, False, "only go up"),
    ],
)
def test_the_ratchet_only_turns_one_way(
    measured: float, floor: float, highest: float, holds: bool, says: str
) -> None:
    held, told = ratchet.judge(measured, floor, highest)
    assert held is holds
    assert says in told


def test_a_check_that_hangs_is_ended_and_does_not_hold(tmp_path: Path) -> None:
    hangs = [sys.executable, "-c", "import threading; threading.Event().wait()"]
    assert gate.run("hanging", hangs, tmp_path, limit_s=0.3) == (False, "")


def test_the_closing_line_is_kept_when_more_is_said_after_it(tmp_path: Path) -> None:
    says = [sys.executable, "-c", "print('== 2 failed in 1.00s ==\\nbye'); raise SystemExit(1)"]
    assert gate.run("tests", says, tmp_path, limit_s=60) == (False, "== 2 failed in 1.00s ==")
