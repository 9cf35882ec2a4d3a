"""What journeys hear besides what they see, and what the window never does meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from posapp.ui import sounds
from tests.ui import gui_thread

pytest.register_assert_rewrite("tests.journeys.ends")


@pytest.fixture(autouse=True)
def beeps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every sound of the register."""
    heard: list[str] = []
    monkeypatch.setattr(sounds, "beep", lambda: heard.append("beep"))
    return heard


@pytest.fixture(autouse=True)
def no_disk_on_the_gui_thread(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A1: whatever a journey has the window do, see ``gui_thread``."""
    with gui_thread.watched(monkeypatch):
        yield
