"""S1, T1: the centre as a chain runs it: processes, a balancer, a pooler, PostgreSQL."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from operator import methodcaller
from pathlib import Path

import psycopg
import pytest
import requests
from sqlalchemy import make_url, text

from posapp.contract import paths
from posapp.contract.problems import Problem
from posapp.database.engine import LIMITS_MS
from posapp.hub import migrating, promotions
from posapp.hub.app import open_hub
from posapp.hub.hub import Hub
from posapp.hub.problems import Refusal
from posapp.hub.settings import Settings
from tests.cluster import in_time
from tests.hub.conftest import Centre, running
from tests.hub.shopping import make_shopping
from tests.hub.store import make_store
from tests.hub.test_cli import process
from tests.hub.tills import Till, Tills
from tests.needs import needs_haproxy, needs_pgbouncer
from tests.postgresql import NOBODY

PIECES = 5_000
POOLER = """[databases]
* = host={server} user=postgres
[pgbouncer]
listen_addr =
listen_port = 6432
unix_socket_dir = {folder}
auth_type = any
pool_mode = transaction
default_pool_size = 3
max_client_conn = 200
server_check_delay = 30
logfile = {folder}/log
"""
BALANCER = """global
  maxconn 500
defaults
  mode http
  timeout connect 2s
  timeout client 40s
  timeout server 40s
  option redispatch
  retries 2
frontend registers
  bind 127.0.0.1:{port}
  default_backend hubs
backend hubs
  balance roundrobin
  option httpchk GET {check}
{servers}
"""


def tills_of(centre: Centre, count: int = 4) -> Tills:
    """Tills of one store that sell over this address."""
    store = make_store(centre.hub)
    shops = [
        make_shopping(centre, store, store.register(centre.hub, centre.url))
        for _ in range(count)
    ]
    rules = centre.hub.read(lambda db: promotions.rules(db, store.id))
    goods = shops[0].product(here=PIECES)
    made = (Till(replace(s, rules=rules), goods, n, anew=False) for n, s in enumerate(shops))
    return Tills(goods, PIECES, tuple(made))


@contextmanager
def opened(url: str) -> Iterator[Hub]:
    hub = open_hub(Settings(url))
    try:
        yield hub
    finally:
        hub.close()


@contextmanager
def program(command: Sequence[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Runs until the end of the test, never as root."""
    user = NOBODY if os.geteuid() == 0 else None
    if user:
        os.chown(folder, user, user)
    with (
        (folder / "said").open("wb") as said,
        subprocess.Popen(
            command, stdout=said, stderr=said, user=user, group=user, cwd="/"
        ) as running_,
    ):
        try:
            yield running_
        finally:
            running_.terminate()


@pytest.fixture
def pooled(fresh_postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a fresh database behind a pooler that lends servers by the transaction."""
    migrating.upgrade(fresh_postgresql)
    server = make_url(fresh_postgresql)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(short_folder()))
        (folder / "ini").write_text(
            POOLER.format(server=server.query["host"], folder=folder), "utf-8"
        )
        stack.enter_context(program(["pgbouncer", "-q", str(folder / "ini")], folder))
        behind = f"host={folder}&port=6432"
        in_time(lambda: answers(f"postgresql://postgres@/{server.database}?{behind}"), "pooler")
        yield f"postgresql+psycopg://postgres@/{server.database}?{behind}"


@contextmanager
def short_folder() -> Iterator[str]:
    """A socket's path has at most 107 characters."""
    with tempfile.TemporaryDirectory(prefix="posapp-chain-") as name:
        yield name


def answers(url: str) -> bool:
    try:
        with psycopg.connect(url, autocommit=True) as db:
            return db.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


@needs_pgbouncer
def test_s1_t1_tills_sell_through_a_pooler_by_the_transaction(pooled: str) -> None:
    """With fewer servers than threads, so that every transaction may meet another one."""
    with running(Settings(f"{pooled}&pooler=transaction")) as centre:
        tills = tills_of(centre)
        tills.start()
        tills.sell(12)
        tills.stop()
        assert tills.found(centre.hub).faults == ()
        assert tills.sold() >= 48


@needs_pgbouncer
def test_t1_time_limits_hold_through_a_pooler(pooled: str, fresh_postgresql: str) -> None:
    for url in (f"{pooled}&pooler=transaction", fresh_postgresql):
        with opened(url) as hub:
            for name, limit_ms in LIMITS_MS.items():
                said = hub.read(methodcaller("scalar", text(f"SHOW {name}")))
                assert said == f"{limit_ms // 1000}s", name


@needs_pgbouncer
def test_t1_pooler_that_was_not_announced_is_noticed_at_once(pooled: str) -> None:
    """Not by a wrong answer some day: it refuses the limits as they are set else."""
    with opened(pooled) as hub, pytest.raises(Refusal) as refused:
        hub.read(lambda db: db.scalar(text("SELECT 1")))
    assert refused.value.problem is Problem.BUSY


@needs_haproxy
def test_s1_t1_hub_killed_behind_a_balancer_loses_and_doubles_nothing(
    fresh_postgresql: str,
) -> None:
    migrating.upgrade(fresh_postgresql)
    with ExitStack() as stack:
        where = ["--database", fresh_postgresql]
        hubs = [stack.enter_context(process(*where)) for _ in range(2)]
        folder = Path(stack.enter_context(short_folder()))
        url = stack.enter_context(balanced([address for _, address in hubs], folder))
        hub = stack.enter_context(opened(fresh_postgresql))
        tills = tills_of(Centre(hub, url))
        tills.start()
        tills.sell(5)
        hubs[0][0].send_signal(signal.SIGKILL)
        tills.sell(5)
        tills.stop()
        assert tills.found(hub).faults == ()
        assert tills.sold() >= 40


@contextmanager
def balanced(addresses: Sequence[str], folder: Path) -> Iterator[str]:
    """A balancer before these hubs; its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    servers = "\n".join(
        f"  server hub{place} {address.removeprefix('http://')} check inter 200ms fall 1"
        for place, address in enumerate(addresses)
    )
    config = BALANCER.format(port=port, check=paths.CAPABILITIES, servers=servers)
    (folder / "cfg").write_text(config, "utf-8")
    url = f"http://127.0.0.1:{port}"
    with program(["haproxy", "-db", "-q", "-f", str(folder / "cfg")], folder):
        in_time(lambda: capable(url), "balancer")
        yield url


def capable(url: str) -> bool:
    try:
        return requests.get(url + paths.CAPABILITIES, timeout=5).ok
    except requests.ConnectionError:
        return False
