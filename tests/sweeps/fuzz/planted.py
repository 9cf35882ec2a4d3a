"""Faults for the process that is fuzzed, which it must find."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from posapp.domain import codes
from tests.sweeps.fuzz.names import INDEX_ERROR, QUADRATIC


def _index_error() -> None:
    real: Callable[..., Any] = codes._ours

    def ours(text: str) -> Any:
        if text.startswith("G:") and text[2:].strip("0123456789") == "":
            text[12]
        return real(text)

    codes._ours = ours


def _quadratic() -> None:
    slow, real = re.compile(r"(0+0+)+x"), codes.classify

    def classify(text: str, *more: Any) -> Any:
        slow.search(text)
        return real(text, *more)

    codes.classify = classify  # type: ignore[assignment]  # planted


PLANTED: dict[str, Callable[[], None]] = {INDEX_ERROR: _index_error, QUADRATIC: _quadratic}
