"""What start.py does on a computer, and what it says where it cannot."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

import pytest
from setting_up import commands, debian, environment
from setting_up.steps import Missing, Step, follow, run

ROOT = Path(__file__).resolve().parent.parent.parent
START = ROOT / "packaging" / "start.py"


def test_the_readme_begins_with_exactly_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    block = re.search(r"^```\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    assert block
    first, second = block[1].splitlines()
    assert (first, second) == ("python3 packaging/start.py", "python3 packaging/start.py test")


def test_the_help_needs_no_set_up_and_names_every_command() -> None:
    done = subprocess.run(
        [sys.executable, str(START), "--help"], check=True, capture_output=True, text=True
    )
    assert all(f"\n    {name} " in done.stdout for name in commands.kinds())


def test_an_older_python_is_told_in_one_sentence(tmp_path: Path) -> None:
    code = START.read_text("utf-8").replace("OLDEST = (3, 11)", "OLDEST = (99, 1)")
    told = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True
    )
    assert told.returncode == commands.MISSING
    assert told.stderr.startswith("posapp needs Python 99.1 or newer; this is Python 3.")


def test_an_older_python_can_read_the_file_up_to_that_sentence() -> None:
    code = START.read_text("utf-8")
    newer = re.search(r"\bf\"|\basync |:=|->|^from __future__", code, re.MULTILINE)
    assert newer is None


@pytest.mark.parametrize(
    ("arguments", "name", "passed_on"),
    [
        ([], "demo", []),
        (["--fresh"], "demo", ["--fresh"]),
        (["demo", "--help"], "demo", ["--help"]),
        (["test", "-k", "receipt"], "test", ["-k", "receipt"]),
        (["register"], "register", []),
    ],
)
def test_arguments_go_to_the_program_that_is_started(
    arguments: list[str], name: str, passed_on: list[str]
) -> None:
    assert commands.asked(arguments, commands.kinds()) == (name, passed_on)


@pytest.mark.parametrize("arguments", [["sell"], ["register", "--fresh"], ["hub", "now"]])
def test_a_command_that_does_not_exist_ends_with_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        commands.asked(arguments, commands.kinds())
    assert ended.value.code == 2


def test_a_computer_that_is_set_up_has_nothing_left_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(debian, "is_debian", lambda: False)
    monkeypatch.setattr(environment, "is_filled", lambda lock: lock == "hub")
    assert commands.plan(commands.kinds()["demo"]) == []
    assert len(commands.plan(commands.kinds()["test"])) == 3


def test_a_changed_list_is_installed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "packaging").mkdir()
    for name in ("pyproject.toml", "packaging/hub.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(environment, "python", lambda: Path(sys.executable))
    assert not environment.is_filled("hub")
    environment.stamp("hub")
    assert environment.is_filled("hub")
    with (tmp_path / "packaging" / "hub.lock").open("a") as lock:
        lock.write("# newer\n")
    assert not environment.is_filled("hub")


def test_a_library_that_qt_lacks_is_named_every_time_until_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "PySide6"
    broken.mkdir()
    (broken / "__init__.py").write_text("raise ImportError('libGL.so.1: cannot open')", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(environment, "python", lambda: Path(sys.executable))
    monkeypatch.setattr(environment, "make", lambda: None)
    monkeypatch.setattr(environment, "fill", lambda _: None)
    monkeypatch.setattr(debian, "is_debian", lambda: False)
    for _ in range(2):
        with pytest.raises(Missing, match=r"libGL\.so\.1"):
            follow(commands.plan(commands.kinds()["register"]))


def test_a_python_without_its_own_pieces_is_told_how_to_get_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "FOLDER", tmp_path / ".venv")
    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(environment, "python", lambda: tmp_path / "python")
    monkeypatch.setattr(environment, "PIECES", ("venv", "no_such_piece"))
    with pytest.raises(Missing, match="apt-get install python3-venv"):
        environment.make()
    assert not (tmp_path / ".venv").exists()


def test_steps_are_numbered_as_they_begin(capsys: pytest.CaptureFixture[str]) -> None:
    def done() -> None:
        sys.stdout.write("  done\n")

    follow([Step("one", done), Step("two", lambda: None)])
    assert capsys.readouterr().out == "[1/2] one\n  done\n[2/2] two\n"


def test_a_step_that_fails_shows_the_end_of_what_was_said() -> None:
    code = "print('\\n'.join(map(str, range(100)))); raise SystemExit(7)"
    with pytest.raises(Missing, match=r"(?s)^It failed\.\n    85\n.*    99$"):
        run([sys.executable, "-c", code], "It failed.")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="apt is not of this system")
def test_somebody_without_rights_is_told_what_root_has_to_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(Missing, match=r"As root, run: apt-get install .* libgl1 libegl1"):
        debian.install([debian.QT, debian.EMOJI])


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="apt is not of this system")
def test_what_only_tests_want_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    debian.install([debian.CHROMIUM])
    assert "tests of the customer's page are skipped" in capsys.readouterr().err


@pytest.mark.skipif(not debian.is_debian(), reason="apt is not of this system")
def test_a_package_under_its_newer_name_is_not_missed() -> None:
    """`awk` is a name that other packages provide, as libglib2.0-0t64 does libglib2.0-0."""
    there, absent = debian.Group(("awk", "bash")), debian.Group(("no-such-package", "bash"))
    assert debian.missing([there, absent]) == (debian.Group(("no-such-package",)),)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own, whose environment is the running Python's."""
    (tmp_path / "packaging").mkdir()
    for name in ("pyproject.toml", "packaging/hub.lock", "packaging/register.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "FOLDER", tmp_path / ".venv")
    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(environment, "python", lambda: Path(sys.executable))
    return tmp_path


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where an environment would have been made."""
    places: list[Path] = []
    monkeypatch.setattr(venv, "create", lambda folder, **_: places.append(folder))
    return places


def test_an_environment_that_serves_is_kept(elsewhere: Path, made: list[Path]) -> None:
    environment.make()
    assert made == []


def test_an_environment_of_another_python_is_made_anew(
    elsewhere: Path, made: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "PYTHON", "cpython 99.1")
    environment.make()
    assert made == [elsewhere / ".venv"]


def test_an_environment_that_was_moved_is_made_anew(elsewhere: Path, made: list[Path]) -> None:
    environment.STAMP.write_text('{"checkout": "/where/it/was"}', "utf-8")
    environment.make()
    assert made == [elsewhere / ".venv"]


def test_a_stamp_keeps_what_was_set_up_before_and_half_a_stamp_is_none(elsewhere: Path) -> None:
    environment.stamp("hub")
    environment.stamp("register")
    assert environment.is_filled("hub")
    assert environment.is_filled("register")
    environment.STAMP.write_text(environment.STAMP.read_text("utf-8")[:20], "utf-8")
    assert not environment.is_filled("hub")


def test_nothing_is_installed_without_its_hash_and_from_no_source(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(environment, "run", lambda words, _, env: asked.append((words, env)))
    monkeypatch.setattr(environment, "SYSTEM_CERTIFICATES", elsewhere / "pyproject.toml")
    monkeypatch.delenv("PIP_CERT", raising=False)
    environment.fill("hub")
    (libraries, surroundings), (posapp, _) = asked
    assert "--require-hashes" in libraries
    assert libraries[libraries.index("--only-binary") + 1] == ":all:"
    assert libraries[-1] == str(elsewhere / "packaging" / "hub.lock")
    assert "--no-index" in posapp
    assert surroundings["PIP_CERT"] == str(elsewhere / "pyproject.toml")


@pytest.mark.parametrize(
    ("ends", "code", "said"),
    [
        (Missing("Qt lacks a library."), 3, "Qt lacks a library."),
        (KeyboardInterrupt(), 130, "goes on from here"),
    ],
)
def test_a_set_up_that_does_not_come_to_its_end_starts_nothing(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    ends: BaseException,
    code: int,
    said: str,
) -> None:
    def breaks(_: object) -> None:
        raise ends

    def starts(_: object) -> int:
        raise AssertionError("started")

    monkeypatch.setattr(commands, "follow", breaks)
    monkeypatch.setattr(commands, "_start", starts)
    assert commands.main([]) == code
    assert said in capsys.readouterr().err


def test_on_debian_what_the_system_lacks_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "is_debian", lambda: True)
    monkeypatch.setattr(debian, "missing", lambda _: (debian.Group(("libgl1", "libegl1")),))
    monkeypatch.setattr(environment, "is_filled", lambda _: True)
    (step,) = commands.plan(commands.kinds()["register"])
    assert step.says == "Installing libgl1 libegl1"
    monkeypatch.setattr(debian, "missing", lambda _: ())
    assert commands.plan(commands.kinds()["register"]) == []


def test_a_counter_pc_and_a_server_get_what_they_need_and_no_more() -> None:
    kinds = commands.kinds()
    assert kinds["register"].lock == "register"
    assert set(kinds["register"].groups) == {debian.QT, debian.REAL_SCREEN, debian.EMOJI}
    assert (kinds["hub"].lock, kinds["hub"].groups) == ("hub", ())
    assert {debian.CHROMIUM, debian.VIRTUAL_SCREEN} <= set(kinds["test"].groups)


def test_what_posapp_cannot_do_without_is_tried_without_the_rest(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[str, ...]] = []

    def apt(packages: Sequence[str]) -> None:
        asked.append(tuple(packages))
        if "chromium" in packages:
            raise Missing("no chromium here\nsays apt")

    monkeypatch.setattr(debian, "_apt", apt)
    debian.install([debian.CAMERA, debian.CHROMIUM])
    assert asked[1:] == [debian.CAMERA.packages, debian.CHROMIUM.packages]
    assert "tests of the customer's page are skipped" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("release", "packages"),
    [
        ({"ID": "debian"}, True),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, True),
        ({"ID": "fedora"}, False),
    ],
)
def test_debians_children_are_told_by_their_name(
    monkeypatch: pytest.MonkeyPatch, release: dict[str, str], packages: bool
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: release)
    assert debian.is_debian() is packages


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="apt is not of this system")
def test_nobody_waits_for_a_password_that_cannot_be_typed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setattr(debian, "run", lambda words, _: asked.append(list(words)))
    debian.install([debian.CAMERA])
    assert [words[:2] for words in asked] == [["/usr/bin/sudo", "-n"]] * 2
