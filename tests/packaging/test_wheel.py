"""A built wheel, installed where there is no checkout, has everything that it needs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from posapp.database.engine import as_text

ROOT = Path(__file__).resolve().parent.parent.parent
BUILT_FROM = ("posapp", "resources", "pyproject.toml", "setup.py", "MANIFEST.in", "README.md")
ASKED = """
import json, sys
from posapp.assets import asset
from posapp.hub.demo.text import chain_text
chain_text("it")
print(json.dumps([str(asset()), sorted(
    path.relative_to(asset()).as_posix() for path in asset().rglob("*") if path.is_file())]))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a wheel that was built offline and laid out as an installer does."""
    source = tmp_path_factory.mktemp("source")
    for name in (*BUILT_FROM, "LICENSE"):
        place = ROOT / name
        if place.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(place, source / name, ignore=ignored)
        else:
            shutil.copyfile(place, source / name)
    build = "from setuptools.build_meta import build_wheel; build_wheel('built')"
    subprocess.run(
        [sys.executable, "-c", build],
        cwd=source,
        capture_output=True,
        timeout=300,
        check=True,
    )
    folder = tmp_path_factory.mktemp("installed")
    (wheel,) = (source / "built").glob("posapp-*.whl")
    with zipfile.ZipFile(wheel) as file:
        file.extractall(folder)
    shutil.rmtree(source)
    return folder


def run(installed: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Python with the wheel and its libraries, away from the checkout."""
    libraries = sysconfig.get_path("purelib")
    places = os.pathsep.join((str(installed), libraries))
    return subprocess.run(
        [sys.executable, "-S", *words],
        cwd=installed.parent,
        env=os.environ | {"PYTHONPATH": places, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def test_a_wheel_carries_every_resource_and_finds_them_inside_itself(installed: Path) -> None:
    ran = run(installed, "-c", ASKED)
    assert ran.returncode == 0, ran.stderr
    where, files = json.loads(ran.stdout)
    assert Path(where) == installed / "posapp" / "resources"
    shipped = ROOT / "resources"
    assert files == sorted(
        path.relative_to(shipped).as_posix() for path in shipped.rglob("*") if path.is_file()
    )


def test_the_doctor_of_an_installed_wheel_finds_nothing_missing(installed: Path) -> None:
    ran = run(installed, "-m", "posapp", "doctor")
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_an_installed_wheel_makes_a_demo_chain(installed: Path, tmp_path: Path) -> None:
    place = as_text(tmp_path / "hub.db")
    few = ("--skus", "600", "--customers", "40")
    ran = run(installed, "-m", "posapp", "hub", "populate", "--database", place, *few)
    assert ran.returncode == 0, ran.stderr
    assert "The demo chain is in the database." in ran.stdout + ran.stderr
