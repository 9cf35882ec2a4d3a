"""The locked lists: whole, in step with each other, and bound to no place to fetch from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from lock import LOCKS

ROOT = Path(__file__).resolve().parent.parent.parent
PINNED = re.compile(r"^([a-z0-9-]+)==([^\s;]+)", re.MULTILINE)


def text(name: str) -> str:
    return (ROOT / "packaging" / f"{name}.lock").read_text("utf-8")


def pinned(name: str) -> dict[str, str]:
    """The version of each library on a list."""
    return dict(PINNED.findall(text(name)))


def named(requirement: str) -> str:
    """The library that a requirement is about, as lists spell it."""
    found = re.match(r"[A-Za-z0-9_.-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_each_library_of_a_list_stands_with_hashes(name: str) -> None:
    entries = re.split(r"\n(?=\S)", text(name))[1:]
    assert len(entries) == len(pinned(name)) > 40
    assert all("--hash=sha256:" in entry for entry in entries)


@pytest.mark.parametrize("name", LOCKS)
def test_no_list_names_a_place_to_fetch_from(name: str) -> None:
    assert not re.search(r"://|--index|--find-links|--trusted", text(name))


@pytest.mark.parametrize("name", LOCKS)
def test_all_lists_name_one_version_so_that_they_add_up_on_one_computer(name: str) -> None:
    whole = pinned("develop")
    assert pinned(name).items() <= whole.items()


@pytest.mark.parametrize("name", LOCKS)
def test_a_list_holds_what_the_project_asks_for_and_the_tool_that_builds_it(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = project["project"]["optional-dependencies"]
    asked = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    asked += [requirement for extra in LOCKS[name] for requirement in extras[extra]]
    assert {named(requirement) for requirement in asked} - {"posapp"} <= pinned(name).keys()


def test_a_counter_pc_gets_neither_the_central_service_nor_the_tools_of_development() -> None:
    assert (
        not {"fastapi", "uvicorn", "pytest", "mypy", "pyside6-addons"}
        & pinned("register").keys()
    )
