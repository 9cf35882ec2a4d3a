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

_SWITCH_S = 0.0001


def starting() -> None:
    """The program begins to load: collect nothing, and give way often. For a process that
    is the register and nothing else."""
    sys.setswitchinterval(_SWITCH_S)
    gc.disable()


def loaded() -> None:
    """Everything is loaded and stays: later collections walk only what came after it.
    Without ``starting`` it changes nothing."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
