"""The whole command in a process of its own, at a few hundred products. No figure is judged:
machines differ, and this one may be busy."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from posapp.bench.table import LINES

SKUS = 600
START = ("paint", "ready", "screen", "scan", "sold")


@dataclass(frozen=True)
class Run:
    """A finished run: its exit code, its table and its figures."""

    code: int
    table: str
    said: str
    document: dict[str, Any]

    @property
    def size(self) -> dict[str, Any]:
        found: dict[str, Any] = self.document["sizes"][0]
        return found


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("bench")
    out = folder / "bench.json"
    command = [sys.executable, "-m", "posapp", "bench", "--quick", "--skus", str(SKUS)]
    ran = subprocess.run(
        [*command, "--out", str(out)],
        env=os.environ | {"XDG_CACHE_HOME": str(folder), "LOCALAPPDATA": str(folder)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert out.exists(), ran.stderr
    return Run(ran.returncode, ran.stdout, ran.stderr, json.loads(out.read_text("utf-8")))


def test_everything_is_measured_and_the_command_says_so(run: Run) -> None:
    assert run.size["missing"] == {}, run.said
    assert run.code == 0


def test_every_line_of_the_table_has_a_figure_and_a_floor(run: Run) -> None:
    rows = {row["name"]: row for row in run.size["rows"]}
    assert list(rows) == [line.name for line in LINES]
    for row in rows.values():
        assert 0 < row["p50"] <= row["p95"] <= row["p99"]
        assert row["floor"] > 0
        assert row["ratio50"] > 0


def test_percentiles_are_of_the_samples_beside_them(run: Run) -> None:
    for told in (*run.size["measured"].values(), *run.size["floors"].values()):
        samples = sorted(told["samples"])
        assert told["count"] == len(samples) > 0
        assert told["p50"] in samples
        assert told["largest"] == samples[-1]


def test_words_are_typed_letter_by_letter_and_each_letter_is_a_sample(run: Run) -> None:
    measured = run.size["measured"]
    kinds = [measured[f"search_{kind}"]["count"] for kind in ("common", "rare", "none")]
    assert measured["key"]["count"] == sum(kinds)
    assert min(kinds) > 3


def test_a_start_goes_from_paint_to_screen_to_scan_to_sale(run: Run) -> None:
    measured = run.size["measured"]
    moments = [measured[f"start_{name}"]["p50"] for name in START]
    assert moments == sorted(moments)
    floors = run.size["floors"]
    assert 0 < floors["bare_paint"]["p50"] < floors["fair_screen"]["p50"]
    assert 0 < floors["fair_pin"]["p50"] < floors["fair_screen"]["p50"]


def test_memory_and_the_loop_are_watched_all_along(run: Run) -> None:
    if sys.platform == "linux":
        assert 0 < run.size["memory"]["start"] <= run.size["memory"]["peak"]
    watched = {stall["doing"] for stall in run.size["stalls"]}
    assert {"signing in", "scan", "visit", "phone", "reprice", "commit"} <= watched


def test_the_machine_and_the_versions_are_in_it(run: Run) -> None:
    assert {"cores", "load", "python", "pyside", "sqlite", "posapp"} <= set(
        run.document["machine"]
    )
    assert run.document["command"].startswith("posapp bench --quick")


def test_the_table_puts_limits_and_the_field_beside_the_figures(run: Run) -> None:
    assert "scan to painted line" in run.table
    assert "14-18" in run.table
    assert "longest block of the UI" in run.table
    assert "argon2id, one PIN, alone" in run.table


def test_nothing_is_left_but_the_catalogue_for_the_next_time(run: Run) -> None:
    assert f"{SKUS} products in" in run.said
    assert not [line for line in run.said.splitlines() if "Traceback" in line]
