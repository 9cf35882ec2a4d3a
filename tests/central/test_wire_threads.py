"""The first messages of a run arrive on several threads at once."""

from __future__ import annotations

import subprocess
import sys

MANY = 200
READING = f"""
import sys, threading
from dataclasses import make_dataclass
from posapp.contract import wire

sys.setswitchinterval(1e-6)
names = [f"field{{number}}" for number in range(40)]
text = b'{{"inner":{{' + b",".join(b'"%s":1' % name.encode() for name in names) + b'}}}}'
for _ in range({MANY}):
    inner = make_dataclass("Inner", [(name, "int | None") for name in names])
    kind = make_dataclass("Outer", [("inner", inner)])
    together = threading.Barrier(4)

    def read():
        together.wait()
        wire.decode(text, kind)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


def test_threads_that_read_a_kind_of_message_for_the_first_time_at_once_survive() -> None:
    """In a process of its own: what it guards against is a segmentation fault."""
    ran = subprocess.run(
        [sys.executable, "-c", READING],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
