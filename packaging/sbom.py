"""The list of what posapp is made of, as CycloneDX, with licences; and whether those may be.

Use: .venv/bin/python packaging/sbom.py          write packaging/sbom.json from the lock files
     .venv/bin/python packaging/sbom.py --check  say what does not fit; 1 if anything

Names, versions and hashes come from the locks, licences from what the packages say of
themselves. Nothing may bind who uses posapp to more than the LGPL does.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
OUT = HERE / "sbom.json"
SHIPPED = ("register", "hub", "camera")  # the develop lock is for no shop
PIN = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)(?: ; (?P<marker>[^\\]+?))? *\\?$"
)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
ALLOWED = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "PSF-2.0"),
    *("LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MPL-2.0"),
    *("Unlicense", "Zlib", "Python-2.0"),
}
# What classifiers and free words mean where a package has no SPDX expression.
SPOKEN = {
    "Apache Software License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache-2.0": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "BSD": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "MIT": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL-2.1-or-later",
}
# Those that say it in words of their own, or are for another system than this one; read in
# their repositories.
KNOWN = {
    "colorama": "BSD-3-Clause",
    "pysqlite3": "Zlib",
    "pywin32-ctypes": "BSD-3-Clause",
    "tzdata": "Apache-2.0",
}
EXPRESSION = re.compile(r"[A-Za-z0-9.+-]+( (OR|AND) [A-Za-z0-9.+-]+)+")


@dataclass(frozen=True)
class Part:
    """One library.

    Attributes:
        marker: on which systems it is installed; empty for all.
        hashes: SHA-256 of each file that may be installed.
        locks: which of ``SHIPPED`` it is in.
    """

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    locks: tuple[str, ...]


def parts(locks: Iterable[str] = SHIPPED) -> list[Part]:
    """Every library of these lock files, by name and version."""
    found: dict[tuple[str, str], Part] = {}
    for lock in locks:
        for part in _of(lock, (HERE / f"{lock}.lock").read_text("utf-8")):
            before = found.get((part.name, part.version))
            held = (*before.locks, lock) if before else (lock,)
            found[part.name, part.version] = Part(*_fields(part), held)
    return [found[key] for key in sorted(found)]


def licence(name: str) -> str:
    """The SPDX expression of a library's licence; empty where it is not known."""
    if name in KNOWN:
        return KNOWN[name]
    try:
        says = distribution(name).metadata.json
    except PackageNotFoundError:
        return ""
    free = str(says.get("license", "")).strip()
    if says.get("license_expression") or EXPRESSION.fullmatch(free):
        return str(says.get("license_expression") or free)
    classified = [str(each).rpartition(" :: ")[2] for each in says.get("classifier", ())]
    return " OR ".join(sorted({SPOKEN[each] for each in (*classified, free) if each in SPOKEN}))


def may_be(expression: str) -> bool:
    """Whether a licence binds nobody to more than the LGPL does: one side of each OR, every
    side of each AND; all that is named, where there are brackets."""
    if "(" in expression:  # whatever it is nested like
        return set(re.findall(r"[A-Za-z0-9.+-]+", expression)) - {"OR", "AND"} <= ALLOWED
    return any(
        all(each.strip().partition(" WITH ")[0] in ALLOWED for each in choice.split(" AND "))
        for choice in expression.split(" OR ")
    )


def document(found: Sequence[Part]) -> dict[str, Any]:
    """The list as CycloneDX 1.6; the same for the same locks."""
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": "posapp",
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": [_component(part) for part in found],
    }


def faults() -> list[str]:
    """What does not fit, in words."""
    found = parts()
    wrong = [
        f"{part.name}: licence {licence(part.name) or 'not known'}"
        for part in found
        if not may_be(licence(part.name))
    ]
    wrong += [f"{part.name}: no hash" for part in found if not part.hashes]
    if not OUT.exists() or OUT.read_text("utf-8") != text(found):
        wrong.append(f"{OUT.name} is not of these locks: run packaging/sbom.py")
    return wrong


def text(found: Sequence[Part]) -> str:
    return json.dumps(document(found), indent=1) + "\n"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing")
    if not parser.parse_args(arguments).check:
        OUT.write_text(text(parts()), "utf-8")
    wrong = faults()
    print("\n".join(wrong) or f"{len(parts())} libraries, every licence may be.")
    return 1 if wrong else 0


def _of(lock: str, whole: str) -> Iterable[Part]:
    for block in re.split(r"\n(?=\S)", whole):
        head = PIN.match(block.partition("\n")[0].strip())
        if head is not None:
            hashes = tuple(HASH.findall(block))
            yield Part(head["name"], head["version"], head["marker"] or "", hashes, (lock,))


def _fields(part: Part) -> tuple[str, str, str, tuple[str, ...]]:
    return part.name, part.version, part.marker, part.hashes


def _component(part: Part) -> dict[str, Any]:
    said = [("lock", lock) for lock in part.locks]
    said += [("marker", part.marker)] if part.marker else []
    return {
        "type": "library",
        "bom-ref": f"pkg:pypi/{part.name}@{part.version}",
        "name": part.name,
        "version": part.version,
        "purl": f"pkg:pypi/{part.name}@{part.version}",
        "licenses": [{"expression": licence(part.name)}],
        "hashes": [{"alg": "SHA-256", "content": each} for each in part.hashes],
        "properties": [{"name": f"posapp:{name}", "value": value} for name, value in said],
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
