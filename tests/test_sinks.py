"""P1: every place where a text leaves the program is known, and why it is safe there.

A sink is a call that could show rich text, write a file, start a program, or reach the
network. A new one fails here until it stands in the list, with its reason; the texts of
``tests.hostile`` are sent through those that take foreign text (the tests named ``p1``).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "posapp"
ELSEWHERE = ("hub", "qa", "bench", "tour")  # no part of what runs at a register for a clerk
RICH = {
    *("QLabel", "QTextEdit", "QTextBrowser", "QTextDocument", "QPlainTextEdit", "QMessageBox"),
    *("QErrorMessage", "QGraphicsTextItem", "QStaticText", "QToolTip", "QWhatsThis"),
    *("QSystemTrayIcon", "QTextLayout", "QWebEngineView", "QCheckBox", "QRadioButton"),
}
SAID = {
    *("setToolTip", "setWhatsThis", "setStatusTip", "setHtml", "setMarkdown", "insertHtml"),
    *("setTextFormat", "drawStaticText", "setWindowTitle", "showMessage", "clipboard"),
    *("setOpenExternalLinks", "setClipboard", "setMimeData"),
}
WRITES = {"write_text", "write_bytes", "fdopen", "startDetached", "openUrl", "QImageReader"}
REACHES = {
    *("requests", "urllib3", "urllib.request", "http.client", "socket", "subprocess", "csv"),
    *("webbrowser", "smtplib", "ftplib", "ctypes", "pickle", "marshal", "shelve", "xml.sax"),
    *("PySide6.QtNetwork", "PySide6.QtWebEngineWidgets", "PySide6.QtCore.QProcess"),
    *("PySide6.QtGui.QDesktopServices", "PySide6.QtGui.QClipboard"),
}
KNOWN = {
    ("QLabel", "ui/widgets/labels.py"): "the base of PlainLabel, which is PlainText",
    ("setTextFormat", "ui/widgets/labels.py"): "sets PlainText",
    ("QLabel", "ui/flight/looks.py"): "looks one up, makes none",
    ("QPlainTextEdit", "ui/flight/recorder.py"): "asks whether something is one",
    ("QPlainTextEdit", "ui/scanner.py"): "asks whether something is one",
    ("QPlainTextEdit", "ui/typed.py"): "asks whether something is one",
    ("QCheckBox", "ui/widgets/tick.py"): "a button, which knows no markup",
    ("QTextLayout", "ui/talk/bubble.py"): "lays out tamed text; it knows no markup",
    ("QTextLayout", "ui/widgets/labels.py"): "a label's own text, tamed; it knows no markup",
    ("setWindowTitle", "ui/window.py"): "our name, then the tamed name of the shop",
    ("setToolTip", "ui/widgets/buttons.py"): "every button's: tamed, never HTML",
    ("setToolTip", "ui/customer/person.py"): "empty",
    ("setToolTip", "ui/paying/pages.py"): "a sentence of ours",
    ("setToolTip", "ui/paying/ways.py"): "sentences of ours on buttons",
    ("setToolTip", "ui/talk/filters.py"): "a channel's name of ours on a button",
    ("QImageReader", "ui/pictures.py"): "size before pixels, PNG and JPEG alone",
    ("QImageReader", "ui/talk/photos.py"): "size before pixels, PNG and JPEG alone",
    ("write_bytes", "services/pictures.py"): "a checked picture, under a name of our making",
    ("write_text", "ui/preferences.py"): "the clerk's own choices",
    ("fdopen", "services/keeping.py"): "the register's key, and exports, formula-safe",
    ("fdopen", "ui/flight/ring.py"): "the report, discreet (P3)",
    ("startDetached", "ui/sounds.py"): "a player with a sound of ours",
    ("csv", "services/attention.py"): "each cell is made harmless",
    ("csv", "services/reporting.py"): "each cell is made harmless",
    ("requests", "line/session.py"): "the one connection to the configured centre",
    ("urllib3", "line/session.py"): "its faults",
    ("urllib3", "line/deadline.py"): "its connections, each wait of which has an end",
    ("socket", "line/deadline.py"): "those connections, to the configured centre",
    ("requests", "central/transport.py"): "its types",
    ("socket", "devices/printer.py"): "the configured printer",
    ("socket", "devices/terminal_tcp.py"): "the configured card terminal",
    ("subprocess", "doctor/program.py"): "asks about the program, with arguments of ours",
    ("PySide6.QtCore.QProcess", "ui/sounds.py"): "a player with a sound of ours",
}


def sinks(tree: ast.AST) -> Iterator[str]:
    """The sinks that a module uses."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name) if name in RICH | SAID | WRITES:
                yield name
            case ast.Name(id=name) if name in RICH | WRITES:
                yield name
            case ast.Import(names=names):
                yield from (each.name for each in names if each.name in REACHES)
            case ast.ImportFrom(module=str(module), names=names):
                whole = (module, *(f"{module}.{each.name}" for each in names))
                yield from (name for name in whole if name in REACHES)
            case _:
                pass


def of_the_program() -> set[tuple[str, str]]:
    found = set()
    for path in ROOT.rglob("*.py"):
        place = path.relative_to(ROOT)
        if place.parts[0] not in ELSEWHERE:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found |= {(name, place.as_posix()) for name in sinks(tree)}
    return found


def test_p1_every_sink_of_the_register_is_known() -> None:
    new = of_the_program() - set(KNOWN)
    assert new == set(), "can it render, start, write or fetch what came from outside?"


def test_p1_no_sink_is_listed_that_is_gone() -> None:
    assert set(KNOWN) - of_the_program() == set()


@pytest.mark.parametrize(
    ("code", "sink"),
    [
        ("from PySide6.QtWidgets import QLabel\nQLabel('x')", "QLabel"),
        ("def f(w, t):\n    w.setToolTip(t)", "setToolTip"),
        ("import webbrowser", "webbrowser"),
        ("from PySide6.QtCore import QProcess", "PySide6.QtCore.QProcess"),
        ("def f(p, t):\n    p.write_text(t)", "write_text"),
        ("from PySide6 import QtWidgets as W\nW.QTextBrowser()", "QTextBrowser"),
        ("import requests as r", "requests"),
    ],
)
def test_p1_a_new_sink_is_noticed(code: str, sink: str) -> None:
    assert sink in set(sinks(ast.parse(code)))
