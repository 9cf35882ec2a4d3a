"""The command `posapp`: finds out what was asked, and imports only what that needs."""

from __future__ import annotations

import argparse
import importlib.util
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from posapp import __version__
from posapp.options import MISSING, STOPPED

EXIT_CODES = """exit codes:
  0    everything is fine
  1    something failed; the last lines say what
  2    the command was written wrongly
  3    something is missing on this computer; the last lines say what to do
  130  stopped by hand"""

COMMANDS = """other commands, each with a --help of its own:
  posapp enrol    make this computer a register of a chain, plug devices into it
  posapp demo     open the register on a demo shop that runs on this computer
  posapp tour     watch the register serve a customer by itself, checking each step
  posapp hub      run and look after the central service of the chain
  posapp bench    measure how fast the register is on this computer
  posapp backup   copy this register's books while it sells, and read the copy back
  posapp restore  put a backup in their place, with receipt numbers that begin anew
  posapp customer write down all that this register keeps about one customer
  posapp doctor   see whether this computer is fit for the register, and what to do if not
  posapp journal  see whether every sale of this register still is what was written"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    _write_any_letter()
    words = list(sys.argv[1:] if arguments is None else arguments)
    name = words[0] if words else ""
    try:
        if name in RUNS:
            return _run(name, words[1:])
        return _register(words)
    except KeyboardInterrupt:
        return STOPPED
    except ImportError as fault:
        if not _is_of_qt(fault):
            raise
        _say(f"Qt cannot be loaded: {fault}\nRun 'posapp doctor': it says what to install.")
        return MISSING


def _write_any_letter() -> None:
    """A letter that this terminal's alphabet lacks is written as an escape: no command ends
    over the name of a customer."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _register(words: list[str]) -> int:
    asked = _parser().parse_args(words)
    from posapp import app, options

    return app.main(
        options.RegisterOptions(
            folder=asked.folder or options.default_folder(),
            language=asked.language,
            theme=asked.theme,
            size=asked.size,
        )
    )


def _demo(words: list[str]) -> int:
    from posapp import demo

    return demo.main(words)


def _tour(words: list[str]) -> int:
    from posapp import tour

    return tour.main(words)


def _hub(words: list[str]) -> int:
    from posapp.hub import cli

    return cli.main(words)


def _bench(words: list[str]) -> int:
    from posapp import bench

    return bench.main(words)


def _doctor(words: list[str]) -> int:
    from posapp import doctor

    return doctor.main(words)


def _enrol(words: list[str]) -> int:
    from posapp import enrol

    return enrol.main(words)


def _journal(words: list[str]) -> int:
    from posapp import verify

    return verify.main(words)


def _backup(words: list[str]) -> int:
    from posapp import backup

    return backup.main(words)


def _restore(words: list[str]) -> int:
    from posapp import restore

    return restore.main(words)


def _customer(words: list[str]) -> int:
    from posapp import customer

    return customer.main(words)


RUNS: dict[str, Callable[[list[str]], int]] = {
    "enrol": _enrol,
    "demo": _demo,
    "tour": _tour,
    "hub": _hub,
    "bench": _bench,
    "doctor": _doctor,
    "journal": _journal,
    "backup": _backup,
    "restore": _restore,
    "customer": _customer,
}
NEEDS_HUB = ("demo", "tour", "hub", "bench")


def _run(name: str, words: list[str]) -> int:
    if name in NEEDS_HUB and importlib.util.find_spec("fastapi") is None:
        _say(
            f"'posapp {name}' needs the central service, which is not installed on this "
            "computer.\nInstall it with: python3 packaging/start.py hub"
        )
        return MISSING
    return RUNS[name](words)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="posapp",
        usage="posapp [options]            open the register\n"
        "       posapp COMMAND [options]    one of the commands below",
        description="posapp is the register of an omnichannel shop. Without a command it opens "
        "the\nregister's window.",
        epilog=f"{COMMANDS}\n\n{EXIT_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--version", action="version", version=f"posapp {__version__}")
    add("--folder", type=Path, metavar="FOLDER", help="where this register keeps its sales")
    add("--language", choices=("en", "it"), help="language of the screen")
    add("--theme", choices=("light", "dark"), help="colours of the screen")
    add("--size", type=_size, metavar="1366x768", help="size of the window in pixels")
    return parser


def _size(text: str) -> tuple[int, int]:
    from posapp.options import size

    try:
        return size(text)
    except ValueError:
        form = "a size is written 1366x768, from 640x480 to 16384x16384"
        raise argparse.ArgumentTypeError(form) from None


def _is_of_qt(fault: ImportError) -> bool:
    """Whether Qt's libraries are missing or broken, and not a module of our own."""
    names = f"{fault.name or ''} {fault.path or ''} {fault}"
    return "PySide6" in names or "shiboken6" in names or (os.name == "posix" and ".so" in names)


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
