"""System packages on Debian and its relatives; elsewhere this room has nothing to do."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from setting_up.steps import Missing, note, run


@dataclass(frozen=True)
class Group:
    """Packages that belong together.

    Attributes:
        without: what a person misses without them; empty where posapp cannot do without.
    """

    packages: tuple[str, ...]
    without: str = ""


QT = Group(
    ("libgl1", "libegl1", "libfontconfig1", "libglib2.0-0", "libxkbcommon0", "libdbus-1-3")
)
REAL_SCREEN = Group(
    (
        "libxcb-cursor0",
        "libxcb-icccm4",
        "libxcb-keysyms1",
        "libxcb-shape0",
        "libxkbcommon-x11-0",
    )
)
CAMERA = Group(("libpulse0", "libxrandr2"))
EMOJI = Group(("fonts-noto-color-emoji",), "emoji in chats are drawn as empty boxes")
VIRTUAL_SCREEN = Group(("xvfb", "xauth", "openbox"), "tests on a virtual screen are skipped")
SWEEPS = Group(
    ("strace", "nftables", "iproute2"),
    "sweeps that end the program at a system call or break its network are skipped",
)
CHROMIUM = Group(("chromium", "chromium-driver"), "tests of the customer's page are skipped")
CHAIN = Group(
    ("postgresql", "pgbouncer", "haproxy"),
    "tests of the central service as a chain runs it are skipped",
)


def is_debian() -> bool:
    """Whether packages come from apt here: Debian, Ubuntu and their children."""
    if shutil.which("apt-get") is None or shutil.which("dpkg-query") is None:
        return False
    release = platform.freedesktop_os_release()
    return "debian" in f"{release.get('ID', '')} {release.get('ID_LIKE', '')}".split()


def python_needs() -> Group:
    """What Debian keeps apart from its own Python and a virtual environment needs."""
    if Path(sys.base_prefix) != Path("/usr"):
        return Group(())
    return Group((f"python{sys.version_info.major}.{sys.version_info.minor}-venv",))


def missing(groups: Sequence[Group]) -> tuple[Group, ...]:
    """What of these groups is not installed, under its own or a newer name."""
    query = ["dpkg-query", "-W", "-f", "${db:Status-Status} ${Package} ${Provides}\n"]
    listed = subprocess.run(query, check=True, capture_output=True, encoding="utf-8").stdout
    there: set[str] = set()
    for line in listed.splitlines():
        status, *names = line.replace(",", " ").split()
        if status == "installed":
            there.update(names)
    short = (
        Group(tuple(name for name in group.packages if name not in there), group.without)
        for group in groups
    )
    return tuple(group for group in short if group.packages)


def install(groups: Sequence[Group]) -> None:
    """Install packages by apt without asking anything.

    Raises:
        Missing: packages that posapp cannot do without were refused.
    """
    try:
        _apt([name for group in groups for name in group.packages])
    except Missing:
        needed = [name for group in groups if not group.without for name in group.packages]
        if needed:
            _apt(needed)
        for group in groups:
            if group.without:
                _install_nice(group)


def _install_nice(group: Group) -> None:
    """Install what can be missed, after all packages together were refused."""
    try:
        _apt(group.packages)
    except Missing as sentence:
        note(f"{' '.join(group.packages)} could not be installed: {group.without}.")
        note(str(sentence).splitlines()[0])


def _apt(packages: Sequence[str]) -> None:
    words = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    sentence = f"System packages could not be installed. As root, run: {' '.join(words)}"
    before = _as_root()
    if before is None:
        raise Missing(sentence)
    quietly = [*before, "env", "DEBIAN_FRONTEND=noninteractive"]
    run([*quietly, "apt-get", "update"], sentence)
    run([*quietly, *words], sentence)


def _as_root() -> list[str] | None:
    """The words before a command that only root may run; None where nobody can."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    return [sudo] if sys.stdin is not None and sys.stdin.isatty() else [sudo, "-n"]
