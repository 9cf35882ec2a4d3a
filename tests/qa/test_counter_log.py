"""The register that QA drives keeps its log where the shop's does."""

from __future__ import annotations

import logging

import pytest

from posapp.qa.counter import Counter


@pytest.mark.usefixtures("clerk")
def test_what_the_program_notes_stands_in_the_registers_own_log_until_it_is_closed(
    register: Counter, capfd: pytest.CaptureFixture[str]
) -> None:
    before = len(logging.getLogger("posapp").handlers)
    logging.getLogger("posapp.ui.watchdog").warning("held up by nobody")
    register.closes()
    assert "held up by nobody" in (register.folder / "posapp.log").read_text("utf-8")
    assert len(logging.getLogger("posapp").handlers) == before - 1
