"""What ``posapp demo`` opens and keeps, and what ``--fresh`` forgets."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from posapp import app, demo, tour
from posapp.contract import paths
from posapp.options import RegisterOptions
from posapp.qa.centre import copy
from posapp.qa.centre_here import CentreHere
from posapp.qa.counter import Ready
from posapp.services import enrolling


def test_a_fresh_demo_forgets_the_earlier_one_and_nothing_of_anybody_else(
    tmp_path: Path,
) -> None:
    (tmp_path / "register").mkdir()
    for name in ("hub.db", "hub.db-wal", "register/register.db", "holiday.png"):
        (tmp_path / name).write_bytes(b"x")
    demo.forget(tmp_path)
    assert [place.name for place in tmp_path.iterdir()] == ["holiday.png"]


def test_a_folder_that_no_demo_has_used_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "register").mkdir()
    demo.forget(tmp_path)
    assert (tmp_path / "register").exists()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[RegisterOptions]:
    """How the register was opened, with a display; its centre is a thread of this process."""
    seen: list[RegisterOptions] = []

    def opens(options: RegisterOptions) -> int:
        seen.append(options)
        kept = enrolling.settings(options.folder)
        assert requests.get(f"{kept.hub_url}{paths.CAPABILITIES}", timeout=10).ok
        for device in (kept.printer, kept.terminal):
            host, _, port = device.partition(":")
            socket.create_connection((host, int(port)), timeout=10).close()
        return 7

    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setattr(demo, "has_display", lambda: True)
    monkeypatch.setattr(demo, "Centre", lambda database, *_: CentreHere(database))
    monkeypatch.setattr(app, "main", opens)
    return seen


def test_the_demo_opens_a_register_of_a_running_shop_and_keeps_it_for_the_next_time(
    opened: list[RegisterOptions],
    ready_shops: Callable[[str], Ready],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "demo").mkdir()
    copy(ready_shops("en").database, tmp_path / "demo" / "hub.db")
    words = ["--folder", str(tmp_path / "demo"), "--skus", "60", "--size", "1366x768"]
    assert demo.main(words) == 7
    told = capsys.readouterr().err
    assert "PINs: 1234 and 2345" in told
    assert "/demo" in told
    register = tmp_path / "demo" / "register"
    assert opened == [RegisterOptions(register, language="en", size=(1366, 768))]
    before = enrolling.settings(register).register
    forgotten: list[Path] = []
    monkeypatch.setattr(demo, "forget", forgotten.append)
    assert demo.main(words) == 7
    assert (enrolling.settings(register).register, forgotten) == (before, [])
    assert demo.main([*words, "--fresh"]) == 7
    assert forgotten == [tmp_path / "demo"]


def test_without_a_display_the_tour_is_played_as_it_was_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[list[str]] = []

    def plays(words: list[str]) -> int:
        asked.append(words)
        return 1

    monkeypatch.setattr(demo, "has_display", lambda: False)
    monkeypatch.setattr(tour, "main", plays)
    assert demo.main(["--language", "it", "--theme", "dark", "--size", "1920x1080"]) == 1
    assert demo.main([]) == 1
    assert asked == [
        ["--language", "it", "--theme", "dark", "--size", "1920x1080"],
        ["--language", "en"],
    ]
    assert "no display" in capsys.readouterr().err
