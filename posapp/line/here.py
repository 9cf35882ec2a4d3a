"""Which addresses are this computer itself: only to them may a line be without TLS (P7)."""

from __future__ import annotations

import ipaddress


def loopback(host: str) -> bool:
    """Whether only this computer itself can reach that address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
