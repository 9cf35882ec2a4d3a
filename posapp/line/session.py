"""Connections as ``requests`` keeps them, told nothing by the environment."""

from __future__ import annotations

from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter

from posapp.line.deadline import hurried, trusting

POOL = 8  # connections kept; as many threads ask at once
FAULTS = (requests.RequestException, urllib3.exceptions.HTTPError, OSError)


def made(*, tls: bool) -> requests.Session:
    """Speaks TLS, or plain HTTP with this computer itself, and nothing else of the two.

    It keeps no cookies and reads no environment (no proxy, no ``.netrc``), so there is nothing
    in it that two threads could change under each other.
    """
    http = requests.Session()
    http.trust_env = False
    http.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    http.headers.clear()
    adapter = _Adapter(tls)
    http.mount(f"{'https' if tls else 'http'}://", adapter)
    return http


class _Adapter(HTTPAdapter):
    """Believes the system's certificate store, too, not only what ``requests`` brings, and
    keeps to a request's whole time."""

    def __init__(self, tls: bool) -> None:
        self._tls = tls
        super().__init__(pool_connections=1, pool_maxsize=POOL, max_retries=0)

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        if self._tls:
            more["ssl_context"] = trusting()
        super().init_poolmanager(*args, **more)
        hurried(self.poolmanager)
