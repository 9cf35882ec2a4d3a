"""What stands around the register: the keyring, a camera, the central service."""

from __future__ import annotations

import importlib.util
import time

from posapp.doctor.finding import Finding, note, ok, wrong

TRUST = (
    "Who signed it must be in this computer's certificate store: see "
    '"The certificate" in docs/hub.md.'
)


def keyring(backend: str | None = None) -> Finding:
    """Whether the system keeps secrets for programs."""
    seen = backend or _backend()
    if "fail" in seen or "null" in seen:
        advice = "The register keeps its key in a file that only its user can read."
        return note("Keyring", "none on this computer", advice)
    return ok("Keyring", seen)


def camera() -> Finding:
    """Whether a camera could be used as a scanner."""
    qt, reader = (
        importlib.util.find_spec(name) for name in ("PySide6.QtMultimedia", "zxingcpp")
    )
    if qt is None or reader is None:
        advice = "To scan with a camera, too: python3 packaging/start.py camera"
        return note("Camera", "scanning with a camera is not installed", advice)
    return ok("Camera", "scanning with a camera is installed")


def centre(address: str | None) -> Finding:
    """Whether the central service answers there, and how fast."""
    if address is None:
        advice = "To try one: posapp doctor --centre https://centre.example"
        return note("Centre", "none was named", advice)
    from posapp.central.transport import checked
    from posapp.domain.errors import Unreachable

    try:
        checked(address)
    except Unreachable:
        advice = "Use an address that begins with https:// (http:// is for this computer only)."
        return wrong("Centre", f"{address} is not safe to talk to", advice)
    return _ask(address)


def _ask(address: str) -> Finding:
    from posapp.central.client import Central
    from posapp.domain.errors import BadReply, NotEnrolled, Refused, Unreachable

    began = time.monotonic()
    try:
        central = Central(address)
        try:
            central.capabilities()
        finally:
            central.close()
    except (BadReply, NotEnrolled, Refused) as fault:
        advice = "Is this the address of a central service?"
        return wrong("Centre", f"{address} gives no sensible answer ({fault})", advice)
    except Unreachable as fault:
        if "SSL" in str(fault):
            return wrong("Centre", f"the certificate of {address} is not believed", TRUST)
        advice = (
            "Sales go on without it and are sent later. Look at the network and the address."
        )
        return note("Centre", f"{address} does not answer ({fault})", advice)
    return ok("Centre", f"{address} answers in {(time.monotonic() - began) * 1000:.0f} ms")


def _backend() -> str:
    import keyring as system

    found = type(system.get_keyring())
    return f"{found.__module__}.{found.__qualname__}"
