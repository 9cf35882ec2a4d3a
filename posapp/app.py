"""Puts the register's window together. The only module that knows every part."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from posapp.devices.wedge import WedgeSettings
from posapp.domain.errors import PosError, StoreTrouble
from posapp.options import RegisterOptions
from posapp.ui import bugs, formats, keys, preferences, sounds, steady, style
from posapp.ui.background import Background
from posapp.ui.language import Language
from posapp.ui.preferences import Preferences
from posapp.ui.scanner import Scanner
from posapp.ui.style import Theme
from posapp.ui.watchdog import Watchdog
from posapp.ui.window import MainWindow

if TYPE_CHECKING:
    from posapp.domain.people import Clerk
    from posapp.services.register import Register
    from posapp.ui.flight.reporting import Reports
    from posapp.ui.pictures import Pictures
    from posapp.ui.sync_driver import SyncDriver
    from posapp.ui.watch import Watch

RETRY_MS = 5000  # until a disk that refused is tried again
Clock = Callable[[], datetime]


def main(options: RegisterOptions) -> int:
    """Open the register's window and stay until it is closed.

    Returns:
        The exit code.
    """
    steady.starting()
    kept = preferences.load(options.folder)
    if kept.scale != 100:
        os.environ.setdefault("QT_SCALE_FACTOR", f"{kept.scale / 100:g}")
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    bugs.log_to(options.folder)
    register = open_window(options)
    sys.excepthook = partial(bugs.report, register.window)
    code = qt.exec()
    register.close()
    return code


def open_window(options: RegisterOptions, clock: Clock | None = None) -> Application:
    """Show the window; the register behind it is opened as soon as it has been painted.

    There must be a QApplication. ``Application.ready`` says when a clerk can sign in.
    """
    application = Application(options, clock or (lambda: datetime.now(UTC)))
    window = application.window
    if options.size is None:
        window.showMaximized()
    else:
        window.resize(*options.size)
        window.show()
    return application


class Application(QObject):
    """A register with its window, from the first paint to the last write.

    Attributes:
        window: there at once. ``register``, ``sync``: None until ``ready``.
        background: the threads of this register. ``scanner``: hears every key.
        watchdog: logs what holds the window up. ``reports``: the flight recorder.

    Signals:
        ready: the register is open; a clerk can sign in.
        failed: it cannot be opened; the ``PosError``. The window says why and tries again.
        signed_in: the ``Clerk``; the sale screen is up, also after a change of language.
    """

    ready = Signal()
    failed = Signal(object)
    signed_in = Signal(object)

    def __init__(self, options: RegisterOptions, clock: Clock) -> None:
        super().__init__()
        self._options, self._clock = options, clock
        self.preferences: Preferences = preferences.with_options(
            preferences.load(options.folder), options.theme, options.language
        )
        self.register: Register | None = None
        self.sync: SyncDriver | None = None
        self.watch: Watch | None = None
        self.reports: Reports | None = None
        self._pictures: Pictures | None = None
        self._opening = False
        self._clerk: Clerk | None = None
        self._comes: Clerk | None = None
        self._arrives = self._parts = False
        self._override = ""
        self._closed = False
        self._qt = _application()
        self._dress()
        self._language = Language(self._qt)
        self._speak()
        self.watchdog = Watchdog(self)
        self.background = Background(self)
        self.window = MainWindow(clock)
        self.window.show_language(self._language.code)
        self.scanner = Scanner(WedgeSettings(), self._takes_scans, self)
        self.scanner.scanned.connect(self._scanned)
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self._went_idle)
        self._retry = QTimer(self, singleShot=True)
        self._retry.timeout.connect(self.open_register)
        self._connect()

    def _dress(self) -> None:
        style.load_fonts()
        keys.remap(self.preferences.keys)
        style.apply(self._qt, self.preferences.theme)
        self._qt.styleHints().colorSchemeChanged.connect(self._system_theme_changed)

    def _connect(self) -> None:
        window = self.window
        window.painted.connect(self.open_register)
        window.retry_asked.connect(self.open_register)
        window.pin_entered.connect(self._sign_in)
        window.theme_asked.connect(self.switch_theme)
        window.language_asked.connect(self.switch_language)
        window.closing.connect(self.close)
        window.sale_stands.connect(self._ready_to_sell)
        self.scanner.touched.connect(self._touch)
        self.scanner.install(self._qt)

    @Slot()
    def open_register(self) -> None:
        """Import what is heavy and open the databases, off the GUI thread."""
        self._retry.stop()
        if self.register is None and not self._closed and not self._opening:
            self._opening = True
            work = partial(_opened, self._options, self._clock)
            self.background.write(
                work, self, self._opened, self._not_opened, self._opening_broke
            )

    def _opened(self, register: Register) -> None:
        from posapp.services import enrolling, signing_in
        from posapp.ui.flight.reporting import Reports
        from posapp.ui.pictures import Pictures
        from posapp.ui.sync_driver import SyncDriver
        from posapp.ui.watch import Watch

        self._opening = False
        self.register = register
        self.reports = Reports(self.window, register, self.scanner, self.background)
        self._pictures = Pictures(register, self.background, self)
        self.sync = SyncDriver(register, self.background, self)
        self.sync.changed.connect(self.window.show_health)
        self.sync.shop_changed.connect(self._shop_changed)
        self.sync.trouble.connect(self._trouble)
        self.watch = Watch(register, self.background, self._quiet, self)
        self.watch.changed.connect(self.window.show_warnings)
        if enrolling.enrolled(register.folder):
            set_up = enrolling.settings(register.folder)
            self.scanner.use(WedgeSettings(prefix=set_up.prefix, suffix=set_up.suffix))
        self._speak()
        self.window.show_place(register.shop, register.label)
        self.window.show_health(self.sync.health)
        self.window.sign_in.opened(locked=signing_in.locked(register))
        self.watch.start()
        there = self._parts_there
        self.background.run(_load_parts, self, done=there, failed=there, broke=there)
        self.ready.emit()

    def _parts_there(self, _outcome: object = None) -> None:
        """The sale screen can be built. Only now the line to the centre is loaded, so that
        nobody who types a PIN at once waits for that."""
        self._parts = True
        begin = self._begin
        self.background.run(_load_line, self, done=begin, failed=begin, broke=begin)
        if self._comes is not None:
            self._signed_in(self._comes)

    def _begin(self, _outcome: object = None) -> None:
        """Everything is loaded."""
        steady.loaded()
        assert self.sync is not None
        self.sync.start()

    def _quiet(self) -> bool:
        """Nobody is being served."""
        sale = self.window.sale
        return sale is None or (sale.serving.untouched and sale.panel is None)

    def _opening_broke(self) -> None:
        self._opening = False

    def _not_opened(self, error: PosError) -> None:
        self._opening = False
        steady.loaded()
        self.window.sign_in.failed_to_open(error)
        if isinstance(error, StoreTrouble):
            self._retry.start(RETRY_MS)
        self.failed.emit(error)

    @Slot(str, bool)
    def _sign_in(self, pin: str, unlocking: bool) -> None:
        from posapp.services import signing_in

        assert self.register is not None, "sign-in is closed until the register is open"
        how = signing_in.unlock if unlocking else signing_in.sign_in
        screen = self.window.sign_in
        self.background.write(
            partial(how, self.register, pin),
            self,
            done=self._signed_in,
            failed=screen.refused,
            broke=screen.broke,
        )

    def _signed_in(self, clerk: Clerk) -> None:
        self._comes = None if self._parts else clerk
        if self._comes is not None:
            return  # importing on this thread would wait for the one that does it already
        assert self.reports is not None, "it was made when the register opened"
        self.reports.recorder.signed_in(clerk)
        self._clerk, self._override = clerk, ""
        self._arrives = True
        serving = self._speak()
        self._work(serving)
        self._touch()

    @Slot()
    def _ready_to_sell(self) -> None:
        self.scanner.wake()
        self.signed_in.emit(self._clerk)
        arrives, self._arrives = self._arrives, False
        sale = self.window.sale
        if arrives and sale is not None and sale.serving.untouched and sale.panel is None:
            self.window.show_day()  # for managers; nothing for a clerk

    def _work(self, serving: object) -> None:
        """Show the sale screen to the clerk who is signed in."""
        from posapp.ui.screens.serving import Serving
        from posapp.ui.workplace import Workplace

        assert self.register is not None
        assert self.sync is not None
        assert self._pictures is not None
        assert self._clerk is not None
        place = Workplace(
            register=self.register,
            background=self.background,
            clerk=self._clerk,
            pictures=self._pictures,
            toast=self.window.toast,
            sync=self.sync,
            beep=sounds.beep,
            scan=self._scanned,
        )
        self.window.start_work(place, serving if isinstance(serving, Serving) else None)
        self.window.show_health(self.sync.health)

    def _speak(self) -> object:
        """Use the language that holds now; what was being served, if the window was rebuilt."""
        shop = self.register.shop if self.register else None
        code = self._override or self.preferences.language
        if not code and self._clerk is not None:
            code = self._clerk.language
        if not code:
            code = shop.language if shop else QLocale.system().name()[:2]
        changed = self._language.use(code)
        country = shop.country if shop else ""
        formats.use(self._language.code, country, shop.timezone if shop else "UTC")
        if not changed or not hasattr(self, "window"):
            return None
        serving = self.window.rebuild()
        self.window.show_language(self._language.code)
        if self.register is not None:
            from posapp.services import signing_in

            self.window.sign_in.opened(locked=signing_in.locked(self.register))
        return serving

    @Slot()
    def switch_language(self) -> None:
        """The other language, until the clerk leaves."""
        if self.window.busy_with_money:
            self.window.toast.tell(self.tr("Finish or cancel the payment first."))
            return
        self._override = "it" if self._language.code == "en" else "en"
        working = self.window.working
        serving = self._speak()
        if working:
            self._work(serving)
        elif self.sync is not None:
            self.window.show_health(self.sync.health)

    @Slot()
    def switch_theme(self) -> None:
        """Light or dark, and keep it."""
        from dataclasses import replace

        wanted = Theme.LIGHT if style.palette().dark else Theme.DARK
        self.preferences = replace(self.preferences, theme=wanted)
        style.apply(self._qt, wanted)
        keep = partial(_keep, self._options.folder, self.preferences)
        self.background.write(keep, self, done=_kept, failed=self._not_kept)

    def _not_kept(self, _error: PosError) -> None:
        self.window.toast.tell(self.tr("This theme is not kept: its file cannot be written."))

    @Slot()
    def _system_theme_changed(self) -> None:
        if self.preferences.theme is Theme.SYSTEM:
            style.apply(self._qt, Theme.SYSTEM)

    @Slot()
    def _shop_changed(self) -> None:
        if self.register is not None:
            self.window.show_place(self.register.shop, self.register.label)
            if self.window.sale is not None:
                self.window.sale.price_again()

    @Slot(object)
    def _trouble(self, error: PosError) -> None:
        if self.window.sale is not None:
            self.window.sale.card.banner.show_error(error)

    def _takes_scans(self) -> bool:
        return not self._closed and self.register is not None and self.window.settled

    @Slot(str)
    def _scanned(self, text: str) -> None:
        self._touch()
        if self.reports is not None:
            self.reports.recorder.scanned(text)
        self.window.take_scan(text)

    @Slot()
    def _touch(self) -> None:
        if self._clerk is not None and self.preferences.idle_s:
            self._idle.start(self.preferences.idle_s * 1000)

    @Slot()
    def _went_idle(self) -> None:
        if self.window.busy_with_money:
            self._touch()
        else:
            self.window.lock()

    @Slot()
    def close(self) -> None:
        """Finish every write and let go of everything; twice is once."""
        if self._closed:
            return
        self._closed = True
        steady.loaded()
        self._qt.removeEventFilter(self.scanner)
        self._qt.styleHints().colorSchemeChanged.disconnect(self._system_theme_changed)
        if self.sync is not None:
            self.sync.stop()
        if self.watch is not None:
            self.watch.stop()
        self._retry.stop()
        self.watchdog.stop()
        if self.reports is not None:
            self.reports.end()
        self.background.close()
        if self.register is not None:
            from posapp.services.register import close_register

            close_register(self.register)
        self.window.hide()
        self._language.forget()


def _application() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication), "make a QApplication first"
    return found


def _opened(options: RegisterOptions, clock: Clock) -> Register:
    """Runs in the background: a third of a second of imports is spent here, too."""
    import posapp.services.signing_in
    import posapp.ui.pictures
    import posapp.ui.sync_driver
    import posapp.ui.watch  # noqa: F401
    from posapp.services.register import open_register

    return open_register(options.folder, clock)


def _load_parts() -> None:
    """While a PIN is typed: what the sale screen is made of, so that it stands at once."""
    import posapp.ui.screens.sale  # noqa: F401
    from posapp.ui.screens.plugs import plugs

    plugs()


def _load_line() -> None:
    """What the centre is asked with; while the sale screen is built, if somebody was quick."""
    import posapp.central.session  # noqa: F401


def _keep(folder: Path, wanted: Preferences) -> None:
    """Runs in the background.

    Raises:
        StoreTrouble: the file cannot be written.
    """
    try:
        preferences.save(folder, wanted)
    except OSError as error:
        raise StoreTrouble(str(error)) from error


def _kept(_outcome: None) -> None:
    """The screen shows it already."""
