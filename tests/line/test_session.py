"""P7: what the environment says changes nothing about a connection."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from posapp.line import deadline


def test_p7_nobody_writes_down_the_keys_of_a_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = tmp_path / "keys"
    monkeypatch.setenv("SSLKEYLOGFILE", str(keys))
    context = deadline.trusting()
    assert context.keylog_filename is None
    assert not keys.exists()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
