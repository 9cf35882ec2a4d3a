"""What may be known against the libraries of a shop; to be asked before a release.

Use: .venv/bin/python packaging/audit.py                      list, licences, withdrawn versions
     .venv/bin/python packaging/audit.py --advisories all.zip  and known weaknesses

Withdrawn ("yanked", PEP 592) is what the package index says now, so it needs a line to it.
Advisories are read from a file of the Open Source Vulnerabilities project, fetched where there
is a line: https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip (CC-BY 4.0). None is
kept here: it would be old by tomorrow. Exit code 1 when there is anything to mend.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import sbom
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

YANKED = re.compile(r"`([^`]+)` is yanked[^\n]*")
ASK_S = 300


def withdrawn(locks: Iterable[str] = sbom.SHIPPED) -> list[str]:
    """What the index has withdrawn since it was locked.

    Raises:
        subprocess.CalledProcessError: the index cannot be asked.
    """
    found: list[str] = []
    for lock in locks:
        with tempfile.TemporaryDirectory() as nowhere:
            asked = ["pip", "install", "--dry-run", "--no-deps", "--target", nowhere]
            ran = subprocess.run(
                [sys.executable, "-m", "uv", *asked, "-r", str(sbom.HERE / f"{lock}.lock")],
                capture_output=True,
                text=True,
                check=True,
                timeout=ASK_S,
            )
        found += yanked(ran.stderr)
    return sorted(set(found))


def yanked(said: str) -> list[str]:
    """What an installer said was withdrawn."""
    return [match[0] for match in YANKED.finditer(said)]


def advisories(path: Path) -> Iterator[dict[str, Any]]:
    """Every advisory of an OSV file."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".json"):
                yield json.loads(archive.read(name))


def weaknesses(
    known: Iterable[dict[str, Any]], parts: Sequence[sbom.Part]
) -> tuple[list[str], str]:
    """What is known against these libraries, and how new the newest advisory is."""
    versions: dict[str, list[sbom.Part]] = {}
    for part in parts:
        versions.setdefault(canonicalize_name(part.name), []).append(part)
    found, newest = [], ""
    for each in known:
        newest = max(newest, str(each.get("modified", "")))
        if not each.get("withdrawn"):
            found += [
                f"{part.name} {part.version}: {each['id']} {each.get('summary', '')}".strip()
                for affected in each.get("affected", ())
                for part in versions.get(_name(affected), ())
                if touches(affected, part.version)
            ]
    return sorted(set(found)), newest


def touches(affected: dict[str, Any], version: str) -> bool:
    """Whether an advisory's ``affected`` speaks of this version, by list or by range."""
    if version in affected.get("versions", ()):
        return True
    ranges = [each for each in affected.get("ranges", ()) if each.get("type") == "ECOSYSTEM"]
    return any(_within(each.get("events", ()), Version(version)) for each in ranges)


def _within(events: Iterable[dict[str, str]], version: Version) -> bool:
    """Events in order: introduced, then fixed or last affected."""
    inside = False
    for event in events:
        ((kind, text),) = list(event.items())[:1]
        try:
            at = Version("0" if text == "0" else text)
        except InvalidVersion:
            return True  # what cannot be judged is shown to a person
        if kind == "introduced" and version >= at:
            inside = True
        elif (kind == "fixed" and version >= at) or (kind == "last_affected" and version > at):
            inside = False
    return inside


def _name(affected: dict[str, Any]) -> str:
    package = affected.get("package", {})
    return (
        canonicalize_name(package.get("name", "")) if package.get("ecosystem") == "PyPI" else ""
    )


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--advisories", type=Path, help="all.zip of OSV for PyPI")
    parser.add_argument("--offline", action="store_true", help="do not ask the index")
    asked = parser.parse_args(arguments)
    parts, wrong = sbom.parts(), sbom.faults()
    told = [f"{len(parts)} libraries: list, hashes and licences were looked at."]
    if not asked.offline:
        wrong += withdrawn()
        told.append("Withdrawn versions: as the index says now.")
    if asked.advisories:
        weak, newest = weaknesses(advisories(asked.advisories), parts)
        wrong += weak
        told.append(f"Known weaknesses: by advisories up to {newest or 'never: it is empty'}.")
    else:
        told.append("Known weaknesses were NOT looked up: --advisories all.zip")
    print("\n".join((*told, *wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
