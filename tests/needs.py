"""Tests say what they need besides Python; without it they are skipped, and it is named.

    from tests.needs import needs_chromium

    @needs_chromium
    def test_customer_sees_the_cart_on_the_phone(...): ...

A fixture that finds nothing to offer calls `want("postgresql", "why")`. With
`--skip-nothing` such a test fails instead of being skipped.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

import pytest

PREFIX = "for want of "
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_strict = False


@dataclass(frozen=True)
class Need:
    """One thing besides Python.

    Attributes:
        has: whether it is on this computer.
        get: how a person gets it.
    """

    has: Callable[[], bool]
    get: str


def chromium() -> str | None:
    """The path of a Chromium, None where there is none."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def chromium_driver() -> str | None:
    """The path of the program that drives Chromium, None where there is none."""
    return shutil.which("chromedriver")


def _has_programs(*names: str) -> bool:
    return all(shutil.which(name) for name in names)


def _has_camera() -> bool:
    return all(map(importlib.util.find_spec, ("PySide6.QtMultimedia", "zxingcpp")))


NEEDS = {
    "chromium": Need(
        lambda: chromium() is not None and chromium_driver() is not None,
        "the packages chromium and chromium-driver",
    ),
    "xvfb": Need(
        lambda: _has_programs("Xvfb", "xauth", "openbox"),
        "the packages xvfb, xauth and openbox",
    ),
    "camera": Need(_has_camera, "the camera extra of posapp"),
    "pgbouncer": Need(lambda: shutil.which("pgbouncer") is not None, "the package pgbouncer"),
    "haproxy": Need(lambda: shutil.which("haproxy") is not None, "the package haproxy"),
    "linux": Need(lambda: sys.platform == "linux", "Linux"),
    "posix": Need(lambda: os.name == "posix", "Linux or another POSIX system"),
}

needs_chromium = pytest.mark.needs("chromium")
needs_xvfb = pytest.mark.needs("xvfb")
needs_camera = pytest.mark.needs("camera")
needs_pgbouncer = pytest.mark.needs("pgbouncer")
needs_haproxy = pytest.mark.needs("haproxy")
needs_linux = pytest.mark.needs("linux")
needs_posix = pytest.mark.needs("posix")


def want(what: str, get: str) -> NoReturn:
    """Skip the running test for want of something, or fail it where nothing may be skipped."""
    sentence = f"{PREFIX}{what}: {get}"
    if _strict:
        pytest.fail(f"Skipped {sentence}", pytrace=False)
    pytest.skip(sentence)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--skip-nothing",
        action="store_true",
        help="a test that lacks something on this computer fails instead of being skipped",
    )


def pytest_configure(config: pytest.Config) -> None:
    global _strict  # noqa: PLW0603  # one run has one answer, and fixtures of others ask for it
    _strict = bool(config.getoption("--skip-nothing"))
    config.addinivalue_line("markers", "needs(what): skipped where `what` is not there")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("needs"):
        for what in mark.args:
            if not NEEDS[what].has():
                want(what, NEEDS[what].get)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """End the run by naming what was skipped for want of what."""
    skipped: dict[str, list[str]] = {}
    for report in terminalreporter.getreports("skipped"):
        _, told = str(report.longrepr).split(PREFIX, 1) if _wanted(report) else ("", "")
        if told:
            skipped.setdefault(told.rstrip("')"), []).append(report.nodeid)
    if skipped:
        terminalreporter.section("Skipped for want of something on this computer")
    for told, tests in sorted(skipped.items()):
        terminalreporter.line(f"{told} ({len(tests)} tests)")
        for test in tests:
            terminalreporter.line(f"  {test}")


def _wanted(report: pytest.TestReport | pytest.CollectReport) -> bool:
    return PREFIX in str(report.longrepr)
