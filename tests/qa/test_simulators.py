"""A simulator can be closed at any moment, also while somebody is just coming in."""

from __future__ import annotations

import socket
import threading

import pytest

from posapp.qa.network import Line
from posapp.qa.terminal import TerminalSimulator

PATIENCE_S = 10


class Late(threading.Thread):
    """A thread that begins when somebody is about to wait for one."""

    comes, goes = threading.Event(), threading.Event()

    def start(self) -> None:
        if threading.current_thread() is not threading.main_thread():
            self.comes.set()
            self.goes.wait(PATIENCE_S)
        super().start()

    def join(self, timeout: float | None = None) -> None:
        self.goes.set()
        super().join(timeout)


@pytest.mark.parametrize("which", ["terminal", "line"])
def test_a_simulator_is_closed_while_somebody_comes_in(
    which: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "Thread", Late)
    Late.comes.clear()
    Late.goes.clear()
    with socket.create_server(("127.0.0.1", 0)) as centre:
        host, port = centre.getsockname()
        made = TerminalSimulator() if which == "terminal" else Line(f"http://{host}:{port}")
        made.start()
        if isinstance(made, TerminalSimulator):
            place = made.port
        else:
            place = int(made.url.rpartition(":")[2])
        with socket.create_connection((host, place), PATIENCE_S):
            assert Late.comes.wait(PATIENCE_S)
        made.close()
    assert not any(isinstance(one, Late) and one.is_alive() for one in threading.enumerate())
