"""Somebody who works on one figure does not wait for all of them."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import cast

import pytest

from posapp.app import Application
from posapp.bench import command, run
from posapp.bench.floors import Rows
from posapp.bench.goods import Built
from posapp.bench.hands import Hands
from posapp.bench.measures import Counter
from posapp.bench.plan import GROUPS, QUICK, Plan

WINDOW, START = "posapp.bench.run", "posapp.bench.start"


def _plan(*only: str, folder: str = "") -> Plan:
    return Plan(folder, "", 600, "1234", "", (), (), {}, (), QUICK, only=only)


def _asked(*only: str) -> list[str]:
    plan = _plan(*only)
    counter = Counter(cast(Hands, None), plan, cast(Rows, None))
    return [what for what, _ in run.asked(counter, cast(Application, None), plan)]


def test_without_a_wish_everything_is_measured() -> None:
    assert {what for group in GROUPS for what in _asked(group)} == set(_asked())
    assert all(_plan().wants(group) for group in GROUPS)


def test_one_group_alone_is_measured_with_its_floors() -> None:
    assert _asked("pay") == ["disk", "sales", "disk"]
    assert _asked("search", "reprice") == ["search", "prices"]
    assert _asked("start") == _asked("memory") == []
    assert not _plan("pay").wants("memory")


@pytest.mark.parametrize(
    ("only", "processes"),
    [
        ((), {WINDOW, START}),
        (("start",), {START}),
        (("scan",), {WINDOW}),
        (("start", "pay"), {WINDOW, START}),
    ],
)
def test_only_what_is_asked_for_is_started(
    only: tuple[str, ...],
    processes: set[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: set[str] = set()

    def refuse(words: list[str], **_named: object) -> None:
        started.add(words[2])
        raise OSError("not here")

    monkeypatch.setattr(subprocess, "run", refuse)
    made = Built(tmp_path / "catalogue.db", 600, 0, 0.0)
    told = command.one_size(_plan(*only, folder=str(tmp_path)), made, {})
    assert started == processes
    assert len(told.missing) == (WINDOW in processes) + 3 * (START in processes)


def test_a_group_that_is_not_known_is_refused_with_those_that_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as refused:
        command.main(["--only", "pay,speed"])
    assert refused.value.code == 2
    assert f"choose from {', '.join(GROUPS)}" in capsys.readouterr().err


def test_the_help_names_the_groups(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert f"measure these alone: {', '.join(GROUPS)}" in said
