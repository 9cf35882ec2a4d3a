"""The tour is what a person sees first: it must play, and must fail when something is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

WRONG = """
import sys
from posapp import tour
from posapp.tour import story
def wrong(self):
    raise AssertionError("one piece is missing")
story.Story._two_socks = wrong
sys.exit(tour.main(sys.argv[1:]))
"""


def play(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, timeout=300, check=False
    )


def test_tour_plays_and_keeps_a_picture_of_each_step(tmp_path: Path) -> None:
    done = play("-m", "posapp", "tour", "--out", str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    pictures = sorted(path.name for path in tmp_path.glob("*.png"))
    assert pictures[0] == "01-sign-in.png"
    assert f"All {len(pictures)} steps" in done.stdout


def test_tour_ends_with_1_and_the_step_that_failed(tmp_path: Path) -> None:
    done = play("-c", WRONG, "--out", str(tmp_path), "--language", "it", "--theme", "dark")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "NOT SO: one piece is missing" in done.stdout
    assert "FAILED at step 5: Socks are scanned twice" in done.stdout
    assert (tmp_path / "05-scans.png").exists()
