"""What this computer can do at best: the same work with nothing around it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen
from uuid import uuid4

import requests

from posapp.bench.plan import Person
from posapp.central.identity import Identity
from posapp.contract import paths, wire
from posapp.contract.messages import How, Opening, Search
from posapp.database.engine import COPY_CACHE_KIB, sqlite_module
from posapp.store.words import words

PAGE = 4096
PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


def timed(act: Callable[[], object]) -> float:
    """Milliseconds that it takes."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


class Rows:
    """The catalogue's file, asked directly: no SQLAlchemy, no types, no product values."""

    def __init__(self, path: Path) -> None:
        self._raw: Any = sqlite_module().connect(f"file:{path}?mode=ro", uri=True)
        self._raw.execute(f"PRAGMA cache_size=-{COPY_CACHE_KIB}")
        self._live = self._raw.execute("SELECT live FROM catalogue_state").fetchone()[0]

    def close(self) -> None:
        self._raw.close()

    def by_gtin(self, gtin: str) -> float:
        """One look-up by an indexed column."""
        query = f"SELECT document FROM product_{self._live} WHERE gtin = ? AND gtin <> ''"
        return timed(lambda: self._raw.execute(query, (gtin.zfill(14),)).fetchone())

    def by_words(self, text: str, limit: int = 30) -> float:
        """The full-text query of these words, in the order of popularity, and its rows."""
        match = " AND ".join(f'"{word}" *' for word in dict.fromkeys(words(text)))
        query = (
            f"SELECT p.document FROM words_{self._live} w "
            f"JOIN product_{self._live} p ON p.rank = w.rowid "
            f"WHERE words_{self._live} MATCH ? ORDER BY w.rowid LIMIT ?"
        )
        if not match:
            return 0.0
        return timed(lambda: self._raw.execute(query, (match, limit)).fetchall())


def syncs(folder: Path, samples: int) -> Iterator[float]:
    """Overwrite a page of a file and have it on disk."""
    sync = getattr(os, "fdatasync", os.fsync)
    place = folder / "floor.page"
    handle = os.open(place, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0))
    try:
        os.write(handle, bytes(PAGE))
        sync(handle)
        for number in range(samples):

            def overwrite(filled: bytes = bytes([number % 256]) * PAGE) -> None:
                os.lseek(handle, 0, os.SEEK_SET)
                os.write(handle, filled)
                sync(handle)

            yield timed(overwrite)
    finally:
        os.close(handle)
        place.unlink()


def round_trips(samples: int) -> list[float]:
    """One HTTP request and its answer over loopback, from a server that is only a socket."""
    with _answering() as url, closing(requests.Session()) as http:
        http.trust_env = False
        http.get(url, timeout=10)
        return [timed(lambda: http.get(url, timeout=10).content) for _ in range(samples)]


@contextmanager
def _answering() -> Iterator[str]:
    command = [sys.executable, "-m", "posapp.bench.floors"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}/"
        process.terminate()


def _answer_for_ever() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        sys.stdout.write(f"{server.getsockname()[1]}\n")
        sys.stdout.flush()
        while True:
            caller, _ = server.accept()
            with caller:
                caller.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                while caller.recv(65_536):
                    caller.sendall(PLAIN)


def token(person: Person) -> str:
    """What a customer's phone shows now."""
    with urlopen(person.page, timeout=20) as answer:  # the centre of this very run
        text: str = answer.read().decode().strip()
    return text


class Asking:
    """The centre asked by requests alone: signed, sent, received, and not even decoded."""

    def __init__(self, hub: str, identity: Identity, clerk: str) -> None:
        self._hub, self._identity, self._clerk = hub, identity, clerk
        self._http = requests.Session()
        self._http.trust_env = False

    def close(self) -> None:
        self._http.close()

    def visits(self, tokens: Iterable[str]) -> list[float]:
        """The whole context of a customer, by the code on their phone."""
        asked = (Opening(str(uuid4()), How.QR, self._clerk, token) for token in tokens)
        return [self._post(paths.VISITS, one, one.id) for one in asked]

    def finds(self, phones: Sequence[str], region: str) -> list[float]:
        """A search by phone that opens the visit of the only one who answers to it."""
        asked = [
            Search(How.PHONE, phone, region, self._clerk, str(uuid4())) for phone in phones
        ]
        return [self._post(paths.SEARCH, one, one.visit) for one in asked]

    def _post(self, path: str, message: object, key: str = "") -> float:
        body = wire.encode(message)

        def ask() -> None:
            signed = self._identity.authorization("POST", path, body, int(time.time()))
            headers = {"Authorization": signed}
            headers["Content-Type"] = "application/json"
            if key:
                headers["Idempotency-Key"] = key
            answer = self._http.post(self._hub + path, body, headers=headers, timeout=20)
            answer.raise_for_status()

        return timed(ask)


if __name__ == "__main__":
    _answer_for_ever()
