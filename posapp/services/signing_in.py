"""Who stands at the register. PINs are verified here, so the centre may be away (A2, P6).

The verifiers are the centre's own argon2id hashes, sealed on this disk (``store.sealing``).
What guards a copy that was taken together with the register's key is argon2id's cost alone, so
a chain should ask for PINs of six digits and more.
"""

from __future__ import annotations

from collections.abc import Iterable

from posapp.domain.errors import LockedOut, WrongPin
from posapp.domain.people import Clerk, Permission
from posapp.services.register import Register
from posapp.store import sign_ins

LONGEST_PIN = 32


def sign_in(register: Register, pin: str) -> Clerk:
    """The clerk whose PIN this is. Slow on purpose (argon2id): run it in the background.

    Raises:
        WrongPin: nobody's; ``wait_s`` until the next try is taken.
        LockedOut: ten wrong PINs, restarts included: a manager has to ``unlock``.
    """
    with register.current.signing_in:
        _allowed(register, unlocking=False)
        return _counted(register, _whose(_likely_first(register), pin), unlocking=False)


def unlock(register: Register, pin: str) -> Clerk:
    """Take the lock away with a manager's PIN, and sign the manager in. Slow.

    Raises:
        WrongPin: it is no manager's; ``wait_s`` until the next try is taken.
    """
    with register.current.signing_in:
        _allowed(register, unlocking=True)
        managers = [c for c in register.shop.people if c.may(Permission.UNLOCK)]
        return _counted(register, _whose(managers, pin), unlocking=True)


def approver(register: Register, pin: str) -> Clerk:
    """The manager whose PIN this is, for one approval; who is signed in stays so. Slow.

    Raises:
        WrongPin: it is no manager's; ``wait_s`` until the next try is taken.
        LockedOut: ten wrong PINs: the register has to be unlocked first.
    """
    with register.current.signing_in:
        _allowed(register, unlocking=False)
        managers = [c for c in register.shop.people if c.may(Permission.APPROVE)]
        found = _whose(managers, pin)
        return _counted(register, found, unlocking=False, stays=True)


def locked(register: Register) -> bool:
    """Whether only a manager can sign in now. Local."""
    return _failures(register).locked


def wait_s(register: Register) -> float:
    """Seconds until the next PIN is taken; 0 for now. Local."""
    return _failures(register).wait_s(register.clock())


def _allowed(register: Register, *, unlocking: bool) -> None:
    so_far = _failures(register)
    if so_far.locked and not unlocking:
        raise LockedOut
    wait = so_far.wait_s(register.clock())
    if wait > 0:
        raise WrongPin(wait)


def _counted(
    register: Register, clerk: Clerk | None, *, unlocking: bool, stays: bool = False
) -> Clerk:
    """Count a failure, or forget the earlier ones, before anything else is said."""
    now = register.clock()
    with register.books.journal.writing() as db:
        if clerk is not None:
            sign_ins.clear(db)
            if not stays:
                register.current.latest_clerk = clerk.id
            return clerk
        so_far = sign_ins.failed(db, now)
    if so_far.locked and not unlocking:
        raise LockedOut
    raise WrongPin(so_far.wait_s(now))


def _failures(register: Register) -> sign_ins.Failures:
    with register.books.journal.reading() as db:
        return sign_ins.failures(db)


def _likely_first(register: Register) -> list[Clerk]:
    """Whoever signed in last is most likely to come back: after an idle lock, for one."""
    latest = register.current.latest_clerk
    return sorted(register.shop.people, key=lambda clerk: clerk.id != latest)


def _whose(people: Iterable[Clerk], pin: str) -> Clerk | None:
    """Whose PIN it is. A wrong one takes as long as everybody does; who has come in is
    named on the screen, so the time of a right one is no secret."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    hasher = PasswordHasher()
    if not 0 < len(pin) <= LONGEST_PIN:
        return None
    for clerk in people:
        try:
            hasher.verify(clerk.verifier, pin)
        except (VerificationError, InvalidHashError):
            continue  # somebody else's, or a verifier that no PIN fits
        return clerk
    return None
