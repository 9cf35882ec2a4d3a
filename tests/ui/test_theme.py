"""Light and dark, kept or not."""

from __future__ import annotations

from posapp.ui import preferences, style
from tests.ui.conftest import Hands


def test_a_theme_that_cannot_be_kept_is_on_all_the_same_and_the_clerk_is_told(
    hands: Hands,
) -> None:
    kept = hands.register.folder / preferences.FILE
    kept.unlink(missing_ok=True)
    kept.mkdir()  # a file cannot take its place
    hands.app.looks.switch_theme()
    assert style.palette().dark
    hands.qtbot.waitUntil(lambda: "not kept" in hands.window.toast.text)
    hands.app.looks.switch_theme()
    assert not style.palette().dark
