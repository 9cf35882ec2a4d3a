"""The floors hold, and each contract would report the import that breaks it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CHECK = "from importlinter.cli import lint_imports_command as check; check()"

PLANTED = {
    "Floors: each may import only what is below it": ("domain", "posapp.services"),
    "Qt lives in ui": ("services", "PySide6.QtCore"),
    "HTTP lives in central": ("sync", "requests"),
    "SQL lives in database, store and hub": ("ui", "sqlalchemy"),
    "The user interface never reaches the store or central directly": ("ui", "posapp.store"),
    "The hub is a central service of its own and knows no register": ("hub", "posapp.store"),
    "The verifier shares nothing with what it verifies": ("verify", "posapp.domain.money"),
    "The domain is pure": ("domain", "random"),
}


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    """What the linter says of the package in `tree`, each contract KEPT or BROKEN."""
    command = [sys.executable, "-c", CHECK, "--no-logo", "--cache-dir", str(tree / "cache")]
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=tree)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program, in which an import can be planted."""
    copy = tmp_path_factory.mktemp("floors")
    shutil.copy(ROOT / "pyproject.toml", copy)
    only_code = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(ROOT / "posapp", copy / "posapp", ignore=only_code)
    return copy


def test_every_room_imports_only_rooms_below_it(tree: Path) -> None:
    told = lint(tree)
    assert told.returncode == 0, told.stdout


def test_every_contract_has_a_fault_planted_below() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = {contract["name"] for contract in project["tool"]["importlinter"]["contracts"]}
    assert contracts == set(PLANTED)


@pytest.mark.parametrize("contract", PLANTED)
def test_a_contract_reports_the_import_that_breaks_it(tree: Path, contract: str) -> None:
    room, forbidden = PLANTED[contract]
    planted = tree / "posapp" / room / "planted.py"
    planted.write_text(f"import {forbidden}\n", "utf-8")
    try:
        told = lint(tree)
    finally:
        planted.unlink()
    assert told.returncode != 0
    assert f"{contract} BROKEN" in told.stdout
