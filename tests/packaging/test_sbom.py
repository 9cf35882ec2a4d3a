"""What posapp is made of is listed, hashed, and binds nobody to more than the LGPL does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import sbom

LOCKS = Path(sbom.HERE)


def test_every_library_of_a_shop_is_listed_with_its_hashes_and_a_licence_that_may_be() -> None:
    assert sbom.faults() == []


def test_list_leaves_nothing_of_the_locks_out() -> None:
    for lock in sbom.SHIPPED:
        text = (LOCKS / f"{lock}.lock").read_text("utf-8")
        pinned = set(re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE))
        assert {part.name for part in sbom.parts([lock])} == pinned
    listed = json.loads(sbom.OUT.read_text("utf-8"))
    assert listed["bomFormat"] == "CycloneDX"
    assert len({each["purl"] for each in listed["components"]}) == len(listed["components"])


@pytest.mark.parametrize("lock", ["register", "hub", "camera", "develop"])
def test_nothing_is_installed_without_its_hash(lock: str) -> None:
    """Hash-locked: what is not pinned and hashed is refused by the installer."""
    found = sbom.parts([lock])
    assert found
    assert [part.name for part in found if not part.hashes] == []


@pytest.mark.parametrize(
    ("licence", "may"),
    [
        ("MIT", True),
        ("LGPL-3.0-only", True),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", True),
        ("Apache-2.0 AND (MIT OR GPL-3.0-only)", False),
        ("GPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("MIT AND GPL-2.0-only", False),
        ("SSPL-1.0", False),
        ("", False),
    ],
)
def test_licences_that_bind_are_told_apart(licence: str, may: bool) -> None:
    assert sbom.may_be(licence) is may
