"""The main window: the top bar, and one screen at a time under it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from posapp.domain.errors import StoreTrouble
from posapp.domain.people import Permission
from posapp.ui import formats, keys, words
from posapp.ui.screens.sign_in import SignInScreen
from posapp.ui.steady import undisturbed
from posapp.ui.tokens import TOP_BAR, TOUCH, Tone
from posapp.ui.widgets.banner import Banner, Toast
from posapp.ui.widgets.boxes import column
from posapp.ui.widgets.keys_overlay import KeysOverlay
from posapp.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from posapp.domain.errors import PosError
    from posapp.domain.people import Clerk
    from posapp.domain.shop import Shop
    from posapp.services.health import Health
    from posapp.ui.screens.sale import SaleScreen
    from posapp.ui.screens.serving import Serving
    from posapp.ui.workplace import Workplace

_TURN_MS = 1  # a timer, so that keys and painting come between the parts; 0 would not let them
_TINY = 440


class MainWindow(QWidget):
    """Shows sign-in, sale and day, and passes scans to the one that is up.

    It is told everything and knows no service; ``posapp.app`` puts it together. A change of
    language makes all its parts anew (``rebuild``) and gives the sale screen its value back.

    Attributes:
        bar, sign_in, toast: always there. ``sale``: None until somebody has signed in.
        settled: no part of the sale screen is missing. language: the one that is spoken.

    Signals:
        pin_entered, painted, retry_asked: from the sign-in screen.
        theme_asked, language_asked: from the top bar or by key.
        report_asked: somebody wants to keep what was done here, by key or from all keys.
        sale_stands: the sale screen is up, with all its parts.
        locked: the register was locked; the cart stays. closing: somebody closes it.
        broke: the program made a mistake; the lines where.
    """

    pin_entered = Signal(str, bool)
    painted = Signal()
    retry_asked = Signal()
    report_asked = Signal()
    theme_asked = Signal()
    language_asked = Signal()
    sale_stands = Signal()
    locked = Signal()
    broke = Signal(str)
    closing = Signal()

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("window")
        self.setWindowTitle("posapp")
        self.setMinimumSize(480, 320)
        self._clock = clock
        self._place: tuple[Shop, str] | None = None
        self._clerk: Clerk | None = None
        self.language = ""
        self._warned: tuple[PosError, ...] = ()
        self.sale: SaleScreen | None = None
        self._next: SaleScreen | None = None
        self.day: QWidget | None = None
        self._left: Serving | None = None
        self.settled = True
        self._may_go = False
        self._overlay: KeysOverlay | None = None
        self._frame = column(self, gap=0)
        self._build()
        for name, does in (
            ("help", self.show_keys),
            ("lock", self.lock),
            ("day", self.show_day),
            ("report", self.report_asked.emit),
            ("theme", self.theme_asked.emit),
            ("language", self.language_asked.emit),
        ):
            keys.bind(self, name, does)
        self._settling = QTimer(self)
        self._settling.setInterval(_TURN_MS)
        self._settling.timeout.connect(self._settle)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self.show_time)
        self._tick.start()

    def _build(self) -> None:
        self._inside = inside = QWidget()
        inside.setProperty("role", "page")
        self.bar = TopBar()
        self.sign_in = SignInScreen()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.sign_in)
        rows = column(inside, gap=0)
        rows.addWidget(self.bar)
        self.warning = Banner("window.warning")
        rows.addWidget(self.warning)
        rows.addWidget(self.stack, 1)
        self._frame.addWidget(inside)
        self.toast = Toast(inside)
        self.toast.stand_between(self.bar.names, self.bar.standing)
        self.bar.standing.shifted.connect(self.toast.follow)
        self.sign_in.pin_entered.connect(self.pin_entered)
        self.sign_in.painted.connect(self.painted)
        self.sign_in.retry_asked.connect(self.retry_asked)
        self.bar.help_asked.connect(self.show_keys)
        self.bar.lock_asked.connect(self.lock)
        self.bar.day_asked.connect(self.show_day)
        self.bar.parked_asked.connect(self._show_parked)
        self.bar.attention_asked.connect(self._show_attention)
        self.bar.theme_asked.connect(self.theme_asked)
        self.bar.language_asked.connect(self.language_asked)
        self.show_time()

    def rebuild(self) -> Serving | None:
        """Make every part anew, after the language has changed.

        Returns:
            What was being served, for the next sale screen.
        """
        serving = self._left or (self.sale.serving if self.sale else None)
        self.sale = self._next = self.day = None
        self._inside.hide()
        self._inside.deleteLater()
        self._build()
        if self._place is not None:
            self.show_place(*self._place)
        self.show_warnings(self._warned)
        return serving

    def show_place(self, shop: Shop, register: str) -> None:
        """Say which register this is."""
        self._place = (shop, register)
        self.bar.show_shop(shop, register)
        self.sign_in.show_place(shop.chain, shop.location.name, register)
        self.setWindowTitle(formats.tamed(f"{shop.chain} {shop.location.name}", 120))
        self.show_time()

    def show_language(self, code: str) -> None:
        """Say which language is spoken."""
        self.language = code
        self.bar.show_clerk(self._clerk, code, manager=self._manages)

    @property
    def _manages(self) -> bool:
        return self._clerk is not None and self._clerk.may(Permission.SEE_DAY)

    def prepare_work(self, workplace: Workplace) -> None:
        """Build the first sale screen while a PIN is typed and verified, for whoever comes:
        its parts one by one, so that no turn of the event loop is long."""
        from posapp.ui.screens.sale import SaleScreen

        if self.sale is None and self._next is None:
            self._next = SaleScreen(workplace, whole=False)
            self.stack.addWidget(self._next)
            self._settling.start()

    def start_work(self, workplace: Workplace, serving: Serving | None) -> None:
        """Somebody has signed in: show the sale screen with what was left in it."""
        self._clerk = workplace.clerk
        old = self.sale
        if old is None or old.workplace.clerk != workplace.clerk:
            self._left = serving or (old.serving if old else None)
            if self._next is None:
                self.sale = None
                self.prepare_work(workplace)
            assert self._next is not None, "it was prepared, or has been now"
            self.sale, self._next = self._next, None
            self.sale.workplace.seat.taken_by = workplace.clerk
            self.settled = False
            if self._left is not None:
                self.sale.show_serving(self._left)
            if old is not None:
                self.stack.removeWidget(old)
                old.deleteLater()
        self._settling.start()

    @Slot()
    def _settle(self) -> None:
        """Put in one more part; with the last one the screen goes up, if somebody came."""
        sale = self.sale or self._next
        if sale is not None and sale.plug_next():
            return
        self._settling.stop()
        if sale is None or self._clerk is None:
            return
        if not self.settled and self._left is not None:
            sale.show_serving(self._left)
        self.settled, self._left = True, None
        self.bar.show_clerk(self._clerk, self.language, manager=self._manages)
        self.sign_in.cleared()  # neither before: they need not be painted once more
        self.stack.setCurrentWidget(sale)
        if sale.panel is None:
            sale.focus_box()
        self.sale_stands.emit()

    def price_again(self) -> None:
        """Prices or promotions have changed."""
        for sale in (self.sale, self._next):
            if sale is not None:
                sale.price_again()

    @property
    def working(self) -> bool:
        """Somebody is signed in."""
        return self._clerk is not None

    @property
    def quiet(self) -> bool:
        """Nobody is being served."""
        return self.sale is None or (self.sale.serving.untouched and self.sale.panel is None)

    @property
    def busy_with_money(self) -> bool:
        """A payment is open: the register neither locks itself nor changes its language."""
        panel = self.sale.panel if self.sale else None
        return bool(getattr(panel, "keeps_awake", False))

    @Slot()
    def lock(self) -> None:
        """Ask for a PIN again; the cart stays as it is."""
        if self._clerk is None:
            return
        if self.busy_with_money:
            self.toast.tell(self.tr("Finish or cancel the payment first."))
            return
        self._close_day()
        self._clerk = None
        self.toast.forget()
        self.bar.show_clerk(None, self.language)
        self.stack.setCurrentWidget(self.sign_in)
        self.sign_in.cleared()
        if self.sale is not None and self.sale.serving.cart:
            self.sign_in.show_note(self.tr("Locked. The cart is kept."))
        self.locked.emit()

    @Slot()
    def show_keys(self) -> None:
        """F1: all keys; again: away with them."""
        if self._overlay is not None:
            self._overlay.end()
            return
        self._overlay = KeysOverlay(self._inside)
        self._overlay.closed.connect(self._keys_gone)
        self._overlay.report_asked.connect(self.report_asked)
        self._overlay.show()
        self._overlay.raise_()
        self._overlay.setFocus()

    @Slot()
    def _keys_gone(self) -> None:
        self._overlay = None
        if self.sale is not None and self.stack.currentWidget() is self.sale:
            self.sale.focus_box()

    @Slot()
    def show_day(self) -> None:
        """F10: the day's sales, for managers; again: back to selling."""
        if self.day is not None:
            self._close_day()
        elif self.sale is not None and self._manages and not self.busy_with_money:
            from posapp.ui.screens.plugs import day_screen

            self.day = day = day_screen(self.sale.workplace)
            day.closed.connect(self._close_day)
            self.stack.addWidget(day)
            self.stack.setCurrentWidget(day)
            day.setFocus()

    @Slot()
    def _close_day(self) -> None:
        if self.day is not None and self.sale is not None:
            self.stack.setCurrentWidget(self.sale)
            self.stack.removeWidget(self.day)
            self.day.deleteLater()
            self.day = None
            self.sale.focus_box()

    @Slot()
    def _show_parked(self) -> None:
        if self.sale is not None and self.stack.currentWidget() is self.sale:
            self.sale.lines.parking.choose()

    @Slot()
    def _show_attention(self) -> None:
        if self.sale is not None and self.working:
            self._close_day()
            self.sale.attention_asked.emit()

    @Slot()
    def show_time(self) -> None:
        """Say what time it is."""
        self.bar.show_time(self._clock())

    def show_health(self, health: Health) -> None:
        """Say how things stand."""
        self.bar.show_health(health)

    def show_warnings(self, found: tuple[PosError, ...]) -> None:
        """Say over every screen what endangers this register; the worst when there is more."""
        self._warned = found
        if not found:
            self.warning.clear()
            return
        told = words.explain(found[0])
        tone = Tone.BAD if isinstance(found[0], StoreTrouble) else Tone.WARN
        self.warning.show_message(told.what, told.advice_with_code, tone)

    def event(self, event: QEvent) -> bool:
        """Nothing is painted before it has its place, and painting asks nobody about keys."""
        if event.type() is not QEvent.Type.UpdateRequest:
            return super().event(event)
        with undisturbed():
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar.setFixedHeight(TOUCH if self.height() < _TINY else TOP_BAR)

    def take_scan(self, text: str) -> None:
        """Give a scan to the screen that is up."""
        if self._overlay is not None:
            self._overlay.end()
        screen = self.stack.currentWidget()
        taker = screen if hasattr(screen, "take_scan") else self.sale
        if taker is not None:
            taker.take_scan(text)

    def tell_bug(self, place: str) -> None:
        """The program made a mistake: say what is safe.

        Args:
            place: the lines of the program where, without values.
        """
        self.broke.emit(place)
        told = words.bug()
        if self.sale is not None and self.stack.currentWidget() is self.sale:
            self.sale.card.banner.show_message(told.what, told.advice_with_code, Tone.BAD)
        else:
            self.sign_in.broke()
            self.sign_in.banner.show_message(told.what, told.advice_with_code, Tone.BAD)

    def show_finishing(self) -> None:
        """Say that the last things are being written; nothing can be begun any more."""
        from posapp.ui.screens.finishing import FinishingScreen

        self.setEnabled(False)
        page = FinishingScreen()
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)

    def go(self) -> None:
        """Close, now that everything has been written."""
        self._may_go = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Whoever closes the window is answered at once; it goes by itself (``go``)."""
        self.closing.emit()
        event.setAccepted(self._may_go)
