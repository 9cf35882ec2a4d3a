"""P1: an export makes the centre ask the named hosts, and nobody else."""

from __future__ import annotations

import socket

import pytest
import requests

from posapp.hub.imports import pictures
from posapp.hub.imports.pictures import NotFetched

NAMED = {"cdn.example", "localhost", "127.0.0.1"}


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/x.png",
        "https://evil.example\\@cdn.example/x.png",
        "https://cdn.example\\@evil.example/x.png",
        "https://evil.example#@cdn.example/x.png",
        "https://evil.example?@cdn.example/x.png",
        "https://user:word@cdn.example/x.png",
        "https://cdn.example@evil.example/x.png",
        "https://cdn.example.evil.example/x.png",
        "https://cdn.example%2f@evil.example/x.png",
        "https://evil.example\t@cdn.example/x.png",
        "http://cdn.example/x.png",
        "http://169.254.169.254\\@localhost/latest",
        "http://2130706433/x.png",
        "http://0x7f.1/x.png",
        "file:///etc/passwd",
        "ftp://cdn.example/x.png",
        "//cdn.example/x.png",
        "https://[/x.png",
        "https://cdn.example:port/x.png",
        "\u202ehttps://cdn.example/x.png",
        "",
        "x" * 100_000,
    ],
)
def test_P1_an_address_that_leads_elsewhere_is_never_asked(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    def asked(*where: object, **_more: object) -> None:
        raise AssertionError(f"asked {where}")

    monkeypatch.setattr(socket, "getaddrinfo", asked)
    monkeypatch.setattr(socket, "create_connection", asked)
    with requests.Session() as http, pytest.raises(NotFetched):
        pictures.fetch(http, address, NAMED)
