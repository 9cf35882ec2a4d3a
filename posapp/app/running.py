"""What runs behind the window from the moment that the register is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from posapp.app.opening import learn
from posapp.devices.wedge import WedgeSettings
from posapp.domain.errors import PosError
from posapp.ui import sounds
from posapp.ui.background import Background
from posapp.ui.scanner import Scanner
from posapp.ui.window import MainWindow

if TYPE_CHECKING:
    from posapp.domain.people import Clerk
    from posapp.services.register import Register
    from posapp.ui.workplace import Workplace


class Running(QObject):
    """An open register and what it keeps going: the line to the centre, the look at its own
    disk, the flight recorder. The modules were loaded off the GUI thread (``opening``).

    Attributes:
        reports: the flight recorder's. ``pictures``: of the goods.
    """

    def __init__(
        self,
        register: Register,
        window: MainWindow,
        scanner: Scanner,
        background: Background,
        parent: QObject,
    ) -> None:
        from posapp.ui.flight.reporting import Reports
        from posapp.ui.pictures import Pictures
        from posapp.ui.sync_driver import SyncDriver
        from posapp.ui.watch import Watch

        super().__init__(parent)
        self.register = register
        self._window, self._scanner, self._background = window, scanner, background
        self.reports = Reports(window, register, scanner, background)
        self.pictures = Pictures(register, background, self)
        self.sync = SyncDriver(register, background, self)
        self.sync.changed.connect(window.show_health)
        self.sync.shop_changed.connect(self._shop_changed)
        self.sync.trouble.connect(self._trouble)
        self.watch = Watch(register, background, lambda: window.quiet, self)
        self.watch.changed.connect(window.show_warnings)

    def begin(self) -> None:
        """Say where this is, let clerks sign in, and look after the disk. The line to the
        centre is loaded later (``sync.start``)."""
        from posapp.services import enrolling

        if enrolling.enrolled(self.register.folder):
            set_up = enrolling.settings(self.register.folder)
            self._scanner.use(WedgeSettings(prefix=set_up.prefix, suffix=set_up.suffix))
        self._window.show_place(self.register.shop, self.register.label)
        self._window.show_health(self.sync.health)
        self.open_sign_in()
        self.watch.start()

    def learn(self) -> None:
        """Read what is of this country, before it is shown."""
        work = partial(learn, self.register.shop.country)
        self._background.run(work, self, done=_nothing, failed=_nothing)

    def open_sign_in(self) -> None:
        """Clerks may come; or a manager, if too many PINs were wrong."""
        from posapp.services import signing_in

        sign_in = self._window.sign_in
        self._background.look(
            partial(signing_in.locked, self.register),
            sign_in,
            done=lambda locked: sign_in.opened(locked=locked),
            failed=lambda _: sign_in.opened(locked=False),  # the PIN meets the same disk
        )

    def place(self, scan: Callable[[str], None], clerk: Clerk | None = None) -> Workplace:
        """Where this clerk works, or whoever comes."""
        from posapp.ui.workplace import Seat, Workplace

        return Workplace(
            register=self.register,
            background=self._background,
            seat=Seat(clerk),
            pictures=self.pictures,
            toast=self._window.toast,
            sync=self.sync,
            beep=sounds.beep,
            scan=scan,
        )

    def stop(self) -> None:
        """Begin nothing more; what was begun is finished by its threads."""
        self.sync.stop()
        self.watch.stop()
        self.reports.end()

    def close_books(self) -> None:
        """The last thing, when no thread works any more."""
        from posapp.services.register import close_register

        close_register(self.register)

    @Slot()
    def _shop_changed(self) -> None:
        self._window.show_place(self.register.shop, self.register.label)
        self._window.price_again()

    @Slot(object)
    def _trouble(self, error: PosError) -> None:
        if self._window.sale is not None:
            self._window.sale.card.banner.show_error(error)


def _nothing(_outcome: object) -> None:
    """What is not known ahead is read when it is wanted."""
