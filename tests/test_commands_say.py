"""Commands end with words that a shopkeeper understands, and an exit code that is true."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from posapp import backup, cli, restore
from posapp.database.engine import as_text
from posapp.domain import errors as e
from posapp.hub import cli as hub_cli
from posapp.options import FAILED, FINE
from posapp.services.restoring import Restored


def _refusing(error: e.PosError) -> Callable[..., NoReturn]:
    """A service that cannot; which ones refuse what when is tried with them."""

    def refuses(*_: object) -> NoReturn:
        raise error

    return refuses


def _told(capsys: pytest.CaptureFixture[str]) -> str:
    told = capsys.readouterr()
    return told.out + told.err


@pytest.mark.parametrize("name", sorted(set(cli.RUNS) - {"hub"}))
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([name, "--help"])
    told = capsys.readouterr().out
    assert ended.value.code == FINE
    assert told.startswith(f"usage: posapp {name}")


@pytest.mark.parametrize("name", sorted(hub_cli.ELSEWHERE_RUNS))
def test_every_command_of_the_centre_explains_itself(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["hub", name, "--help"])
    assert ended.value.code == FINE
    assert capsys.readouterr().out.startswith(f"usage: posapp hub {name}")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (e.NotEnrolled("/shop"), "There is no register in /shop"),
        (e.SecondCopy("/shop"), "close its window first"),
        (e.UnknownBackup("holiday.png"), "no backup of this register: holiday.png"),
        (e.BooksDamaged("page 7"), "damaged: page 7. Try an older one"),
        (e.NewerSchema("v0009"), "newer version of posapp"),
        (e.StoreTrouble("read-only"), "The disk refuses: read-only"),
    ],
)
def test_why_nothing_was_restored_is_said_with_what_to_do(
    error: e.PosError,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("posapp.services.restoring.restore", _refusing(error))
    assert restore.main([str(tmp_path / "b.db"), "--folder", str(tmp_path)]) == FAILED
    told = _told(capsys)
    assert said in told
    assert error.code in told


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (Restored(2, True, 7, 0, None), "7 sales again"),
        (Restored(2, False, 1_700, 3, None), "3 messages that the centre has not heard"),
        (Restored(2, True, 7, None, Path("/aside")), "cannot be read: ask the centre"),
        (Restored(2, True, 7, 0, Path("/aside")), "kept in /aside"),
    ],
)
def test_what_was_restored_is_said(
    done: Restored,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("posapp.services.restoring.restore", lambda *_: done)
    assert restore.main([str(tmp_path / "b.db"), "--folder", str(tmp_path)]) == FINE
    assert said in _told(capsys)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (e.NotEnrolled("/shop"), "There is no register in /shop"),
        (e.BooksDamaged("page 7"), "posapp journal verify"),
        (e.DiskFull("/backups"), "no room for it: /backups"),
        (e.BackupFailed("/backups"), "It cannot be written: /backups"),
    ],
)
def test_why_there_is_no_backup_is_said(
    error: e.PosError,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("posapp.services.backups.make", _refusing(error))
    assert backup.main(["--folder", str(tmp_path)]) == FAILED
    told = _told(capsys)
    assert said in told
    assert error.code in told


def test_a_database_that_is_not_there_is_told_without_a_trace(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    nowhere = as_text(tmp_path / "no" / "such" / "folder" / "hub.db")
    words = ["enrol-code", "--database", nowhere, "--store", "12"]
    assert hub_cli.main(words) == FAILED
    told = _told(capsys)
    assert "The database does not answer" in told
    assert "Traceback" not in told


def test_the_centres_document_can_be_read_on_the_screen(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert hub_cli.main(["openapi"]) == FINE
    assert '"openapi": "3.1' in capsys.readouterr().out
