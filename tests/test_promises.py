"""docs/promises.md and the names of the tests say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.sweeps.sweep import all_sweeps

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "promises.md").read_text("utf-8")
PROMISED = re.findall(r"^\| ([A-Z]\d) \|", PAGE, re.MULTILINE)
NAMED = re.compile(r"^\s*(?:async )?def test_([acjpst]\d)_\w+\(", re.MULTILINE | re.IGNORECASE)


def in_names() -> set[str]:
    texts = [file.read_text("utf-8") for file in (ROOT / "tests").rglob("test_*.py")]
    return {promise for text in texts for promise in NAMED.findall(text)}


def swept() -> set[str]:
    return {promise for sweep in all_sweeps() for promise in sweep.holds}


@pytest.mark.parametrize("promise", PROMISED)
def test_a_promise_of_the_page_is_in_the_name_of_a_test(promise: str) -> None:
    assert promise.lower() in in_names() or promise in swept()


def test_a_number_in_the_name_of_a_test_is_a_promise_of_the_page() -> None:
    assert len(PROMISED) == len(set(PROMISED)) >= 31
    assert sorted(in_names() - {promise.lower() for promise in PROMISED}) == []
    assert sorted(swept() - set(PROMISED)) == []
