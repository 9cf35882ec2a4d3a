"""What every test of the shop shares; the rooms' own fixtures stand in their folders."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = ["tests.needs", "tests.postgresql", "posapp.qa.plugin"]
