"""SECURITY.md promises nothing that no test holds."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
DEFINED = re.compile(r"^\s*def (test_\w+)\(", re.MULTILINE)


def threats() -> list[list[str]]:
    """The cells of each row of the table of threats."""
    table = PAGE.partition("\n## Threats")[2].partition("\n## ")[0]
    rows = [line.strip("|").split(" | ") for line in table.splitlines() if line.startswith("|")]
    return rows[2:]


def test_every_test_that_the_page_names_is_there() -> None:
    texts = [file.read_text("utf-8") for file in (ROOT / "tests").rglob("test_*.py")]
    there = {name for text in texts for name in DEFINED.findall(text)}
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert named - there == set()
    assert len(named) > 50


def test_every_threat_has_a_mitigation_and_a_test() -> None:
    rows = threats()
    assert len(rows) >= 25
    for row in rows:
        assert len(row) == 3, row
        assert row[1].strip(), row
        assert "`test_" in row[2], row


def test_files_that_the_page_names_are_there() -> None:
    for path in re.findall(r"`((?:docs|packaging|tests|posapp)/[\w./-]+)`", PAGE):
        assert (ROOT / path).exists(), path
