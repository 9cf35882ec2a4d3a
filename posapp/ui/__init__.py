"""Everything with Qt in it: the window, its screens and what they are painted with."""

from __future__ import annotations

from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
