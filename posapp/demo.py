"""``posapp demo``: a whole shop on this computer, and the register open on it.

The centre runs as a process of its own on SQLite and a free loopback port, with the demo
chain; a card terminal and a receipt printer are simulated on sockets. What was sold stays
for the next run.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from platformdirs import user_data_path

from posapp.hub.populate import Wanted
from posapp.options import LANGUAGES, THEMES, RegisterOptions, size
from posapp.qa.centre import Centre, fill
from posapp.qa.display import has_display

STORE = "12"
CENTRE, REGISTER = "hub.db", "register"  # what a demo makes in its folder
CARD_S = 2.0  # how long the simulated customer takes at the terminal


@dataclass(frozen=True)
class DemoOptions:
    """What was asked. ``folder`` holds the centre's and the register's data."""

    folder: Path
    language: str
    theme: str | None
    size: tuple[int, int] | None
    skus: int


def main(argv: Sequence[str]) -> int:
    """Open the register on the demo shop; without a display, play the tour instead."""
    asked = _parser().parse_args(argv)
    if not has_display():
        return _tour(asked)
    folder = asked.folder or user_data_path("posapp-demo", appauthor=False) / asked.language
    if asked.fresh:
        forget(folder)
    return run(DemoOptions(folder, asked.language, asked.theme, asked.size, asked.skus))


def forget(folder: Path) -> None:
    """Take away what an earlier demo made here, and nothing else: ``--folder`` may name a
    place with other things in it."""
    if not (folder / CENTRE).exists():
        return
    if (folder / REGISTER).exists():
        shutil.rmtree(folder / REGISTER)
    for end in ("-wal", "-shm", ""):
        (folder / f"{CENTRE}{end}").unlink(missing_ok=True)


def run(options: DemoOptions) -> int:
    """Start everything, keep the window until it is closed, stop everything."""
    from posapp import app
    from posapp.qa.printer import PrinterSimulator
    from posapp.qa.terminal import TerminalSimulator

    options.folder.mkdir(parents=True, exist_ok=True)
    database = options.folder / CENTRE
    _say("Preparing the demo shop …")
    fill(database, Wanted(options.language, skus=options.skus), told=_say)
    with ExitStack() as running:
        centre = running.enter_context(Centre(database, "--demo"))
        printer = running.enter_context(PrinterSimulator())
        terminal = running.enter_context(TerminalSimulator(takes_s=CARD_S))
        register = options.folder / REGISTER
        plug_in(centre, register, printer.port, terminal.port)
        _say(_welcome(centre.url))
        return app.main(
            RegisterOptions(
                folder=register,
                language=options.language,
                theme=options.theme,
                size=options.size,
            )
        )


def plug_in(centre: Centre, folder: Path, printer: int, terminal: int) -> None:
    """Enrol the register once, and tell it where everything is in this run."""
    from posapp.services import enrolling

    if not enrolling.enrolled(folder):
        enrolling.enrol(folder, centre.url, centre.enrolment_code(STORE), "Demo")
    kept = enrolling.settings(folder)
    enrolling.save(
        folder,
        replace(
            kept,
            hub_url=centre.url,
            printer=f"127.0.0.1:{printer}",
            terminal=f"127.0.0.1:{terminal}",
        ),
    )


def _tour(asked: argparse.Namespace) -> int:
    from posapp import tour

    _say("There is no display here, so the tour is played instead.")
    words = ["--language", asked.language]
    words += ["--theme", asked.theme] if asked.theme else []
    words += ["--size", "{}x{}".format(*asked.size)] if asked.size else []
    return tour.main(words)


def _welcome(url: str) -> str:
    return (
        "PINs: 1234 and 2345 (clerks), 9876 (manager). Phone numbers to try: "
        "+39 347 555 0214, +39 347 555 0302, +39 347 555 0777.\n"
        f"Customers' phones, with their QR codes: {url}/demo"
    )


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="posapp demo",
        description="Open the register on a demo shop that runs on this computer. What you "
        "sell is kept for the next time. Without a display the tour is played instead.",
        allow_abbrev=False,
    )
    parser.add_argument("--fresh", action="store_true", help="forget what was sold before")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument("--theme", choices=THEMES, default=None)
    parser.add_argument("--size", type=size, default=None, metavar="WxH")
    parser.add_argument("--skus", type=int, default=4_000, help="how many products; 4,000")
    parser.add_argument("--folder", type=Path, default=None, help="where the data is kept")
    return parser
