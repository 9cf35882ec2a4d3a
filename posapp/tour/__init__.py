"""``posapp tour``: the main job at the real window, played as a person would do it.

A centre with the demo chain runs as a process of its own on a free port, with a simulated
printer and card terminal. Each step is said, checked against the databases of the centre and
of the register, and kept as a picture.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from posapp.options import LANGUAGES, THEMES, size
from posapp.qa.display import has_display


def main(argv: Sequence[str]) -> int:
    """Play the tour: 0, or 1 after the first step that did not come out as it should."""
    asked = _parser().parse_args(argv)
    if not has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"  # leaves no trace
    from posapp.tour.playing import Wish, play

    out = asked.out or Path(tempfile.mkdtemp(prefix="posapp-tour-"))
    out.mkdir(parents=True, exist_ok=True)
    if asked.fresh:
        for picture in out.glob("[0-9][0-9]-*.png"):
            picture.unlink()
    return play(Wish(asked.language, asked.theme, asked.size, out))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="posapp tour",
        description="Serve a customer of the demo shop from the QR to the receipt, at the real "
        "window, and check every step against the databases. Nothing of it is kept but the "
        "pictures.",
        epilog="Ends with 0 when every step came out as it should, else with 1 and the step "
        "that did not.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--language", choices=LANGUAGES, default="en", help="of the shop and the screen")
    add("--size", type=size, default=(1366, 768), metavar="WxH", help="of the window")
    add("--theme", choices=THEMES, default="light", help="colours of the screen")
    add("--out", type=Path, default=None, metavar="FOLDER", help="where the pictures go")
    add("--fresh", action="store_true", help="remove the pictures of an earlier tour first")
    return parser
