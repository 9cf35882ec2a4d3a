"""P7: a line without TLS ends at this computer."""

from __future__ import annotations

import pytest

from posapp.line.here import loopback


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("localhost.example", False),
        ("", False),
    ],
)
def test_p7_loopback_is_told_apart(host: str, here: bool) -> None:
    assert loopback(host) is here
