"""Fetching the pictures of an export, from hosts that were named and from no other."""

from __future__ import annotations

import time
from collections.abc import Collection
from hashlib import sha256
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from posapp.hub.tables.catalogue import IMAGE_BYTES

TIMEOUT_S = (3.05, 10)  # to connect, to read
WHOLE_S = 60.0  # for one picture, however it drips
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
TYPES = {"image/png": "png", "image/jpeg": "jpg"}


class NotFetched(Exception):
    """A picture stays where it is; says why."""


def name_of(address: str, media_type: str = "image/jpeg") -> str:
    """The picture's name at the centre: the same address is the same picture."""
    return f"{sha256(address.encode()).hexdigest()[:32]}.{TYPES[media_type]}"


def fetch(http: requests.Session, address: str, hosts: Collection[str]) -> tuple[str, bytes]:
    """The picture at an address: its name at the centre, and its bytes.

    Raises:
        NotFetched: the host was not named, or what it sends is no picture of at most 1 MiB.
    """
    asked = _prepared(http, address, hosts)
    try:
        reply = http.send(asked, timeout=TIMEOUT_S, allow_redirects=False, stream=True)
        with reply:
            return _taken(address, reply)
    except requests.RequestException as error:
        raise NotFetched(type(error).__name__) from error


def _prepared(
    http: requests.Session, address: str, hosts: Collection[str]
) -> requests.PreparedRequest:
    """The request as it will be sent, its host being one that was named.

    Judged is what the sender reads out of the address: two readers may disagree, and
    ``https://evil.example\\@cdn.example/`` is one host to the one and another to the other.
    """
    try:
        asked = http.prepare_request(requests.Request("GET", address))
        where = parse_url(asked.url or "")
        plainly = urlsplit(address).hostname or ""
    except (requests.RequestException, LocationParseError, ValueError) as error:
        raise NotFetched("not an address") from error
    host = (where.host or "").strip("[]")
    encrypted = where.scheme == "https" or (where.scheme == "http" and host in LOOPBACK)
    if host != plainly or where.auth or host not in hosts or not encrypted:
        raise NotFetched(f"not from {where.scheme}://{host}")
    return asked


def _taken(address: str, reply: requests.Response) -> tuple[str, bytes]:
    media_type = reply.headers.get("Content-Type", "").split(";")[0].strip().casefold()
    if reply.status_code != 200 or media_type not in TYPES:
        raise NotFetched(f"status {reply.status_code}, {media_type or 'no type'}")
    content, latest = b"", time.monotonic() + WHOLE_S
    for part in reply.iter_content(65_536):
        content += part
        if len(content) > IMAGE_BYTES:
            raise NotFetched("larger than 1 MiB")
        if time.monotonic() > latest:
            raise NotFetched("too slow")
    return name_of(address, media_type), content
