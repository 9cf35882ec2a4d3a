"""A computer becomes a register with a one-time code, and learns where its devices are."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from posapp import enrol
from posapp.hub.tables import chain
from posapp.qa.centre_here import CentreHere
from posapp.services import enrolling

STORE = "12"


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """What a person types when asked for the code."""

    def types(code: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(code + "\n"))

    return types


Types = Callable[[str], None]


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


def test_a_code_makes_this_computer_a_register_with_its_devices(
    centre: CentreHere, tmp_path: Path, capsys: pytest.CaptureFixture[str], types: Types
) -> None:
    folder = tmp_path / "counter"
    types(centre.enrolment_code(STORE))
    words = [
        "--centre",
        centre.url,
        "--folder",
        str(folder),
        "--printer",
        "10.0.0.9:9100",
    ]
    assert enrol.main(words) == 0
    kept = enrolling.settings(folder)
    assert (kept.store, kept.hub_url, kept.printer) == (STORE, centre.url, "10.0.0.9:9100")
    assert (kept.terminal, kept.prefix, kept.columns) == ("", "", 42)
    assert f"of store {STORE}" in told(capsys)


def test_the_centre_knows_the_register_by_the_name_that_people_gave_it(
    centre: CentreHere, tmp_path: Path, types: Types
) -> None:
    where = ["--centre", centre.url, "--folder", str(tmp_path / "counter")]
    types(centre.enrolment_code(STORE))
    assert enrol.main([*where, "--name", "By the door"]) == 0
    names = centre.hub.read(lambda db: db.scalars(select(chain.registers.c.name)).all())
    assert "By the door" in names


def test_a_code_is_good_once_and_nothing_is_left_of_a_refusal(
    centre: CentreHere, tmp_path: Path, capsys: pytest.CaptureFixture[str], types: Types
) -> None:
    code = centre.enrolment_code(STORE)
    types(code)
    assert enrol.main(["--centre", centre.url, "--folder", str(tmp_path / "one")]) == 0
    second = tmp_path / "two"
    types(code)
    assert enrol.main(["--centre", centre.url, "--folder", str(second)]) == 1
    assert "Ask for a new code" in told(capsys)
    assert not enrolling.enrolled(second)


def test_later_only_what_is_named_changes(
    centre: CentreHere, tmp_path: Path, types: Types
) -> None:
    folder = tmp_path / "counter"
    types(centre.enrolment_code(STORE))
    enrol.main(["--centre", centre.url, "--folder", str(folder), "--prefix", "~"])
    assert enrol.main(["--folder", str(folder), "--terminal", "127.0.0.1:9999"]) == 0
    kept = enrolling.settings(folder)
    assert (kept.terminal, kept.prefix, kept.hub_url) == ("127.0.0.1:9999", "~", centre.url)


def test_the_centre_moves_and_a_printer_is_plugged_in_and_out(
    centre: CentreHere, tmp_path: Path, types: Types
) -> None:
    folder = tmp_path / "counter"
    types(centre.enrolment_code(STORE))
    enrol.main(["--centre", centre.url, "--folder", str(folder)])
    before = enrolling.settings(folder)
    moved, printer = "https://centre.example", f"file:{tmp_path / 'slips'}"
    assert enrol.main(["--folder", str(folder), "--centre", moved, "--printer", printer]) == 0
    assert enrolling.settings(folder) == replace(before, hub_url=moved, printer=printer)
    assert enrol.main(["--folder", str(folder), "--printer", ""]) == 0
    assert enrolling.settings(folder) == replace(before, hub_url=moved)


def test_a_register_is_not_enrolled_over(
    centre: CentreHere, tmp_path: Path, capsys: pytest.CaptureFixture[str], types: Types
) -> None:
    folder = tmp_path / "counter"
    words = ["--centre", centre.url, "--folder", str(folder)]
    types(centre.enrolment_code(STORE))
    enrol.main(words)
    before = enrolling.settings(folder)
    capsys.readouterr()
    unused = centre.enrolment_code(STORE)
    types(unused)
    assert enrol.main([*words, "--name", "Another"]) == 1
    assert told(capsys) == f"This folder belongs to a register already: {folder}\n"
    assert enrolling.settings(folder) == before
    elsewhere = ["--centre", centre.url, "--folder", str(tmp_path / "another")]
    assert enrol.main(elsewhere) == 0


def test_without_a_code_or_a_centre_it_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert enrol.main(["--folder", str(tmp_path)]) == 2
    assert "--centre" in told(capsys)


def test_a_centre_that_does_not_answer_is_said_and_can_be_tried_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], types: Types
) -> None:
    nobody = "http://127.0.0.1:9"
    types("CODE")
    assert enrol.main(["--centre", nobody, "--folder", str(tmp_path / "c")]) == 1
    assert "does not answer" in told(capsys)


def test_p6_code_is_no_argument_that_a_list_of_programs_would_show(
    tmp_path: Path, types: Types
) -> None:
    words = ["--centre", "http://127.0.0.1:9", "--folder", str(tmp_path / "c")]
    with pytest.raises(SystemExit) as ended:
        enrol.main(["7K2M-7K2M-7K2M-7K2M", *words])
    assert ended.value.code == 2
    types("")
    assert enrol.main(words) == 2


def test_an_address_that_is_none_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        enrol.main(["--folder", str(tmp_path), "--printer", "http://printer"])
    assert ended.value.code == 2


@pytest.mark.parametrize("address", ["127.0.0.1", "file:charges", "tcp://:9999"])
def test_a_terminal_that_the_register_could_not_open_with_is_refused(
    tmp_path: Path, address: str
) -> None:
    with pytest.raises(SystemExit):
        enrol.main(["--folder", str(tmp_path), "--terminal", address])
