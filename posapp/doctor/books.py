"""The books: whether they are the only ones, and whether there is a backup of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from posapp.doctor.finding import Finding, note, ok, wrong
from posapp.domain.errors import NotEnrolled, PosError, StoreTrouble

if TYPE_CHECKING:
    from posapp.store.copies import Copy

OLD = timedelta(days=3)
DISK = "Have somebody look at the disk"
CLOCK_S = 300.0


def books(folder: Path, now: datetime | None = None) -> Iterator[Finding]:
    """What an enrolled register's books say of themselves; nothing where there is none."""
    from posapp.services import backups, enrolling
    from posapp.store import copies
    from posapp.store.books import JOURNAL

    try:
        place = enrolling.settings(folder)
    except NotEnrolled:
        return
    except StoreTrouble as fault:
        yield wrong("Settings", f"cannot be read ({fault.code}): {fault}", DISK)
        return
    if not (folder / JOURNAL).exists():
        return
    try:
        seen = copies.look(folder / JOURNAL, place.register)
    except PosError as fault:
        advice = "See 'posapp journal verify', and restore a backup: posapp restore"
        yield wrong("Books", f"cannot be read ({fault.code}): {fault}", advice)
        return
    yield _only(seen)
    yield _backed_up([each.at for each in backups.kept(folder)], now or datetime.now(UTC))


def clock(address: str | None) -> Iterator[Finding]:
    """Whether this computer's clock agrees with the centre's; nothing when that is away."""
    from posapp.central.client import Central

    if address is None:
        return
    try:
        central = Central(address)
        try:
            central.capabilities()
            there = central.now()
        finally:
            central.close()
    except PosError:
        return  # that it does not answer is a finding of its own
    if there is not None:
        yield agrees((datetime.now(UTC) - there).total_seconds())


def agrees(ahead_s: float) -> Finding:
    """What a clock that is so far ahead of the centre's means."""
    if abs(ahead_s) < CLOCK_S:
        return ok("Clock", "agrees with the centre's")
    way = "ahead of" if ahead_s > 0 else "behind"
    says = f"{timedelta(seconds=round(abs(ahead_s)))} {way} the centre's"
    advice = "Set it right. Sales are safe: nothing is ordered or decided by it."
    return note("Clock", says, advice)


def _only(seen: Copy) -> Finding:
    stands = f"{seen.head.sequence:,} sales, {len(seen.untold):,} messages wait for the centre"
    if seen.found == "copied":
        advice = "Switch the other copy off; then say so in the register: Needs attention."
        return note("Books", f"{stands}; a second copy of this register has sold", advice)
    if seen.found == "lost_end":
        advice = "Have somebody look at the disk; then say so in the register: Needs attention."
        return note("Books", f"{stands}; the last sales before are gone", advice)
    if seen.found:
        advice = (
            "Is its old disk running somewhere? Switch that off; then say so in the register: "
            "Needs attention."
        )
        return note("Books", f"{stands}; put back to an earlier day", advice)
    return ok("Books", stands)


def _backed_up(made: list[datetime], now: datetime) -> Finding:
    if not made:
        return note("Backups", "none yet", "An open register makes one a day: posapp backup")
    newest = max(made)
    says = f"{len(made)}, the newest of {newest:%Y-%m-%d %H:%M} UTC"
    if now - newest > OLD:
        return note("Backups", says, "Make one now, and see what it says: posapp backup")
    return ok("Backups", says)
