"""The doctor says what is so, and what a person does about it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from posapp import doctor
from posapp.contract import wire
from posapp.contract.messages import Capabilities
from posapp.doctor import computer, program, surroundings
from posapp.services import enrolling
from tests.central.test_tls import a_chain, serve
from tests.needs import needs_linux


class Centre(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        there = self.path in ("/v1/capabilities", "/cafe/v1/capabilities")
        self.send_response(200 if there else 404)
        self.end_headers()
        if self.path == "/v1/capabilities":
            self.wfile.write(wire.encode(Capabilities("A chain", "1")))
        else:
            self.wfile.write(b"<html>Welcome to our network</html>")

    def log_request(self, *answered: object) -> None:
        """Say nothing: what is served is the test's own business."""


@pytest.fixture
def centre() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Centre) as server:
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        serving.join()


def test_a_computer_that_runs_these_tests_is_fit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert doctor.main(["--folder", str(tmp_path / "new")]) == 0
    assert "This computer is fit" in capsys.readouterr().out
    assert not list(tmp_path.iterdir())


def test_a_program_can_read_what_the_doctor_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert doctor.main(["--json", "--folder", str(tmp_path)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["fit"] is True
    assert {found["state"] for found in told["findings"]} <= {"ok", "note"}


def test_a_folder_that_cannot_be_written_is_wrong_and_ends_with_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_the_way = tmp_path / "a file"
    in_the_way.touch()
    assert computer.folder(in_the_way / "sales").state == "wrong"
    assert doctor.main(["--folder", str(in_the_way / "sales")]) == 3
    assert "1 thing has to be put right" in capsys.readouterr().out


def test_the_pyside_that_aborts_is_found() -> None:
    assert program.pyside("6.12.0", (3, 11, 7)).state == "wrong"
    assert program.pyside("6.12.0", (3, 12, 0)).state == "ok"
    assert program.pyside("6.11.3", (3, 11, 7)).state == "ok"


def test_an_old_python_is_wrong() -> None:
    assert program.python((3, 10, 14)).state == "wrong"


def test_an_sqlite_that_can_damage_its_log_is_named() -> None:
    assert program.sqlite((3, 51, 2)).state == "note"
    assert program.sqlite((3, 51, 3)).state == "ok"


def test_a_screen_without_a_font_is_wrong() -> None:
    states = [found.state for found in program.of(program.Screen("xcb", ("800x600",), ()))]
    assert states == ["ok", "wrong"]


def test_a_screen_without_emoji_is_a_note() -> None:
    seen = program.Screen("xcb", ("800x600",), ("Inter",))
    assert [found.state for found in program.of(seen)] == ["ok", "note"]


def test_a_missing_system_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    told = "ImportError: libEGL.so.1: cannot open shared object file"
    ended = subprocess.CompletedProcess([], 1, "", f"Traceback …\n{told}\n")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: ended)
    [found] = program.qt()
    assert (found.state, found.about, found.says) == ("wrong", "System libraries", told)


@needs_linux
def test_a_display_that_is_not_there_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setenv("DISPLAY", ":987654")
    [found] = program.qt()
    assert (found.state, found.about) == ("wrong", "Screen")
    assert "connect to display :987654" in found.says


@pytest.mark.parametrize(("free", "state"), [(10**8, "wrong"), (10**9, "note"), (10**10, "ok")])
def test_a_disk_that_fills_up_is_noticed(tmp_path: Path, free: int, state: str) -> None:
    assert computer.room(tmp_path, free).state == state


@pytest.mark.parametrize(("name", "state"), [("it_IT", "ok"), ("en", "ok"), ("ja_JP", "note")])
def test_a_language_the_register_does_not_speak_is_a_note(name: str, state: str) -> None:
    assert computer.language(name).state == state


def test_a_computer_without_a_keyring_works_and_is_told() -> None:
    assert surroundings.keyring("keyring.backends.fail.Keyring").state == "note"


def test_a_centre_that_answers_is_ok(centre: str) -> None:
    assert surroundings.centre(centre).state == "ok"


@pytest.mark.parametrize("path", ["shop", "cafe"])
def test_something_else_at_the_address_is_wrong(centre: str, path: str) -> None:
    found = surroundings.centre(f"{centre}/{path}")
    assert (found.state, "address of a central service" in found.advice) == ("wrong", True)


def test_without_a_centre_to_try_it_says_how_to_try_one() -> None:
    found = surroundings.centre(None)
    assert (found.state, "--centre" in found.advice) == ("note", True)


def test_what_to_do_stands_under_what_was_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a file").touch()
    doctor.main(["--folder", str(tmp_path / "a file" / "sales")])
    told = capsys.readouterr().out
    assert "WRONG Folder: " in told
    assert "\n        Let this user write there, or name another folder" in told
    assert "Disk: " in told


def test_a_program_hears_that_a_computer_is_not_fit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a file").touch()
    assert doctor.main(["--json", "--folder", str(tmp_path / "a file" / "sales")]) == 3
    assert json.loads(capsys.readouterr().out)["fit"] is False


def test_a_folder_that_is_to_come_is_told_from_one_that_is_there(tmp_path: Path) -> None:
    assert "will be made" in computer.folder(tmp_path / "new" / "one").says
    assert computer.folder(tmp_path).says == f"{tmp_path} can be written"
    assert not list(tmp_path.iterdir())
    assert computer.room(tmp_path / "new" / "one").says.endswith("GB free")


def test_a_screen_that_nobody_sees_is_a_note() -> None:
    seen = program.Screen("offscreen", ("800x800",), ("Inter", "Noto Color Emoji"))
    assert [found.state for found in program.of(seen)] == ["note", "ok"]


def test_a_qt_that_hangs_or_is_not_there_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("qt", 30)

    def absent(_: str) -> str:
        raise importlib.metadata.PackageNotFoundError

    monkeypatch.setattr(subprocess, "run", hangs)
    [found] = program.qt()
    assert (found.state, "did not answer" in found.says) == ("wrong", True)
    monkeypatch.setattr(importlib.metadata, "version", absent)
    assert program.pyside().state == "wrong"


def test_a_camera_is_offered_only_where_all_of_it_is_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = {"PySide6.QtMultimedia": object(), "zxingcpp": object()}
    monkeypatch.setattr(importlib.util, "find_spec", there.get)
    assert surroundings.camera().state == "ok"
    del there["zxingcpp"]
    assert surroundings.camera().state == "note"


def test_a_centre_that_is_away_stops_no_sale() -> None:
    assert surroundings.centre("http://127.0.0.1:9").state == "note"


@pytest.mark.parametrize(
    "address", ["http://centre.example", "ftp://centre.example", "https://", "http://[", "x"]
)
def test_an_address_without_tls_is_never_asked(address: str) -> None:
    assert surroundings.centre(address).state == "wrong"


def test_the_centre_of_an_enrolled_register_is_tried_by_itself(
    tmp_path: Path, centre: str
) -> None:
    assert doctor.enrolled_at(tmp_path) is None
    enrolling.save(tmp_path, enrolling.Settings(centre, "r", "12", "3", 1))
    assert doctor.enrolled_at(tmp_path) == centre
    (found,) = (each for each in doctor.examine(tmp_path, None) if each.about == "Centre")
    assert (found.state, centre in found.says) == ("ok", True)


def test_a_certificate_that_is_not_believed_is_wrong_and_says_what_to_do(
    tmp_path: Path,
) -> None:
    for url in serve(a_chain(tmp_path / "chain"), tmp_path):
        found = surroundings.centre(url)
    assert (found.state, "certificate" in found.says) == ("wrong", True)
    assert "docs/hub.md" in found.advice
