"""Who stands at the register. PINs are verified here, so the centre may be away (A2, P6)."""

from __future__ import annotations

from posapp.domain.people import Clerk
from posapp.services.register import Register

MOST_FAILURES = 10


def sign_in(register: Register, pin: str) -> Clerk:
    """The clerk whose PIN this is. Slow on purpose (argon2id): run it in the background.

    Raises:
        WrongPin: nobody's; ``wait_s`` until the next try is taken.
        LockedOut: ten wrong PINs, restarts included: a manager has to ``unlock``.
    """
    raise NotImplementedError


def unlock(register: Register, pin: str) -> Clerk:
    """Take the lock away with a manager's PIN, and sign the manager in. Slow.

    Raises:
        WrongPin: it is no manager's; ``wait_s`` until the next try is taken.
    """
    raise NotImplementedError


def locked(register: Register) -> bool:
    """Whether only a manager can sign in now. Local."""
    raise NotImplementedError


def wait_s(register: Register) -> float:
    """Seconds until the next PIN is taken; 0 for now. Local."""
    raise NotImplementedError
