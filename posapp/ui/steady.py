"""Keeps the GUI thread's turns short while other threads work.

Two things of Python held it up for 60 to 120 ms when the program starts, measured with
``LoopProbe``: a full collection of garbage walks everything that the imports have made, and
a thread that computes gives way only every 5 ms, to any of the waiting threads. At half a
millisecond painting still took a third longer beside one such thread than at a tenth: the
window gives way many times while it paints, and waits as long for each return.
"""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QCoreApplication

_SWITCH_S = 0.0001


def starting() -> None:
    """The program begins to load: collect nothing, and give way often. For a process that
    is the register and nothing else."""
    sys.setswitchinterval(_SWITCH_S)
    gc.disable()


def meet_qt() -> None:
    """Let PySide look through all of Qt's classes now, before there is a window to hold up.

    It does so once, for 10 to 25 ms, when it first meets an object whose class is private:
    there is one among the program's children. Else the first would be the blinking cursor
    of the PIN, in the midst of signing in.
    """
    program = QCoreApplication.instance()
    assert program is not None, "make a QApplication first"
    program.children()


def loaded() -> None:
    """Everything is loaded and stays: later collections walk only what came after it.
    Without ``starting`` it changes nothing."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
