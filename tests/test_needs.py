"""A test that lacks something says so; nothing is skipped in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytest_plugins = ["pytester"]

SHOP = """
import pytest
from tests.needs import NEEDS, Need, want

NEEDS["unicorn"] = Need(lambda: False, "the package unicorn")
NEEDS["python"] = Need(lambda: True, "python.org")

@pytest.mark.needs("unicorn")
def test_with_unicorn(): ...

@pytest.mark.needs("python")
def test_with_python(): ...

@pytest.fixture
def server():
    want("server", "the package server")

def test_with_server(server): ...
"""
PLAIN = ("-p", "tests.needs", "-p", "no:cacheprovider", "-p", "no:pytest-qt")


@pytest.fixture
def shop(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile(SHOP)
    return pytester


def test_the_run_ends_by_naming_what_was_skipped_for_want_of_what(
    shop: pytest.Pytester,
) -> None:
    told = shop.runpytest_subprocess(*PLAIN)
    told.assert_outcomes(passed=1, skipped=2)
    told.stdout.fnmatch_lines(
        [
            "*Skipped for want of something on this computer*",
            "server: the package server (1 tests)",
            "  *::test_with_server",
            "unicorn: the package unicorn (1 tests)",
            "  *::test_with_unicorn",
        ]
    )


def test_where_nothing_may_be_skipped_it_fails_instead(shop: pytest.Pytester) -> None:
    told = shop.runpytest_subprocess(*PLAIN, "--skip-nothing")
    told.assert_outcomes(passed=1, errors=2)


def test_a_complete_computer_hears_nothing(shop: pytest.Pytester) -> None:
    told = shop.runpytest_subprocess(*PLAIN, "-k", "python")
    told.assert_outcomes(passed=1, deselected=2)
    told.stdout.no_fnmatch_line("*for want of*")
