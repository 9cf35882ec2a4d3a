"""The command `posapp`: what it understands, and how it ends."""

from __future__ import annotations

import importlib.util
import io
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from posapp import __version__, cli
from posapp.options import (
    MISSING,
    STOPPED,
    WRONG_ARGUMENTS,
    RegisterOptions,
    default_folder,
    size,
)


class Program(ModuleType):
    """Stands where a command's module stands, and remembers how it was called."""

    def main(self, asked: object) -> int:
        self.asked = asked
        return 1


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Program:
    import posapp

    stand_in = Program("posapp.app")
    monkeypatch.setitem(sys.modules, "posapp.app", stand_in)
    monkeypatch.setattr(posapp, "app", stand_in, raising=False)
    return stand_in


def test_the_help_names_every_command_and_what_the_exit_codes_mean(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help"])
    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert all(f"posapp {name}" in told for name in cli.RUNS)
    assert "exit codes:" in told


def test_the_help_is_instant_because_it_loads_neither_qt_nor_sql() -> None:
    code = (
        "import sys; from posapp import cli\ntry: cli.main(['--help'])\nexcept SystemExit: pass"
    )
    heavy = "sorted({'PySide6', 'sqlalchemy', 'requests', 'fastapi'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nprint({heavy})"],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_module_can_be_run_like_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "posapp", "--version"], check=True, capture_output=True
    )
    assert done.stdout.decode().split() == ["posapp", __version__]


def test_without_a_command_the_register_opens_as_it_was_asked_to(
    register: Program, tmp_path: Path
) -> None:
    words = [
        "--folder",
        str(tmp_path),
        "--language",
        "it",
        "--theme",
        "dark",
        "--size",
        "1366x768",
    ]
    assert cli.main(words) == 1
    assert register.asked == RegisterOptions(
        folder=tmp_path, language="it", theme="dark", size=(1366, 768)
    )


def test_without_options_the_register_keeps_its_sales_with_its_user(register: Program) -> None:
    cli.main([])
    assert register.asked == RegisterOptions(folder=default_folder())


@pytest.mark.parametrize("words", [["sell"], ["--size", "wide"], ["--language", "tlh"]])
def test_a_command_written_wrongly_ends_with_2(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == WRONG_ARGUMENTS


@pytest.mark.parametrize("name", cli.NEEDS_HUB)
def test_what_needs_the_central_service_says_how_to_get_it(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert cli.main([name]) == MISSING
    assert "packaging/start.py hub" in capsys.readouterr().err


def test_a_system_without_qts_libraries_is_sent_to_the_doctor(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: list[str]) -> int:
        raise ImportError("libEGL.so.1: cannot open shared object file", name="PySide6.QtGui")

    monkeypatch.setitem(cli.RUNS, "doctor", broken)
    assert cli.main(["doctor"]) == MISSING
    assert "posapp doctor" in capsys.readouterr().err


def test_a_fault_of_our_own_is_not_blamed_on_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_: list[str]) -> int:
        raise ImportError("cannot import name 'sell'", name="posapp.app")

    monkeypatch.setitem(cli.RUNS, "doctor", broken)
    with pytest.raises(ImportError):
        cli.main(["doctor"])


def test_stopping_by_hand_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(cli.RUNS, "doctor", stopped)
    assert cli.main(["doctor"]) == STOPPED


@pytest.mark.parametrize(
    "text", ["1366", "x", "1366x", "-1x768", "²x768", "639x480", "9" * 5000]
)
def test_a_size_no_window_can_have_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a size"):
        size(text)


def test_a_terminal_that_lacks_a_letter_is_told_it_as_an_escape(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def tells(_: list[str]) -> int:
        sys.stdout.write("Filled … Ana Kovač pays 5 €\n")
        return 0

    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, "iso8859-1"))
    monkeypatch.setitem(cli.RUNS, "doctor", tells)
    assert cli.main(["doctor"]) == 0
    sys.stdout.flush()
    assert written.getvalue() == rb"Filled \u2026 Ana Kova\u010d pays 5 \u20ac" + b"\n"
