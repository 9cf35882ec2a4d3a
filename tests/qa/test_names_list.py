"""The command that compares and renews the list of object names in the document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from posapp.qa import names
from posapp.qa.names import BEGINS, ENDS, Walk

TABLE = "| seen first at | names |\n|---|---|\n| old | `gone` `kept` |"
PAGE = f"# Kit\n\n{BEGINS}\n{TABLE}\n{ENDS}\nMore.\n"


@pytest.fixture
def walked(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[[Walk], Path]:
    """Says what a walk found; where the document is."""
    page = tmp_path / "qa.md"
    page.write_text(PAGE, "utf-8")
    monkeypatch.setattr(names, "DOCS", page)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")

    @contextmanager
    def stage(*_: object) -> Iterator[object]:
        yield object()

    def found(walk: Walk) -> Path:
        monkeypatch.setattr(names, "set_up", stage)
        monkeypatch.setattr(names, "walk", lambda _: walk)
        return page

    return found


def test_the_command_says_what_differs_and_ends_with_1(
    walked: Callable[[Walk], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    page = walked(Walk({"sale": ["kept", "fresh"]}, ["sale: fresh: has no accessible name"]))
    assert names.main([]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told == ["+ fresh", "- gone", "! sale: fresh: has no accessible name"]
    assert page.read_text("utf-8") == PAGE


def test_the_list_is_renewed_and_nothing_else_of_the_document(
    walked: Callable[[Walk], Path],
) -> None:
    walk = Walk({"sale": ["fresh", "kept"]})
    page = walked(walk)
    assert names.main(["--write"]) == 0
    written = page.read_text("utf-8")
    assert names.listed(written) == ["fresh", "kept"]
    assert (written.startswith("# Kit\n\n"), written.endswith("\nMore.\n")) == (True, True)
    assert names.main([]) == 0
    assert names.written(written, walk.names) == written


def test_a_nameless_part_is_told_by_the_nearest_name_around_it(qapp: QApplication) -> None:
    home = QWidget()
    home.setObjectName("home")
    between = QWidget(home)
    box = QComboBox(between)
    box.setEditable(True)
    box.resize(100, 60)
    inside = box.lineEdit()
    assert inside is not None
    assert not names.actionable(inside)  # it is the box's own
    assert "a QComboBox in home: has no object name" in list(names.faults([box]))
    home.deleteLater()
