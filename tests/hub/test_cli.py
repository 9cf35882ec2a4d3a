"""`posapp hub`: the centre as a process of its own."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import make_url

from posapp.contract import paths
from posapp.contract.messages import Capabilities, Enrolled, Events
from posapp.database.engine import as_text
from posapp.hub import cli, openapi, which_database
from posapp.hub.app import create_app, open_hub
from posapp.hub.serving import STOP_S
from posapp.hub.settings import Settings
from tests.hub.client import Client, problem, read
from tests.hub.store import Store, make_store
from tests.hub.test_registers import enrolment
from tests.needs import needs_posix


@contextmanager
def process(*words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """``posapp hub serve`` and the address that it says."""
    command = [sys.executable, "-m", "posapp", "hub", "serve", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        try:
            url: str = json.loads(running.stdout.readline())["url"]
            yield running, url
        finally:
            running.terminate()


@pytest.fixture
def url(tmp_path: Path) -> str:
    return as_text(tmp_path / "made" / "hub.db")


def a_store(url: str) -> Store:
    hub = open_hub(Settings(url))
    store = make_store(hub)
    hub.close()
    return store


@needs_posix
@pytest.mark.parametrize("workers", ["1", "2"])
def test_centre_serves_until_it_is_told_to_stop(
    url: str, capsys: pytest.CaptureFixture[str], workers: str
) -> None:
    with process("--database", url, "--workers", workers) as (running, address):
        assert address.startswith("http://127.0.0.1:")
        read(requests.get(address + paths.CAPABILITIES, timeout=10), Capabilities)
        store = a_store(url)
        assert cli.main(["enrol-code", "--database", url, "--store", store.id]) == 0
        code = json.loads(capsys.readouterr().out)["code"]
        key = Ed25519PrivateKey.generate()
        asked = enrolment(code, key)
        read(Client(address).post(paths.ENROL, asked), Enrolled)
        register = Client(address, asked.id, key)
        waiting = asks_for_news(register)
        read(requests.get(address + paths.CAPABILITIES, timeout=10), Capabilities)
        running.send_signal(signal.SIGTERM)
        assert running.wait(STOP_S + 10) == 0
        # Whoever were not told that it ends would be cut off after STOP_S, without an answer.
        assert waiting.recv(1_000).startswith(b"HTTP/1.1 200 OK")
        waiting.close()

    assert cli.main(["revoke", "--database", url, asked.id]) == 0
    with process("--database", url) as (_running, address):
        assert problem(Client(address, asked.id, key).get(paths.SHOP)).code == "revoked"


def asks_for_news(register: Client) -> socket.socket:
    """A connection on which a long poll of 25 s has been asked."""
    cursor = read(register.get(paths.EVENTS), Events).cursor
    target = f"{paths.EVENTS}?cursor={cursor}&wait=25"
    signed = register.authorization("GET", target, b"")["Authorization"]
    host, _, port = register.url.removeprefix("http://").partition(":")
    connected = socket.create_connection((host, int(port)), timeout=10)
    head = f"GET {target} HTTP/1.1\r\nHost: {host}\r\nAuthorization: {signed}\r\n\r\n"
    connected.sendall(head.encode())
    return connected


def test_p7_plain_http_is_for_this_computer_alone(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for host in ("0.0.0.0", "::", "192.0.2.1", "shop.example"):
        assert cli.main(["serve", "--database", url, "--host", host]) == 1
        assert "certificate" in capsys.readouterr().err


def test_half_a_certificate_is_refused(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["serve", "--database", url, "--certificate", "a.pem"]) == 1
    assert "belong together" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["serve", "--port", "70000"], ["serve", "--workers", "0"], [], ["nonsense"]]
)
def test_wrong_words_are_explained(words: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(words)
    assert stopped.value.code == 2


def test_unknown_store_and_register_are_named(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["migrate", "--database", url]) == 0
    assert cli.main(["enrol-code", "--database", url, "--store", "nowhere"]) == 1
    assert "nowhere" in capsys.readouterr().err
    assert cli.main(["revoke", "--database", url, "nobody"]) == 1


def test_default_database_is_a_file_of_this_user(monkeypatch: pytest.MonkeyPatch) -> None:
    home = Path("/home/zoë/100%41 shoes?#")
    monkeypatch.setattr(which_database, "user_data_path", lambda *_args, **_more: home)
    assert make_url(which_database.default_database()).database == str(home / "hub.db")


def test_openapi_document_is_the_one_checked_in() -> None:
    app = create_app(Settings("sqlite:///:memory:"))
    checked_in = openapi.CHECKED_IN.read_text(encoding="utf-8")
    assert checked_in == openapi.text(app), "run: posapp hub openapi --write"


def test_openapi_document_says_every_path_of_the_contract() -> None:
    app = create_app(Settings("sqlite:///:memory:"))
    said = openapi.document(app)
    contract = {value for name, value in vars(paths).items() if name.isupper()}
    assert contract <= set(said["paths"])
    for path, methods in said["paths"].items():
        for method, operation in methods.items():
            assert (method == "post") == ("requestBody" in operation), path
            assert "default" in operation["responses"], path


def test_p6_password_of_the_database_is_no_argument(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = "postgresql+psycopg://posapp:sesame@nowhere.example/posapp"
    for words in (
        ["migrate"],
        ["enrol-code", "--store", "12"],
        ["attention"],
        ["phone", "--customer", "x"],
    ):
        with pytest.raises(SystemExit):
            cli.main([*words, "--database", secret])
        said = capsys.readouterr().err
        assert "POSAPP_HUB_DATABASE" in said
        assert "sesame" not in said
    monkeypatch.setenv(which_database.ENVIRONMENT, secret)
    assert which_database.default_database() == secret
    assert which_database.database_url(secret) == secret
    assert which_database.database_url(url) == url
