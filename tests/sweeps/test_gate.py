"""Each sweep at the gate's size, and each one turned red by the faults it is there for."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import needs
from tests.sweeps.sweep import Plan, Sweep, all_sweeps, lacks

SEED = 1
RED_BY = 4  # rounds: some faults show only in a race, and not in each round's
GET = {
    "root": "root's rights",
    "ip": "the package iproute2",
    "nft": "the package nftables",
    "network namespace": "root's rights, and Linux with nftables",
}
SWEEPS = all_sweeps()
PLANTED = [(sweep, fault) for sweep in SWEEPS for fault in sweep.planted]


@pytest.fixture(autouse=True)
def uncounted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Counting covered lines would make a sweep half as long again, and the program's tests
    cover them all: neither here nor in the processes started."""
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
    tracer, of_threads = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    yield
    threading.settrace(of_threads)
    sys.settrace(tracer)


@pytest.mark.parametrize("sweep", SWEEPS, ids=lambda sweep: sweep.title)
def test_a_sweep_finds_nothing_lost_and_nothing_doubled(sweep: Sweep, tmp_path: Path) -> None:
    _can_run(sweep)
    outcome = sweep.run(Plan(sweep.gate, SEED, tmp_path))
    assert outcome.holds, str(outcome)
    assert outcome.points >= sweep.gate


@pytest.mark.parametrize(
    ("sweep", "fault"), PLANTED, ids=[f"{sweep.title}: {fault}" for sweep, fault in PLANTED]
)
def test_a_planted_fault_turns_its_sweep_red(sweep: Sweep, fault: str, tmp_path: Path) -> None:
    _can_run(sweep)
    for seed in range(SEED, SEED + RED_BY):
        folder = tmp_path / str(seed)
        folder.mkdir()
        if not sweep.run(Plan(sweep.red_within, seed, folder, fault)).holds:
            return
    pytest.fail(f"{sweep.title} does not notice: {fault}")


def test_every_sweep_has_a_fault_that_turns_it_red() -> None:
    assert [sweep.name for sweep in SWEEPS if not sweep.planted] == []


def _can_run(sweep: Sweep) -> None:
    for program in sweep.needs:
        if lacks(program):
            needs.want(program, GET.get(program, f"the package {program}"))
