"""Qt costs what is Qt's: nothing that is imported beside it is read by PySide6."""

from __future__ import annotations

import builtins
import linecache
import sys
from pathlib import Path

import pytest


def test_the_source_of_what_is_imported_beside_qt_is_neither_read_nor_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "knows_nothing_of_qt.py"
    module.write_text("PRICE = 1295\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    try:
        assert builtins.__import__(module.stem).PRICE == 1295
    finally:
        sys.modules.pop(module.stem, None)
    assert str(module) not in linecache.cache
