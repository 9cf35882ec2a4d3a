"""What journeys hear besides what they see."""

from __future__ import annotations

import pytest

from posapp.ui import sounds

pytest.register_assert_rewrite("tests.journeys.ends")


@pytest.fixture(autouse=True)
def beeps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every sound of the register."""
    heard: list[str] = []
    monkeypatch.setattr(sounds, "beep", lambda: heard.append("beep"))
    return heard
