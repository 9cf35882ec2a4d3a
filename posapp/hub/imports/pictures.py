"""Fetching the pictures of an export, from hosts that were named and from no other."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256
from urllib.parse import urlsplit

import requests

from posapp.hub.tables.catalogue import IMAGE_BYTES

TIMEOUT_S = (3.05, 10)  # to connect, to read
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
    where = urlsplit(address)
    encrypted = where.scheme == "https" or where.hostname in LOOPBACK
    if where.hostname not in hosts or not encrypted:
        raise NotFetched(f"not from {where.scheme}://{where.hostname}")
    try:
        reply = http.get(address, timeout=TIMEOUT_S, allow_redirects=False, stream=True)
        with reply:
            return _taken(address, reply)
    except requests.RequestException as error:
        raise NotFetched(type(error).__name__) from error


def _taken(address: str, reply: requests.Response) -> tuple[str, bytes]:
    media_type = reply.headers.get("Content-Type", "").split(";")[0].strip().casefold()
    if reply.status_code != 200 or media_type not in TYPES:
        raise NotFetched(f"status {reply.status_code}, {media_type or 'no type'}")
    content = b""
    for part in reply.iter_content(65_536):
        content += part
        if len(content) > IMAGE_BYTES:
            raise NotFetched("larger than 1 MiB")
    return name_of(address, media_type), content
