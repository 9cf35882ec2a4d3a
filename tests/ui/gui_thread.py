"""What the window's own thread must not do: ask a database or the line to the centre.

A test may, on the same thread; so what counts is who asks: the code of ``posapp.ui`` or
``posapp.app``, but for the last moments of closing, when nothing is on the screen.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any

import pytest

import posapp
from posapp.central.transport import Transport
from posapp.database.engine import Database

ROOT = Path(posapp.__file__).parent
WINDOW = (f"{ROOT / 'ui'}/", f"{ROOT / 'app'}/")
CLOSING = "close_books"


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail if it does."""
    met: list[str] = []
    with monkeypatch.context() as patched:
        for kind, name in ((Database, "reading"), (Database, "writing"), (Transport, "ask")):
            patched.setattr(kind, name, _watched(getattr(kind, name), met))
        yield
    assert not met, "\n".join(met)


def _watched(real: Callable[..., Any], met: list[str]) -> Callable[..., Any]:
    def asked(*of: Any, **more: Any) -> Any:
        if current_thread() is main_thread():
            met.extend(_by_the_window())
        return real(*of, **more)

    return asked


def _by_the_window() -> list[str]:
    """The window's lines that lead here; none when a test asks by itself."""
    frame, lines = sys._getframe(2), []
    while frame is not None:
        if frame.f_code.co_name == CLOSING:
            return []
        if frame.f_code.co_filename.startswith(WINDOW):
            lines.append(f"{frame.f_code.co_filename}:{frame.f_lineno}")
        frame = frame.f_back  # type: ignore[assignment]  # None where the stack ends
    return lines[:1]
