"""What is known against a library of a shop is found, from a file, without the internet."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import audit
import pytest
import sbom

PARTS = [sbom.Part("Jinja-Two", "3.1.2", "", ("0" * 64,), ("hub",))]


def advisory(affected: dict[str, Any], **more: str) -> dict[str, Any]:
    package = {"ecosystem": "PyPI", "name": "jinja_two"}
    made = {"id": "PYSEC-1", "summary": "bad", "modified": "2026-11-01T00:00:00Z"}
    return {**made, **more, "affected": [{"package": package, **affected}]}


def between(*events: dict[str, str]) -> dict[str, Any]:
    return {"ranges": [{"type": "ECOSYSTEM", "events": list(events)}]}


@pytest.mark.parametrize(
    ("affected", "weak"),
    [
        ({"versions": ["3.1.2"]}, True),
        ({"versions": ["3.1.1"]}, False),
        (between({"introduced": "0"}, {"fixed": "3.1.3"}), True),
        (between({"introduced": "0"}, {"fixed": "3.1.2"}), False),
        (between({"introduced": "3.1.3"}), False),
        (between({"introduced": "0"}, {"last_affected": "3.1.2"}), True),
        (between({"introduced": "0"}, {"last_affected": "3.1.1"}), False),
        (between({"introduced": "0"}, {"fixed": "2.0"}, {"introduced": "3.0"}), True),
        (between({"introduced": "what"}), True),
        ({"ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]}, False),
    ],
)
def test_an_advisory_is_for_its_versions(affected: dict[str, Any], weak: bool) -> None:
    found, newest = audit.weaknesses([advisory(affected)], PARTS)
    assert found == (["Jinja-Two 3.1.2: PYSEC-1 bad"] if weak else [])
    assert newest == "2026-11-01T00:00:00Z"


def test_a_withdrawn_advisory_and_another_world_of_packages_are_nothing() -> None:
    over = advisory({"versions": ["3.1.2"]}, withdrawn="2026-11-02T00:00:00Z")
    other = advisory({"versions": ["3.1.2"]})
    other["affected"][0]["package"]["ecosystem"] = "npm"
    assert audit.weaknesses([over, other], PARTS)[0] == []


def test_audit_of_what_a_shop_installs_says_what_it_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = sbom.parts()[0]
    bad = advisory({"versions": [first.version]})
    bad["affected"][0]["package"]["name"] = first.name
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("PYSEC-1.json", json.dumps(bad))
    assert audit.main(["--offline", "--advisories", str(path)]) == 1
    said = capsys.readouterr().out
    assert f"{first.name} {first.version}: PYSEC-1 bad" in said
    assert "up to 2026-11-01" in said
    assert audit.main(["--offline"]) == 0
    assert "NOT looked up" in capsys.readouterr().out


def test_what_the_index_has_withdrawn_is_heard() -> None:
    said = 'Would install 1 package\nwarning: `a==1.0` is yanked (reason: "bad")\n'
    assert audit.yanked(said) == ['`a==1.0` is yanked (reason: "bad")']
