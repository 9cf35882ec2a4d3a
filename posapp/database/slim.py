"""Imports SQLAlchemy without what it only holds ready for others.

It imports ``asyncio`` (with ``ssl`` and ``subprocess``) for its asynchronous engines and
``importlib.metadata`` (with ``email``) for dialects of other packages: 38 modules that nobody
here uses. Each is loaded when somebody asks for something in it.
"""

from __future__ import annotations

import sys
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

UNUSED = {"asyncio": ("iscoroutine",), "importlib.metadata": ()}  # functions it takes at once


class StandIn(ModuleType):
    """Stands for a module that is not loaded yet."""

    def __getattr__(self, name: str) -> Any:
        if name in UNUSED[self.__name__]:
            return partial(self._call, name)
        _withdraw(self)
        return getattr(import_module(self.__name__), name)

    def _call(self, name: str, *given: object) -> object:
        _withdraw(self)
        return getattr(import_module(self.__name__), name)(*given)


def load() -> None:
    """Import what the register uses of SQLAlchemy; twice is once."""
    stand_ins = [StandIn(name) for name in UNUSED if name not in sys.modules]
    for each in stand_ins:
        sys.modules[each.__name__] = each
    try:
        import sqlalchemy.dialects.sqlite  # noqa: F401
    finally:
        for each in stand_ins:
            _withdraw(each)


def _withdraw(stand_in: StandIn) -> None:
    """Whoever imports it from now on gets the module itself."""
    if sys.modules.get(stand_in.__name__) is stand_in:
        del sys.modules[stand_in.__name__]
