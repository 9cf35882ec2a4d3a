"""Everything with Qt in it: the window, its screens and what they are painted with."""

from __future__ import annotations

from posapp.ui import plain_imports

plain_imports.restore()
