"""Clerks and managers, and what each may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    CLERK = "clerk"
    MANAGER = "manager"


class Permission(Enum):
    SELL = "sell"
    SEE_DAY = "see_day"
    UNLOCK = "unlock"
    APPROVE = "approve"


ALLOWED = {
    Role.CLERK: frozenset({Permission.SELL}),
    Role.MANAGER: frozenset(Permission),
}


@dataclass(frozen=True)
class Clerk:
    """Somebody who signs in at a register.

    Attributes:
        verifier: argon2id hash of the PIN, so that sign-in works with the centre away.
        discount_limit_ppm: the largest manual discount, in parts per million of the price.
        language: ISO 639-1; the screen follows the clerk.
    """

    id: str
    name: str
    role: Role
    verifier: str
    discount_limit_ppm: int = 100_000
    language: str = ""

    def may(self, permission: Permission) -> bool:
        return permission in ALLOWED[self.role]
