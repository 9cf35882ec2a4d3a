"""Lets imports be Python's own again once PySide6 is there.

PySide6 puts a function of its own in the place of ``__import__``, for modules that say
``from __feature__ import snake_case``. To know which ones use Qt at all it reads the source of
every module that is imported afterwards, whatever it is, and keeps it in memory: 600 files, a
tenth of a second of each start and 8 MiB. Nothing here asks for such a feature; without the
function PySide6 takes a module for one that does not, which is what it would have found out.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401  puts its function there


def restore() -> None:
    """Use what PySide6 has kept of Python under ``__orig_import__``; twice is once."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
