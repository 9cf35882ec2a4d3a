"""Fetching the pictures of an export, from hosts that were named and from no other."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from posapp.hub.tables.catalogue import IMAGE_BYTES
from posapp.line import session
from posapp.line.deadline import TooSlow, within

TIMEOUT_S = (3.05, 10)  # to connect, and of silence
WHOLE_S = 60.0  # for one picture, however it drips, its head as well
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
TYPES = {"image/png": "png", "image/jpeg": "jpg"}
ASKED = {"Accept": ", ".join(TYPES), "Accept-Encoding": "identity"}
_STEP = 65_536


class NotFetched(Exception):
    """A picture stays where it is; says why."""


def name_of(address: str, media_type: str = "image/jpeg") -> str:
    """The picture's name at the centre: the same address is the same picture."""
    return f"{sha256(address.encode()).hexdigest()[:32]}.{TYPES[media_type]}"


def fetch(address: str, hosts: Collection[str]) -> tuple[str, bytes]:
    """The picture at an address: its name at the centre, and its bytes.

    Asked is the host itself, without a proxy, a password or a cookie of this computer's.

    Raises:
        NotFetched: the host was not named, or what it sends is no picture of at most 1 MiB.
    """
    asked, tls = _prepared(address, hosts)
    try:
        with (
            session.made(tls=tls) as http,
            within(WHOLE_S),
            http.send(asked, timeout=TIMEOUT_S, allow_redirects=False, stream=True) as reply,
        ):
            return _taken(address, reply)
    except TooSlow as error:
        raise NotFetched("too slow") from error
    except session.FAULTS as error:
        raise NotFetched(type(error).__name__) from error


def _prepared(address: str, hosts: Collection[str]) -> tuple[requests.PreparedRequest, bool]:
    """The request as it will be sent, its host being one that was named, and whether by TLS.

    Judged is what the sender reads out of the address: two readers may disagree, and
    ``https://evil.example\\@cdn.example/`` is one host to the one and another to the other.
    """
    try:
        asked = requests.Request("GET", address, headers=ASKED).prepare()
        where = parse_url(asked.url or "")
        plainly = urlsplit(address).hostname or ""
    except (requests.RequestException, LocationParseError, ValueError) as error:
        raise NotFetched("not an address") from error
    host = (where.host or "").strip("[]")
    tls = where.scheme == "https"
    allowed = tls or (where.scheme == "http" and host in LOOPBACK)
    if host != plainly or where.auth or host not in hosts or not allowed:
        raise NotFetched(f"not from {where.scheme}://{host}")
    return asked, tls


def _taken(address: str, reply: requests.Response) -> tuple[str, bytes]:
    media_type = reply.headers.get("Content-Type", "").split(";")[0].strip().casefold()
    if reply.status_code != 200 or media_type not in TYPES:
        raise NotFetched(f"status {reply.status_code}, {media_type or 'no type'}")
    content = bytearray()
    raw: Any = reply.raw
    while part := raw.read1(_STEP):
        content += part
        if len(content) > IMAGE_BYTES:
            raise NotFetched("larger than 1 MiB")
    return name_of(address, media_type), bytes(content)
