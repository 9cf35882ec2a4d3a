"""What every test of the shop shares; the rooms' own fixtures stand in their folders."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = ["tests.needs", "tests.postgresql", "posapp.qa.plugin"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The sweeps first: they are the longest, and fork while this process is still small."""
    items.sort(key=lambda item: "sweeps" not in item.path.parts)
