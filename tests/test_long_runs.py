"""The commands that try much and take long say what they did, and end as they promise."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.long_runs import BROKEN, HOLDS, WRONG_ARGUMENTS
from tests.mutants import __main__ as mutants
from tests.sweeps import __main__ as sweeps
from tests.sweeps.sweep import Outcome, Plan, Sweep


@pytest.mark.parametrize(
    ("command", "option", "there"),
    [
        (sweeps.main, "--sweep", "J1 of the rain"),
        (mutants.main, "--module", "posapp/domain/money.py"),
    ],
)
def test_what_there_is_not_is_answered_with_what_there_is(
    command: Callable[[Sequence[str]], int],
    option: str,
    there: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    sweep = Sweep("of the rain", ("J1",), 1, 1, lambda _: Outcome(1), (), 1)
    monkeypatch.setattr(sweeps, "all_sweeps", lambda: (sweep,))
    assert command([option, "snow"]) == WRONG_ARGUMENTS
    assert there in capsys.readouterr().out


@pytest.mark.parametrize(("lost", "code"), [(0, HOLDS), (1, BROKEN)])
def test_a_soak_goes_on_in_rounds_keeps_its_report_and_ends_with_what_it_found(
    lost: int, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds: list[int] = []

    def run(plan: Plan) -> Outcome:
        seeds.append(plan.seed)
        return Outcome(plan.points, lost if plan.seed == 3 else 0)

    sweep = Sweep("of the weather", ("J1",), 10, 100, run, ("rain",), 1)
    monkeypatch.setattr(sweeps, "all_sweeps", lambda: (sweep,))
    out = tmp_path / "soak.json"
    assert sweeps.main(["--points", "25", "--out", str(out)]) == code
    assert seeds == [2, 3, 4]
    (kept,) = json.loads(out.read_text())["sweeps"]
    assert (kept["points"], kept["lost"]) == (25, lost)


def test_a_sweep_that_cannot_be_run_is_no_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sweep = Sweep("of far away", ("J1",), 10, 100, lambda _: Outcome(1), (), 1, ("no-program",))
    monkeypatch.setattr(sweeps, "all_sweeps", lambda: (sweep,))
    assert sweeps.main(["--out", str(tmp_path / "soak.json")]) == BROKEN
    assert "not run, for want of no-program" in capsys.readouterr().out
