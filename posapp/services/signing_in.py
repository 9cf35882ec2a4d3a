"""Who stands at the register. PINs are verified here, so the centre may be away (A2, P6).

The verifiers are the centre's own argon2id hashes, sealed on this disk (``store.sealing``).
What guards a copy that was taken together with the register's key is argon2id's cost alone, so
a chain should ask for PINs of six digits and more.
"""

from __future__ import annotations

from collections.abc import Iterable

from posapp.domain.errors import LockedOut, PosError, WrongPin
from posapp.domain.people import Clerk, Permission
from posapp.services.register import Register
from posapp.store import sign_ins
from posapp.store.sign_ins import Kind

LONGEST_PIN = 32


def sign_in(register: Register, pin: str) -> Clerk:
    """The clerk whose PIN this is. Slow on purpose (argon2id): run it in the background.

    Raises:
        WrongPin: nobody's; ``wait_s`` until the next try is taken.
        LockedOut: too many wrong PINs, restarts included: a manager has to ``unlock``.
    """
    with register.current.signing_in:
        _allowed(register, Kind.SIGN_IN)
        clerk = _whose(_likely_first(register), pin)
        if clerk is None:
            raise _refused(register, Kind.SIGN_IN)
        manages = clerk.may(Permission.UNLOCK)
        _right(register, (Kind.SIGN_IN, Kind.MANAGER) if manages else (Kind.SIGN_IN,))
        return _comes(register, clerk)


def unlock(register: Register, pin: str) -> Clerk:
    """Take the lock away with a manager's PIN, and sign the manager in. Slow.

    Raises:
        WrongPin: it is no manager's; ``wait_s`` until the next try is taken.
    """
    with register.current.signing_in:
        _must_wait(register, Kind.MANAGER)
        clerk = _whose((c for c in register.shop.people if c.may(Permission.UNLOCK)), pin)
        if clerk is None:
            raise _refused(register, Kind.MANAGER, unlocking=True)
        _right(register, Kind)
        return _comes(register, clerk)


def approver(register: Register, pin: str) -> Clerk:
    """The manager whose PIN this is, for one approval; who is signed in stays so. Slow.

    Raises:
        WrongPin: it is no manager's; ``wait_s`` until the next try is taken.
        LockedOut: too many wrong PINs: the register has to be unlocked first.
    """
    with register.current.signing_in:
        _allowed(register, Kind.MANAGER)
        clerk = _whose((c for c in register.shop.people if c.may(Permission.APPROVE)), pin)
        if clerk is None:
            raise _refused(register, Kind.MANAGER)
        _right(register, (Kind.MANAGER,))
        return clerk


def locked(register: Register) -> bool:
    """Whether only a manager can sign in now. Local."""
    return _failures(register).locked


def _allowed(register: Register, kind: Kind) -> None:
    if locked(register):
        raise LockedOut
    _must_wait(register, kind)


def _must_wait(register: Register, kind: Kind) -> None:
    wait = _failures(register).of(kind).wait_s(register.clock())
    if wait > 0:
        raise WrongPin(wait)


def _refused(register: Register, kind: Kind, *, unlocking: bool = False) -> PosError:
    """Count a wrong PIN before anything is said about it."""
    now = register.clock()
    with register.books.journal.writing() as db:
        so_far = sign_ins.failed(db, kind, now)
    if so_far.locked and not unlocking:
        return LockedOut()
    return WrongPin(so_far.of(kind).wait_s(now))


def _right(register: Register, forgets: Iterable[Kind]) -> None:
    with register.books.journal.writing() as db:
        sign_ins.forget(db, forgets)


def _comes(register: Register, clerk: Clerk) -> Clerk:
    others = (each for each in register.current.came if each != clerk.id)
    register.current.came = (clerk.id, *others)
    return clerk


def _failures(register: Register) -> sign_ins.Failures:
    with register.books.journal.reading() as db:
        return sign_ins.failures(db)


def _likely_first(register: Register) -> list[Clerk]:
    """Whoever came lately is likely to come back: after an idle lock, for one."""
    came = register.current.came
    order = {an_id: place for place, an_id in enumerate(came)}
    return sorted(register.shop.people, key=lambda clerk: order.get(clerk.id, len(came)))


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
