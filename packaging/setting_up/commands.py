"""The commands of start.py: what each sets up, and what it starts then."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from setting_up import debian, environment
from setting_up.steps import Missing, Step, follow

FINE, MISSING, STOPPED = 0, 3, 130
EXIT_CODES = """exit codes:
  0 fine                      1 a step or a test failed
  2 wrong arguments           3 something is missing on this computer (the last lines say what)
  130 stopped by hand"""


@dataclass(frozen=True)
class Kind:
    """One way of setting up.

    Attributes:
        lock: the list of libraries it installs, by the name of its file.
        groups: the system packages it wants on Debian.
        starts: arguments for Python that start the program; empty where it starts nothing.
        then: what a person does next, where it starts nothing.
    """

    says: str
    lock: str
    groups: tuple[debian.Group, ...]
    starts: tuple[str, ...] = ()
    then: str = ""


def kinds() -> dict[str, Kind]:
    """The commands, by name, as they are on this computer."""
    screen = (debian.REAL_SCREEN,) if _has_display() else ()
    shown = (debian.QT, *screen, debian.EMOJI)
    tested = (
        *(debian.QT, debian.REAL_SCREEN, debian.CAMERA, debian.EMOJI),
        *(debian.VIRTUAL_SCREEN, debian.CHROMIUM, debian.SWEEPS, debian.CHAIN),
    )
    counter = (debian.QT, debian.REAL_SCREEN, debian.EMOJI)
    run = f"Done. Start the register with: {environment.program()}"
    return {
        "demo": Kind(
            "set up, then open the demo shop; without a command this happens too",
            "hub",
            shown,
            ("-m", "posapp", "demo"),
        ),
        "test": Kind(
            "set up with all that development needs, then run the tests",
            "develop",
            tested,
            ("-m", "pytest"),
        ),
        "soak": Kind(
            "set up like 'test', then try every promise at as many points as time allows",
            "develop",
            tested,
            ("-m", "tests.sweeps"),
        ),
        "register": Kind(
            "set up a counter PC: the register and no more", "register", counter, then=run
        ),
        "camera": Kind(
            "set up a counter PC whose camera scans, too",
            "camera",
            (*counter, debian.CAMERA),
            then=run,
        ),
        "hub": Kind(
            "set up a server: the central service",
            "hub",
            (),
            then=f"Done. See how to start it: {environment.program()} hub --help",
        ),
        "develop": Kind(
            "set up all that development needs, and start nothing",
            "develop",
            tested,
            then=f"Done. Run the tests with: {environment.python()} -m pytest",
        ),
    }


def main(arguments: Sequence[str]) -> int:
    """Set up and start what the arguments ask for; the exit code."""
    known = kinds()
    name, passed_on = asked(arguments, known)
    kind = known[name]
    try:
        follow(plan(kind))
    except Missing as sentence:
        print(f"\n{sentence}", file=sys.stderr)
        return MISSING
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.", file=sys.stderr)
        return STOPPED
    if not kind.starts:
        print(kind.then)
        return FINE
    return _start([str(environment.python()), *kind.starts, *passed_on])


def plan(kind: Kind) -> list[Step]:
    """What is still to be done before `kind` can run here; nothing where it can."""
    steps = []
    if debian.is_debian():
        lacking = debian.missing((debian.python_needs(), *kind.groups))
        if lacking:
            names = " ".join(name for group in lacking for name in group.packages)
            steps.append(Step(f"Installing {names}", partial(debian.install, lacking)))
    if not environment.is_filled(kind.lock):
        where = f"Preparing the environment {environment.FOLDER}"
        steps.append(Step(where, environment.make))
        fill = partial(environment.fill, kind.lock)
        steps.append(
            Step("Installing the libraries; the first time takes a minute or two", fill)
        )
        steps.append(Step("Looking whether they run here", partial(_finish, kind)))
    return steps


def _finish(kind: Kind) -> None:
    if debian.QT in kind.groups:
        environment.try_qt()
    environment.stamp(kind.lock)


def asked(arguments: Sequence[str], known: dict[str, Kind]) -> tuple[str, list[str]]:
    """The command, and the arguments for the program that it starts."""
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help")):
        return "demo", list(arguments)
    name, *rest = arguments
    if name in known and known[name].starts:
        return name, rest
    _parser(known).parse_args(arguments)
    return name, []


def _parser(known: dict[str, Kind]) -> argparse.ArgumentParser:
    """The help, and the check of commands that pass nothing on."""
    parser = argparse.ArgumentParser(
        prog="start.py",
        description="Set posapp up on this computer, from nothing but Python, and start it.\n"
        "What is set up already is left alone, so the second time is quick.",
        epilog="Arguments after 'demo' go to the demo, arguments after 'test' go to pytest:\n"
        "  python3 packaging/start.py demo --help\n"
        "  python3 packaging/start.py test -k receipt\n\n" + EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    for name, kind in known.items():
        commands.add_parser(name, help=kind.says, description=kind.says)
    return parser


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _start(command: list[str]) -> int:
    """Run a program in this one's place, so that signals and exit codes are its own."""
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(command[0], command)
    try:
        return subprocess.run(command, check=False).returncode  # Windows has no true exec
    except KeyboardInterrupt:
        return STOPPED
