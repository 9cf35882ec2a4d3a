"""Plays the steps, says how each came out, and keeps a picture of each."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from posapp.options import FAILED, FINE
from posapp.qa.stage import Stage, set_up
from posapp.tour.story import Step, Story

_SETTLES_MS = 300  # product pictures come a moment later; only the picture waits for them


@dataclass(frozen=True)
class Wish:
    """How the tour is to look. ``out``: an existing folder for the pictures."""

    language: str
    theme: str
    size: tuple[int, int]
    out: Path


def play(wish: Wish) -> int:
    """Play everything; the exit code."""
    application = QApplication.instance() or QApplication(["posapp"])
    began = time.monotonic()
    with (
        _hears_of_bugs() as broken,
        set_up(wish.language, wish.theme, wish.size, _say) as stage,
    ):
        steps = Story(stage).steps()
        for number, step in enumerate(steps, start=1):
            came_out = _plays(stage, step, number, len(steps), wish.out)
            if not came_out or broken:
                _say(f"FAILED at step {number}: {step.title}. Pictures: {wish.out}")
                return FAILED
    del application
    took = time.monotonic() - began
    _say(f"All {len(steps)} steps came out as they should, in {took:.0f} s.")
    _say(f"Pictures: {wish.out}")
    return FINE


def _plays(stage: Stage, step: Step, number: int, of: int, out: Path) -> bool:
    """Play and check one step; the picture shows how the window stood in either case."""
    _say(f"[{number:2}/{of}] {step.title}")
    try:
        step.plays()
        found = step.checks()
        assert not stage.clerk.error, f"an error stands over the cart: {stage.clerk.error}"
    except Exception as error:  # noqa: BLE001  whatever breaks here is what the tour reports
        _say(f"        NOT SO: {error}")
        _say("".join(traceback.format_exception(error, limit=-3)))
        return False
    finally:
        stage.clerk.hands.breathes(_SETTLES_MS)
        stage.clerk.makes_a_picture(out / f"{number:02}-{step.name}.png")
    for said in found:
        _say(f"        checked: {said}")
    return True


@contextmanager
def _hears_of_bugs() -> Iterator[list[str]]:
    """Fills with whatever breaks inside the program and is no answer to anybody."""
    broken: list[str] = []

    def note(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        broken.append(str(error))
        _say("".join(traceback.format_exception(kind, error, trace)))

    before, sys.excepthook = sys.excepthook, note
    try:
        yield broken
    finally:
        sys.excepthook = before


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
