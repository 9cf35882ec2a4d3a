"""The connections of one register, as ``requests`` keeps them."""

from __future__ import annotations

import ssl
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter

POOL = 8  # connections kept; as many threads ask at once
FAULTS = (requests.RequestException, urllib3.exceptions.HTTPError, OSError)


def made(*, tls: bool) -> requests.Session:
    """Speaks TLS, or plain HTTP with this computer itself, and nothing else of the two.

    It keeps no cookies and reads no environment, so there is nothing in it that two threads
    could change under each other.
    """
    http = requests.Session()
    http.trust_env = False
    http.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    http.headers.clear()
    kind = _Trusting if tls else HTTPAdapter
    adapter = kind(pool_connections=1, pool_maxsize=POOL, max_retries=0)
    http.mount(f"{'https' if tls else 'http'}://", adapter)
    return http


class _Trusting(HTTPAdapter):
    """Believes the system's certificate store, too, not only what ``requests`` brings."""

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        more["ssl_context"] = ssl.create_default_context()
        super().init_poolmanager(*args, **more)
