"""Books that a backup is made of: a register let in by hand, and what the verifier finds."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from posapp import verify
from posapp.services import enrolling
from posapp.services.register import Register
from tests.services.conftest import nowhere

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def sound(path: Path) -> int:
    report = verify.verify(path)
    assert report.sound, report.faults
    return report.entries


def enrolled(register: Register) -> enrolling.Settings:
    """Settings like those of an enrolment, for a register that was put together by hand."""
    made = enrolling.Settings(nowhere(), register.id, register.store_id, register.label, 1)
    enrolling.save(register.folder, made)
    return made
