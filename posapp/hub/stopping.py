"""Being told to stop: whoever waits for news is answered at once, not cut off."""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import Any

from posapp.hub.hub import Hub


def stop_waiting_on_signals(hub: Hub) -> None:
    """Let long polls answer as soon as this process is told to stop, then go on as before."""
    if threading.current_thread() is not threading.main_thread():
        return
    for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
        number = getattr(signal, name, None)
        before = signal.getsignal(number) if number is not None else None
        if number is not None and callable(before):
            signal.signal(number, _closing(hub, before))


def _closing(hub: Hub, before: Any) -> Any:
    def stop(number: int, frame: FrameType | None) -> None:
        hub.bell.close()
        before(number, frame)

    return stop
