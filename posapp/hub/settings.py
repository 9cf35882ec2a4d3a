"""How one process of the centre was asked to run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """Everything that differs between one centre and another.

    Attributes:
        database: SQLAlchemy URL, ``sqlite:///…`` or ``postgresql+psycopg://…``.
        poll_s: how often a waiting register looks for news of other processes.
        part_budget_s: what one part of a visit may take before it is given up as slow.
        searches_per_minute: look-ups of customers by one clerk at one register.
        guesses_per_minute: wrong enrolment codes from one place.
        page_per_minute: what one customer's page may cost, in looks (``phone.pacing``).
        demo: show the customer pages of the demo chain's cast to everybody, at ``/demo``.
        slow_parts, broken_parts: parts of a visit that fail on purpose, for tests.
    """

    database: str
    poll_s: float = 0.5
    part_budget_s: float = 2.0
    searches_per_minute: int = 30
    guesses_per_minute: int = 20
    page_per_minute: int = 600
    demo: bool = False
    slow_parts: frozenset[str] = frozenset()
    broken_parts: frozenset[str] = frozenset()
