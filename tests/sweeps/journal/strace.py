"""Kills a process at one system call, or writes down which it makes."""

from __future__ import annotations

import re
import signal
import subprocess
from pathlib import Path

DURABLE = (
    "pwrite64", "write", "fsync", "fdatasync", "ftruncate", "unlink", "rename", "mkdir",
    "sendto",
)  # fmt: skip
READS = ("pread64", "read", "sendfile", "copy_file_range")
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\(", re.MULTILINE)


class Strace:
    """``strace`` on a running process, from before it goes on until its end."""

    def __init__(self, pid: int, *options: str) -> None:
        command = ["strace", "-p", str(pid), *options]
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert self._process.stderr is not None
        line = self._process.stderr.readline()
        if "attached" not in line:
            raise RuntimeError(f"strace: {line}")

    def ends(self) -> None:
        """Wait: it ends with the process."""
        self._process.communicate(timeout=60)

    def detaches(self) -> None:
        """Let the process go on alone."""
        self._process.send_signal(signal.SIGINT)
        self._process.communicate(timeout=60)


def failing(pid: int, call: str, error: str, nth: int, *, lasting: bool) -> Strace:
    """Answer its n-th call of this name with an error instead of doing it, or all from the
    n-th on."""
    what = f"inject={call}:error={error}:when={nth}{'+' if lasting else ''}"
    return Strace(pid, "-e", f"trace={call}", "-e", what, "-o", "/dev/null")


def unread(pid: int, path: Path, nth: int, *, lasting: bool) -> Strace:
    """Answer its n-th read of one file with an I/O error, or all from then on, also those of
    whoever looks at the file as a whole then."""
    where = ["-P", str(path), "-e", f"trace={','.join(READS)}", "-o", "/dev/null"]
    what = f"inject=pread64,read:error=EIO:when={nth}"
    if lasting:
        each = [f"inject={call}:error=EIO:when=1+" for call in READS if call != "pread64"]
        what = f"inject=pread64:error=EIO:when={nth}+"
        where += [part for one in each for part in ("-e", one)]
    return Strace(pid, *where, "-e", what)


def killing(pid: int, call: str, nth: int) -> Strace:
    """Kill it instead of its n-th call of this name."""
    what = f"inject={call}:signal=KILL:when={nth}"
    return Strace(pid, "-e", f"trace={call}", "-e", what, "-o", "/dev/null")


def recording(pid: int, into: Path) -> Strace:
    """Write its durable calls down."""
    return Strace(pid, "-e", f"trace={','.join(DURABLE)}", "-e", "signal=none", "-o", str(into))


def recording_all(pid: int, into: Path) -> Strace:
    """Write down all that it does to files, with every byte, in hexadecimal."""
    trace = "openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename"
    whole = ["-xx", "-y", "-s", "100000", "-e", "signal=none"]
    return Strace(pid, *whole, "-e", f"trace={trace}", "-o", str(into))


def recorded(into: Path) -> list[str]:
    """The names of the calls, in their order."""
    return _CALL.findall(into.read_text("utf-8", "replace"))
