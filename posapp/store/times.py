"""Moments as text that sorts: UTC, ISO 8601 with microseconds."""

from __future__ import annotations

from datetime import UTC, datetime


def stamp(at: datetime) -> str:
    """A moment as stored. A moment without a zone is a bug, not a guess.

    Raises:
        ValueError: it has no zone.
    """
    if at.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """The moment that was stored."""
    return datetime.fromisoformat(text)
