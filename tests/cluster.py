"""PostgreSQL as a chain runs it: a primary, a synchronous standby, killed and promoted."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.postgresql import NOBODY, run_program

START_S = 60.0
QUICK = ("fsync=off", "listen_addresses=", "max_wal_senders=4", "wal_level=replica")


@dataclass(frozen=True)
class Server:
    """One server, reached by the socket in its folder."""

    programs: Path
    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def start(self) -> None:
        settings = [word for each in QUICK for word in ("-c", each)]
        options = " ".join([*settings, "-k", str(self.folder)])
        self._control("-o", options, "start")

    def promote(self) -> None:
        self._control("promote")

    def kill(self) -> None:
        """As when the machine is gone: nothing is finished, nobody is told."""
        first = int((self.data / "postmaster.pid").read_text().splitlines()[0])
        for process in [first, *_children(first)]:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:  # it ended with its parent
                continue

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self._control("-m", "immediate", "stop")

    def asks(self, question: str) -> Any:
        """The first value of the answer, or None."""
        with psycopg.connect(self.address, autocommit=True) as db:
            found = db.execute(question.encode())
            row = found.fetchone() if found.description else None
            return row[0] if row else None

    @property
    def address(self) -> str:
        return f"postgresql://postgres@/postgres?host={self.folder}"

    def _control(self, *words: str) -> None:
        log = str(self.folder / "log")
        where = ["-w", "-t", str(int(START_S)), "-D", str(self.data), "-l", log]
        run_program([str(self.programs / "pg_ctl"), *where, *words])


def primary(programs: Path, folder: Path) -> Server:
    """A new, empty server, running."""
    made = Server(programs, _own(folder))
    words = ["--auth=trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "-N"]
    run_program([str(programs / "initdb"), *words, str(made.data)])
    made.start()
    return made


def standby(of: Server, folder: Path) -> Server:
    """A copy of a running server that follows it, running."""
    made = Server(of.programs, _own(folder))
    where = ["-h", str(of.folder), "-U", "postgres", "-D", str(made.data)]
    how = ["-R", "-X", "stream", "--checkpoint=fast", "--no-sync"]
    run_program([str(of.programs / "pg_basebackup"), *where, *how])
    made.start()
    return made


def wait_for_standby(server: Server) -> None:
    """From now on a commit is confirmed once the standby has it, too."""
    server.asks("ALTER SYSTEM SET synchronous_standby_names = '*'")
    server.asks("SELECT pg_reload_conf()")
    in_time(
        lambda: server.asks("SELECT sync_state FROM pg_stat_replication") == "sync",
        "the standby follows",
    )


def leave_alone(server: Server) -> None:
    """Cut a standby off its primary."""
    server.asks("ALTER SYSTEM SET primary_conninfo = ''")
    server.asks("SELECT pg_reload_conf()")
    receiving = "SELECT count(*) FROM pg_stat_wal_receiver"
    in_time(lambda: server.asks(receiving) == 0, "the standby is cut off")


def in_time(holds: Callable[[], bool], what: str) -> None:
    latest = time.monotonic() + START_S
    while not holds():
        assert time.monotonic() < latest, f"not in {START_S} s: {what}"
        threading.Event().wait(0.05)


def url_of(*servers: Server) -> str:
    """For the hub: whichever of them takes writes."""
    folders = ",".join(str(server.folder) for server in servers)
    more = "&target_session_attrs=read-write&connect_timeout=5"
    return f"postgresql+psycopg://postgres@/postgres?host={folders}{more}"


@contextmanager
def stopping(servers: list[Server]) -> Iterator[list[Server]]:
    """Those in the list are stopped at the end."""
    try:
        yield servers
    finally:
        for server in servers:
            server.stop()


def _own(folder: Path) -> Path:
    folder.mkdir()
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    return folder


def _children(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):  # it has just ended
            continue
        if int(after_name[1]) == parent:
            found.append(int(stat.parent.name))
    return found
