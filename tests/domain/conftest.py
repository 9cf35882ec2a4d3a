"""The rules of the shop, tried by example and by chance."""

from __future__ import annotations

import sys
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import is_hypothesis_test


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, Any, Any]:
    """What chance tries hundreds of times is not counted line by line, which would make it
    half as long again: the examples beside it reach every line."""
    tracer = sys.gettrace()
    if not is_hypothesis_test(pyfuncitem.obj):
        return (yield)
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)
