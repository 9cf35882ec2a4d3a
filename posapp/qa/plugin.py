"""A pytest plugin: a ready register on a fresh centre, and a clerk at its window.

Name it in a ``conftest.py``: ``pytest_plugins = ["posapp.qa.plugin"]``. Everything heavy is
made once per run and language, and copied for each test. ``@pytest.mark.shop("it")`` runs a
test in the Italian chain.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from posapp.qa.centre_here import CentreHere
    from posapp.qa.clerk import Clerk
    from posapp.qa.counter import Counter, Ready
    from posapp.qa.network import Line
    from posapp.qa.phone import Phone
    from posapp.qa.printer import PrinterSimulator
    from posapp.qa.scenarios import Chain
    from posapp.qa.terminal import TerminalSimulator

SKUS, CUSTOMERS = 1_200, 40
PICTURES = "POSAPP_QA_PICTURES"  # where screenshots of failures go


def pytest_configure(config: pytest.Config) -> None:
    """Tell pytest the mark, and keep test keys out of the person's keyring."""
    config.addinivalue_line("markers", "shop(language): the chain that the test is about")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Save what the window looked like when a test failed at it."""
    report = yield
    clerk = getattr(item, "funcargs", {}).get("clerk")
    if clerk is not None and clerk.there and report.when == "call" and report.failed:  # type: ignore[attr-defined]  # pytest's own
        path = pictures() / f"{item.name[:120].replace('/', '-')}.png"
        clerk.makes_a_picture(path)
        report.sections.append(("Picture of the window", str(path)))  # type: ignore[attr-defined]  # pytest's own
    return report


def pictures() -> Path:
    """The folder of screenshots: ``POSAPP_QA_PICTURES``, or one in the temporary folder."""
    return Path(os.environ.get(PICTURES) or Path(tempfile.gettempdir()) / "posapp-pictures")


@pytest.fixture(scope="session")
def ready_shops(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Ready]:
    """By language: a filled centre and a register that was let into it, to copy from."""
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    made: dict[str, Ready] = {}

    def ready(language: str) -> Ready:
        if language not in made:
            made[language] = _prepared(tmp_path_factory.mktemp(f"shop-{language}"), language)
        return made[language]

    return ready


def _prepared(folder: Path, language: str) -> Ready:
    from posapp.hub.populate import Wanted
    from posapp.qa.centre import fill
    from posapp.qa.centre_here import CentreHere
    from posapp.qa.counter import Ready, enrol

    made = Ready(folder / "hub.db", folder / "register")
    fill(made.database, Wanted(language, skus=SKUS, customers=CUSTOMERS))
    with CentreHere(made.database) as centre:
        enrol(centre, made.folder)
    return made


@pytest.fixture
def language(request: pytest.FixtureRequest) -> str:
    """The language of the chain, ``en`` unless the test is marked otherwise."""
    mark = request.node.get_closest_marker("shop")
    return str(mark.args[0]) if mark else "en"


@pytest.fixture
def chain(language: str) -> Chain:
    """Who and what the chain holds, by name."""
    from posapp.qa import scenarios

    return scenarios.chain(language)


@pytest.fixture
def ready(ready_shops: Callable[[str], Ready], language: str, tmp_path: Path) -> Ready:
    """This test's own copy of the centre's database and of the register's folder."""
    return ready_shops(language).copied(tmp_path / "shop")


@pytest.fixture
def centre(ready: Ready) -> Iterator[CentreHere]:
    """The running centre, and a look inside."""
    from posapp.qa.centre_here import CentreHere

    with CentreHere(ready.database) as centre:
        yield centre


@pytest.fixture
def line(centre: CentreHere) -> Iterator[Line]:
    """Between the register and the centre: slow, away, back, lost replies."""
    from posapp.qa.network import Line

    with Line(centre.url) as line:
        yield line


@pytest.fixture
def printer() -> Iterator[PrinterSimulator]:
    """The register's receipt printer."""
    from posapp.qa.printer import PrinterSimulator

    with PrinterSimulator() as printer:
        yield printer


@pytest.fixture
def terminal() -> Iterator[TerminalSimulator]:
    """The register's card terminal, with a customer who pays unless told otherwise."""
    from posapp.qa.terminal import TerminalSimulator

    with TerminalSimulator() as terminal:
        yield terminal


@pytest.fixture
def register(
    qapp: QApplication,  # noqa: ARG001  a window needs one
    ready: Ready,
    line: Line,
    printer: PrinterSimulator,
    terminal: TerminalSimulator,
    language: str,
) -> Iterator[Counter]:
    """The register, open and waiting for a PIN."""
    from posapp.qa.counter import Counter, plug_in

    plug_in(ready.folder, line.url, printer.port, terminal.port)
    counter = Counter(ready.folder, language)
    counter.opens()
    yield counter
    counter.closes()


@pytest.fixture
def clerk(register: Counter, chain: Chain) -> Clerk:
    """A clerk who has signed in, at the sale screen."""
    from posapp.qa.clerk import Clerk

    made = Clerk(register.hands)
    made.signs_in(chain.pins("clerk")[0])
    return made


@pytest.fixture
def phone(centre: CentreHere, chain: Chain) -> Callable[[str], Phone]:
    """The phone of somebody of the cast: ``phone("ana").qr``."""
    from posapp.qa.phone import Phone

    return lambda key: Phone(centre, chain.person(key))
