"""Keeps pulled carts reserved, and notices what the customer changes on the phone."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from posapp.domain import differences
from posapp.domain.cart import Cart, PulledCart
from posapp.domain.differences import Decision, Difference
from posapp.domain.errors import PosError, Refused
from posapp.domain.visit import Visit
from posapp.domain.webcart import CartState, WebCart
from posapp.services import pulling, visiting
from posapp.ui.pulling.deciding import DecidingPanel
from posapp.ui.screens.serving import Serving
from posapp.ui.tokens import Tone

if TYPE_CHECKING:
    from posapp.ui.screens.sale import SaleScreen

LOOK_MS = 20_000
RENEW_MS = 240_000  # a reservation lasts ten minutes


class Following(QObject):
    """Watches the online carts that are being served.

    Signals:
        changed: the note on a cart is another one.
    """

    changed = Signal()

    def __init__(self, sale: SaleScreen) -> None:
        super().__init__(sale)
        self._sale = sale
        self._notes: dict[str, str] = {}
        self._asking: set[str] = set()
        self._look = self._timer(LOOK_MS, self.look)
        self._renew = self._timer(RENEW_MS, self._reserve_all)
        sale.workplace.sync.heard.connect(self._heard)
        sale.workplace.sync.came_back.connect(self._link_is_back)
        sale.serving_changed.connect(self._serving_changed)
        sale.carts_changed.connect(self._changed_at_payment)
        sale.finished.connect(self._finished)
        self._serving_changed(sale.serving)

    def _timer(self, every_ms: int, does: object) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(every_ms)
        timer.timeout.connect(does)
        return timer

    def note(self, cart_id: str) -> str:
        """What is wrong with a pulled cart: empty, ``leased``, ``closed``, ``changed``,
        ``away`` or ``refused``."""
        return self._notes.get(cart_id, "")

    def reserve(self, cart_id: str) -> None:
        """Tell the centre that it is served here, so that nobody pays for it online."""
        place = self._sale.workplace
        place.background.run(
            partial(pulling.lease, place.register, cart_id),
            self,
            done=partial(self._reserved, cart_id),
            failed=partial(self._failed, cart_id),
        )

    def _reserved(self, cart_id: str, why_not: str) -> None:
        if self._pulled(cart_id) is not None:
            self._say(cart_id, why_not)
        elif not why_not:  # nobody serves it any more: who ended the visit knew of no lease
            place = self._sale.workplace
            give_back = partial(pulling.release, place.register, cart_id)
            place.background.run(give_back, self, done=_kept, failed=_kept)

    @Slot()
    def _reserve_all(self) -> None:
        for pulled in self._sale.serving.cart.pulled:
            self.reserve(pulled.id)

    @Slot()
    def look(self) -> None:
        """Read every pulled cart again."""
        for pulled in self._sale.serving.cart.pulled:
            self._read(pulled.id)

    def _read(self, cart_id: str) -> None:
        if cart_id in self._asking:
            return
        self._asking.add(cart_id)
        place = self._sale.workplace
        place.background.run(
            partial(pulling.fresh, place.register, cart_id),
            self,
            done=partial(self._came, cart_id),
            failed=partial(self._failed, cart_id),
            broke=partial(self._asking.discard, cart_id),
        )

    def _failed(self, cart_id: str, error: PosError) -> None:
        self._asking.discard(cart_id)
        if isinstance(error, Refused):
            self._say(cart_id, "closed")

    def _heard(self, events: object) -> None:
        """News of a cart that is served here: read it now."""
        mine = {pulled.id for pulled in self._sale.serving.cart.pulled}
        for event in getattr(events, "events", ()):
            if event.of in mine:
                self._read(event.of)

    @Slot()
    def _link_is_back(self) -> None:
        """Nobody told what happened to these carts meanwhile, and the lease may be over."""
        self._reserve_all()
        self.look()

    def _changed_at_payment(self, carts: tuple[WebCart, ...]) -> None:
        """The centre would not have this cart paid: it says how its carts are now."""
        self._sale.close_panel()
        for cart in carts:
            QTimer.singleShot(0, self, partial(self._came, cart.id, cart))

    def _serving_changed(self, serving: Serving) -> None:
        following = bool(serving.cart.pulled)
        if following and not self._look.isActive():
            self._look.start()
            self._renew.start()
        elif not following:
            self._look.stop()
            self._renew.stop()

    def _finished(self, _before: Serving) -> None:
        self._notes.clear()
        self._asking.clear()

    def _pulled(self, cart_id: str) -> PulledCart | None:
        here = self._sale.serving.cart.pulled
        return next((pulled for pulled in here if pulled.id == cart_id), None)

    def _say(self, cart_id: str, note: str) -> None:
        if self._notes.get(cart_id, "") != note:
            self._notes[cart_id] = note
            self.changed.emit()

    def _came(self, cart_id: str, fresh: WebCart) -> None:
        """Compare what the phone has now with what was seen here."""
        self._asking.discard(cart_id)
        visit, pulled = self._sale.serving.visit, self._pulled(cart_id)
        if visit is None or pulled is None or fresh.version == pulled.version:
            return
        if self._sale.paying:
            return  # payment asks the centre itself, and says what changed
        if fresh.state in (CartState.CHECKED_OUT, CartState.CANCELLED):
            self._tell_closed(cart_id, fresh)
            return
        seen = next((cart for cart in visit.carts if cart.id == cart_id), None)
        if seen is None or seen.version != pulled.version:
            self._say(cart_id, "changed")
            return
        self._ask(visit, seen, fresh)

    def _tell_closed(self, cart_id: str, fresh: WebCart) -> None:
        if self.note(cart_id) == "closed":
            return
        self._say(cart_id, "closed")
        self._sale.card.banner.show_message(
            self.tr("Online cart {number} was paid or cancelled online.").format(
                number=fresh.number
            ),
            self.tr("Take its lines out of this sale, or they are sold twice."),
            Tone.BAD,
        )
        self._sale.workplace.beep()

    def _ask(self, visit: Visit, seen: WebCart, fresh: WebCart) -> None:
        sale = self._sale
        found = pulling.since(seen, fresh, sale.serving.cart)
        if not found:
            self._accept(seen, fresh, ())
            return
        self._say(fresh.id, "changed")
        if sale.panel is not None:
            return  # it is asked as soon as the panel is gone
        new = differences.added(seen, fresh)
        place = sale.workplace
        place.background.look(
            partial(pulling.check, place.register, visit, (new,)),
            self,
            done=partial(self._open, seen, fresh, found),
            failed=sale.tell_error,
        )

    def _open(
        self,
        seen: WebCart,
        fresh: WebCart,
        found: tuple[Difference, ...],
        more: tuple[Difference, ...],
    ) -> None:
        sale = self._sale
        if sale.panel is not None:
            return  # something was opened while the disk was late: asked when that is gone
        panel = DecidingPanel(
            self.tr("The customer changed the cart"),
            self.tr("On the phone, while you serve. Nothing is taken over unasked."),
            (*found, *more),
        )
        panel.decided.connect(partial(self._decided, seen, fresh))
        sale.open_panel(panel)

    def _decided(self, seen: WebCart, fresh: WebCart, decisions: tuple[Decision, ...]) -> None:
        self._sale.close_panel()
        self._accept(seen, fresh, decisions)

    def _accept(self, seen: WebCart, fresh: WebCart, decisions: tuple[Decision, ...]) -> None:
        """Work the decisions in; from now on this version is what was seen."""
        sale = self._sale
        visit, pulled = sale.serving.visit, self._pulled(fresh.id)
        if visit is None or pulled is None or pulled.version != seen.version:
            return
        place, before = sale.workplace, sale.serving.cart
        place.background.look(
            partial(pulling.accept, place.register, visit, before, seen, fresh, decisions),
            self,
            done=partial(self._accepted, before, seen, fresh, decisions),
            failed=sale.tell_error,
        )

    def _accepted(
        self,
        before: Cart,
        seen: WebCart,
        fresh: WebCart,
        decisions: tuple[Decision, ...],
        cart: Cart,
    ) -> None:
        sale, visit = self._sale, self._sale.serving.visit
        if visit is None or sale.serving.cart != before:  # changed while the disk was late
            self._accept(seen, fresh, decisions)
            return
        register = sale.workplace.register
        carts = tuple(fresh if one.id == fresh.id else one for one in visit.carts)
        visit = replace(visit, carts=carts)
        told = self.tr("Taken over from the phone") if decisions else ""
        self._notes[fresh.id] = ""
        sale.show_serving(replace(sale.serving, cart=cart, visit=visit))
        if told:
            sale.workplace.toast.tell(told)
        sale.workplace.background.write(
            partial(visiting.remember, register, visit), self, done=_kept, failed=_kept
        )


def _kept(_outcome: object) -> None:
    """Remembering only makes the next visit quicker, and a lease expires by itself."""
