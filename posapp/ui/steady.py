"""Keeps the GUI thread's turns short while other threads work.

Two things of Python held it up for 60 to 120 ms when the program starts, measured from its
event loop: a full collection of garbage walks everything that the imports have made, and
a thread that computes gives way only every 5 ms, to any of the waiting threads. At half a
millisecond painting still took a third longer beside one such thread than at a tenth: the
window gives way many times while it paints, and waits as long for each return.

A third one is ours: whoever hears every key of the program is asked about every event, and
hundreds of them are told while something is built or painted (``undisturbed``).
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar
from weakref import WeakSet

from PySide6.QtCore import QCoreApplication, QObject
from shiboken6 import isValid

_SWITCH_S = 0.0001


class _Listeners:
    """Those who hear every event of the program; none while ``quiet`` is not zero."""

    known: ClassVar[WeakSet[QObject]] = WeakSet()
    quiet = 0


def hears_all(program: QCoreApplication, listener: QObject) -> None:
    """Install an event filter on the whole program."""
    _Listeners.known.add(listener)
    program.installEventFilter(listener)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Work of the GUI thread within which nobody can press a key: it returns before the
    event loop is asked. Those who hear every event hear none of it; each that they are asked
    about costs 3 µs, and a turn at the interpreter while another thread computes."""
    _Listeners.quiet += 1
    if _Listeners.quiet == 1:
        for listener in filter(isValid, _Listeners.known):
            _program().removeEventFilter(listener)
    try:
        yield
    finally:
        _Listeners.quiet -= 1
        if not _Listeners.quiet:
            for listener in filter(isValid, _Listeners.known):
                _program().installEventFilter(listener)


def _program() -> QCoreApplication:
    program = QCoreApplication.instance()
    assert program is not None, "make a QApplication first"
    return program


def starting() -> None:
    """The program begins to load: collect nothing, and give way often. For a process that
    is the register and nothing else."""
    sys.setswitchinterval(_SWITCH_S)
    gc.disable()


def meet_qt() -> None:
    """Let PySide look through all of Qt's classes now, before anybody is waited for.

    It does so once, for 10 to 25 ms, when it first meets an object whose class is private:
    there is one among the program's children. Else the first would be the blinking cursor
    of the PIN, in the midst of signing in.
    """
    _program().children()


def loaded() -> None:
    """Everything is loaded and stays: later collections walk only what came after it.
    Without ``starting`` it changes nothing."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
