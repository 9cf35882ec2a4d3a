"""The virtual environment: made once, filled from a hash-locked list, stamped when done."""

from __future__ import annotations

import compileall
import hashlib
import json
import os
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path

from setting_up.steps import Missing, run

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / ".venv"
STAMP = FOLDER / "posapp-set-up.json"
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
# A newer patch of the same Python, as a system brings it, serves the same environment.
PYTHON = f"{sys.implementation.name} {sys.version_info[0]}.{sys.version_info[1]}"
TELL_PYTHON = "import sys; print(sys.implementation.name, '%d.%d' % sys.version_info[:2])"
HERE = ("python", "checkout", "pyproject.toml")  # what a stamp says of every set-up


def python() -> Path:
    """The environment's own Python, whether it is there or not."""
    within = Path("Scripts", "python.exe") if os.name == "nt" else Path("bin", "python")
    return FOLDER / within


def program() -> Path:
    """The command `posapp` of the environment, whether it is there or not."""
    return python().with_name("posapp.exe" if os.name == "nt" else "posapp")


def is_filled(lock: str) -> bool:
    """Whether everything on this list was installed as the list is today."""
    stamped = _stamped()
    return python().exists() and all(stamped.get(key) == _now(key) for key in (*HERE, lock))


def make() -> None:
    """Have an environment of the running Python, a new one where the old does not serve.

    Raises:
        Missing: this Python cannot make one.
    """
    if _serves():
        return
    try:
        venv.create(FOLDER, clear=True, with_pip=True, symlinks=os.name != "nt")
    except (subprocess.CalledProcessError, OSError) as fault:
        raise Missing(
            f"The environment {FOLDER} could not be made: {fault}. Python "
            f"{sys.version.split()[0]} needs its modules venv and ensurepip for it (Debian and "
            f"Ubuntu: apt-get install python3-venv), and room on the disk."
        ) from fault


def fill(lock: str) -> None:
    """Install a list and posapp itself, compiled, and stamp the environment.

    Raises:
        Missing: a package could not be fetched, or does not fit its hash.
    """
    before = _stamped()
    STAMP.unlink(missing_ok=True)
    pip = [str(python()), "-m", "pip", "install", "--quiet", "--no-deps"]
    bound = ["--require-hashes", "--only-binary", ":all:", "--requirement", str(_path(lock))]
    run([*pip, *bound], "The libraries could not be installed. Is the network there?", _quiet())
    here = ["--no-build-isolation", "--no-index", "--editable", str(ROOT)]
    run([*pip, *here], "posapp itself could not be installed.", _quiet())
    compileall.compile_dir(ROOT / "posapp", quiet=2)
    stamp(lock, before)


def stamp(lock: str, before: Mapping[str, str] | None = None) -> None:
    """Write down that this list is installed, beside the lists that were `before`."""
    now = {**(before or {}), **{key: _now(key) for key in (*HERE, lock)}}
    STAMP.write_text(json.dumps(now, indent=1) + "\n", "utf-8")


def check_qt() -> None:
    """See that Qt and its system libraries can be loaded.

    Raises:
        Missing: they cannot; the text names the library.
    """
    run(
        [str(python()), "-c", "from PySide6 import QtGui, QtWidgets"],
        "Qt cannot be loaded, most likely because the system lacks a library; the last line "
        "names it. Install it with your system's package tool, then start this again.",
    )


def _now(key: str) -> str:
    """What a stamp made now says of one thing: this Python, this folder, or a file's hash."""
    if key == "python":
        return PYTHON
    if key == "checkout":
        return str(ROOT)
    path = ROOT / key if key in HERE else _path(key)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _path(lock: str) -> Path:
    return ROOT / "packaging" / f"{lock}.lock"


def _stamped() -> dict[str, str]:
    """What the last set-up that came to its end wrote down; empty where none did."""
    try:
        told = json.loads(STAMP.read_text("utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return {str(key): str(value) for key, value in told.items()}


def _serves() -> bool:
    """Whether the environment there runs, is of this Python's version and has pip."""
    try:
        told = run([str(python()), "-c", f"import pip; {TELL_PYTHON}"], "")
    except (Missing, OSError):
        return False
    return told.strip() == PYTHON


def _quiet() -> dict[str, str]:
    """Surroundings in which pip asks nothing and trusts the system's certificates."""
    quiet = {
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
        "PIP_RETRIES": "5",
        "PIP_ROOT_USER_ACTION": "ignore",
    }
    if SYSTEM_CERTIFICATES.exists():
        quiet["PIP_CERT"] = str(SYSTEM_CERTIFICATES)
    return quiet | dict(os.environ)
