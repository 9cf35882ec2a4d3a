"""The virtual environment: made once, filled from a hash-locked list, stamped when done."""

from __future__ import annotations

import compileall
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

from setting_up.steps import Missing, run

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / ".venv"
STAMP = FOLDER / "posapp-set-up.json"
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
# A newer patch of the same Python, as a system brings it, serves the same environment.
PYTHON = f"{sys.implementation.name} {sys.version_info[0]}.{sys.version_info[1]}"
TELL_PYTHON = "import sys; print(sys.implementation.name, '%d.%d' % sys.version_info[:2])"
PIECES = ("venv", "ensurepip")
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
    importlib.invalidate_caches()  # the pieces may have been installed a moment ago
    if any(importlib.util.find_spec(piece) is None for piece in PIECES):
        raise Missing(
            f"Python {sys.version.split()[0]} lacks its modules venv and ensurepip. Install "
            "them with your system's package tool (on Debian and Ubuntu: apt-get install "
            "python3-venv), then start this again."
        )
    import venv

    try:
        venv.create(FOLDER, clear=True, with_pip=True, symlinks=os.name != "nt")
    except (subprocess.CalledProcessError, OSError) as fault:
        raise Missing(f"The environment {FOLDER} could not be made: {fault}") from fault


def fill(lock: str) -> None:
    """Install a list and posapp itself, compiled: without byte code a start takes seconds.

    Raises:
        Missing: a package could not be fetched, or does not fit its hash.
    """
    pip = [str(python()), "-m", "pip", "install", "--quiet", "--no-deps"]
    bound = ["--require-hashes", "--only-binary", ":all:", "--requirement", str(_path(lock))]
    run([*pip, *bound], "The libraries could not be installed. Is the network there?", _quiet())
    here = ["--no-build-isolation", "--no-index", "--editable", str(ROOT)]
    run([*pip, *here], "posapp itself could not be installed.", _quiet())
    compileall.compile_dir(ROOT / "posapp", quiet=2)


def try_qt() -> None:
    """See that Qt and its system libraries can be loaded.

    Raises:
        Missing: they cannot; the text names the library.
    """
    run(
        [str(python()), "-c", "from PySide6 import QtGui, QtWidgets"],
        "Qt cannot be loaded, most likely because the system lacks a library; the last line "
        "names it. Install it with your system's package tool, then start this again.",
    )


def stamp(lock: str) -> None:
    """Write down that this list is installed and runs, beside those that were before."""
    now = {**_stamped(), **{key: _now(key) for key in (*HERE, lock)}}
    STAMP.write_text(json.dumps(now, indent=1) + "\n", "utf-8")


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
    """Whether the environment there runs, is of this Python and this folder, and has pip."""
    if _stamped().get("checkout", str(ROOT)) != str(ROOT):
        return False
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
