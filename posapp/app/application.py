"""A register with its window: makes the parts and connects them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from posapp.app.looks import Looks
from posapp.app.opening import Opening
from posapp.app.presence import Presence
from posapp.app.running import Running
from posapp.devices.wedge import WedgeSettings
from posapp.domain.errors import PosError
from posapp.options import RegisterOptions
from posapp.ui import steady
from posapp.ui.background import Background
from posapp.ui.scanner import Scanner
from posapp.ui.watchdog import Watchdog
from posapp.ui.window import MainWindow

if TYPE_CHECKING:
    from posapp.domain.people import Clerk
    from posapp.services.register import Register
    from posapp.ui.screens.serving import Serving


class Application(QObject):
    """A register with its window, from the first paint to the last write.

    Attributes:
        window: there at once. ``running``: what is behind it, None until ``ready``.
        background: the threads of this register. ``scanner``: hears every key.
        looks: theme and language. ``opening``: what is still to load. ``presence``: who
            works here. ``watchdog``: logs what holds the window up.

    Signals:
        ready: the register is open; a clerk can sign in.
        signed_in: the ``Clerk``; the sale screen is up, also after a change of language.
    """

    ready = Signal()
    signed_in = Signal(object)

    def __init__(self, options: RegisterOptions, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.running: Running | None = None
        self._books: Running | None = None  # whose books are open
        self._arrives = self._leaving = self._closed = False
        self._qt = _application()
        self.background = Background(self)
        self.looks = Looks(self._qt, options, self.background, self)
        self.looks.speak(None, None)
        self.watchdog = Watchdog(self)
        self.window = MainWindow(clock)
        self.window.show_language(self.looks.language)
        self.opening = Opening(options.folder, clock, self.background, self)
        idle_s = self.looks.kept.idle_s
        self.presence = Presence(self.window, self.background, idle_s, self)
        self.scanner = Scanner(WedgeSettings(), self._takes_scans, self)
        self._connect()

    def _connect(self) -> None:
        window, opening, presence = self.window, self.opening, self.presence
        window.painted.connect(self._painted)
        window.retry_asked.connect(opening.begin)
        window.pin_entered.connect(self._sign_in)
        window.theme_asked.connect(self.looks.switch_theme)
        window.language_asked.connect(self.switch_language)
        window.closing.connect(self.leave)
        window.sale_stands.connect(self._ready_to_sell)
        window.sale_stands.connect(opening.rest_soon)
        window.locked.connect(opening.rest_soon)
        opening.opened.connect(self._opened)
        opening.failed.connect(self._not_opened)
        opening.parts_there.connect(self._parts_there)
        opening.loaded.connect(self._loaded)
        presence.came.connect(self._came)
        presence.turned_away.connect(opening.rest_soon)
        self.looks.not_kept.connect(self._theme_not_kept)
        self.scanner.scanned.connect(self._scanned)
        self.scanner.touched.connect(presence.touch)

    @property
    def register(self) -> Register | None:
        """The register behind the window; None until ``ready``."""
        return self.running.register if self.running else None

    # Opening and closing

    @Slot()
    def _painted(self) -> None:
        """There is something to see: hear every key, and open the register behind it."""
        if not self._leaving:
            steady.meet_qt()
            self.scanner.install(self._qt)
            self.opening.begin()

    @Slot(object)
    def _opened(self, register: Register) -> None:
        self.running = Running(register, self.window, self.scanner, self.background, self)
        self._books = self.running
        self._speak()
        self.running.begin()
        self.background.after_looks(self, self.ready.emit)  # of whether it is locked

    @Slot(object)
    def _not_opened(self, error: PosError) -> None:
        self.window.sign_in.failed_to_open(error)

    @Slot()
    def _parts_there(self) -> None:
        assert self.running is not None, "parts of nothing"
        if not self.presence.coming:
            self.opening.load_rest()
        self.window.prepare_work(self.running.place(self._scanned))
        self.presence.parts_there()

    @Slot()
    def _loaded(self) -> None:
        assert self.running is not None, "nothing is loaded behind a register that is not open"
        self.running.sync.start()
        self.running.learn()

    @Slot()
    def leave(self) -> None:
        """The window is being closed: say so, finish in the event loop, then go."""
        if not self._leaving:
            self._stop()
            self.window.show_finishing()
            self.background.finish(self._close_books, self._left)

    def _left(self) -> None:
        self.window.go()  # seen to go: it would not be, once it is hidden
        self.close()

    def _stop(self) -> None:
        """Begin nothing more; twice is once."""
        if not self._leaving:
            self._leaving = True
            self.opening.stop()
            self._qt.removeEventFilter(self.scanner)
            if self.running is not None:
                self.running.stop()

    def _close_books(self) -> None:
        running, self._books = self._books, None
        if running is not None:
            running.close_books()

    @Slot()
    def close(self) -> None:
        """Finish every write and let go of everything, now; twice is once. A thread that a
        line or a disk still holds keeps the books, until the process ends."""
        if self._closed:
            return
        self._closed = True
        self._stop()
        self.watchdog.stop()
        self.background.close()
        if self.background.idle:
            self._close_books()
        self.window.hide()
        self.looks.end()

    # Who works here

    @Slot(str, bool)
    def _sign_in(self, pin: str, unlocking: bool) -> None:
        assert self.register is not None, "sign-in is closed until the register is open"
        self.presence.sign_in(self.register, pin, unlocking=unlocking)

    @Slot(object)
    def _came(self, clerk: Clerk) -> None:
        """What was scanned before is looked up by the screen that is there still."""
        self.background.after_looks(self, partial(self._comes, clerk))

    def _comes(self, clerk: Clerk) -> None:
        assert self.running is not None, "nobody comes before"
        self.running.reports.recorder.signed_in(clerk)
        self.looks.forget_switch()
        self._arrives = True
        self._work(self._speak())

    def _work(self, serving: Serving | None) -> None:
        """Show the sale screen to the clerk who is signed in."""
        assert self.running is not None
        assert self.presence.clerk is not None
        place = self.running.place(self._scanned, self.presence.clerk)
        self.window.start_work(place, serving)
        self.window.show_health(self.running.sync.health)

    @Slot()
    def _ready_to_sell(self) -> None:
        self.scanner.wake()
        self.signed_in.emit(self.presence.clerk)
        arrives, self._arrives = self._arrives, False
        if arrives and self.window.quiet:
            self.window.show_day()  # for managers; nothing for a clerk

    def _takes_scans(self) -> bool:
        return not self._leaving and self.register is not None and self.window.settled

    @Slot(str)
    def _scanned(self, text: str) -> None:
        self.presence.touch()
        if self.running is not None:
            self.running.reports.recorder.scanned(text)
        self.window.take_scan(text)

    # Theme and language

    def _speak(self) -> Serving | None:
        """Use the language that holds now.

        Returns:
            What was being served, if the window was made anew.
        """
        shop = self.register.shop if self.register else None
        if not self.looks.speak(shop, self.presence.clerk):
            return None
        serving = self.window.rebuild()
        self.window.show_language(self.looks.language)
        if self.running is not None:
            self.running.open_sign_in()
        return serving

    @Slot()
    def switch_language(self) -> None:
        """The other language, until the clerk leaves."""
        self.background.after_looks(self, self._switch_language)

    def _switch_language(self) -> None:
        if self.window.busy_with_money:
            self.window.toast.tell(self.tr("Finish or cancel the payment first."))
            return
        self.looks.switch_language()
        working = self.window.working
        serving = self._speak()
        if working:
            self._work(serving)
        elif self.running is not None:
            self.window.show_health(self.running.sync.health)

    @Slot()
    def _theme_not_kept(self) -> None:
        self.window.toast.tell(self.tr("This theme is not kept: its file cannot be written."))


def _application() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication), "make a QApplication first"
    return found
