"""Renew the lock files: every version and its hashes, for every system, in one run.

Use: .venv/bin/python packaging/lock.py            keep what is locked, add what is new
     .venv/bin/python packaging/lock.py --upgrade  take the newest versions allowed
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent / "pyproject.toml"
LOCKS = {
    "register": (),
    "hub": ("hub",),
    "camera": ("camera",),
    "develop": ("hub", "camera", "develop"),
}
HEADER = "# Made by packaging/lock.py from pyproject.toml; do not edit.\n"


def compile_lock(extras: tuple[str, ...], wanted: Path, seed: Path, *more: str) -> str:
    """The pinned, hashed requirements of posapp with `extras`, as text.

    `seed` holds versions to prefer. Only wheels are taken: building a source archive
    would fetch build tools that no hash here covers.

    Raises:
        subprocess.CalledProcessError: the versions asked for do not go together.
    """
    out = wanted.parent / "compiled.lock"
    out.write_text(seed.read_text("utf-8") if seed.exists() else "", "utf-8")
    choice = [part for extra in extras for part in ("--extra", extra)]
    rules = ["--universal", "--python-version", "3.11", "--generate-hashes", "--only-binary"]
    quiet = [":all:", "--no-annotate", "--no-header", "--no-emit-index-url", "--quiet"]
    command = ["uv", "pip", "compile", *rules, *quiet, *choice, *more]
    command += ["--output-file", str(out), str(PROJECT), str(wanted)]
    subprocess.run([sys.executable, "-m", *command], check=True)
    return out.read_text("utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions")
    upgrade = ["--upgrade"] if parser.parse_args().upgrade else []
    build_tools = tomllib.loads(PROJECT.read_text("utf-8"))["build-system"]["requires"]
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "build.in")
        wanted.write_text("\n".join(build_tools) + "\n", "utf-8")
        whole = Path(folder, "whole.lock")
        locked = HERE / "develop.lock"
        text = compile_lock(LOCKS["develop"], wanted, locked, *upgrade)
        whole.write_text(text, "utf-8")
        for name, extras in LOCKS.items():
            # One version of each package in all four files, so that they add up on one machine.
            text = compile_lock(extras, wanted, whole, "--constraint", str(whole))
            HERE.joinpath(f"{name}.lock").write_text(HEADER + text, "utf-8")
            print(f"{name}.lock: {text.count('==')} packages")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
