"""Brings online carts to the counter: checks, asks about what changed, pulls, reserves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from posapp.domain.cart import Cart
from posapp.domain.customer import Customer
from posapp.domain.differences import Decision, Difference
from posapp.domain.visit import Visit
from posapp.domain.webcart import CartState, WebCart
from posapp.services import parking, pulling
from posapp.ui import formats, keys
from posapp.ui.customer.rows import CartStanding
from posapp.ui.pulling.choosing import ChoosingPanel, JoinPanel
from posapp.ui.pulling.deciding import DecidingPanel
from posapp.ui.pulling.following import Following
from posapp.ui.screens.serving import Serving
from posapp.ui.tokens import Tone

if TYPE_CHECKING:
    from posapp.ui.screens.sale import SaleScreen

SERVABLE = (CartState.OPEN, CartState.LEASED)


class Puller(QObject):
    """Pulls for a sale screen.

    Signals:
        changed: how an online cart stands is different now.
    """

    changed = Signal()

    def __init__(self, sale: SaleScreen) -> None:
        super().__init__(sale)
        self._sale = sale
        self._times: dict[str, datetime] = {}
        self._wished = ""  # the customer whose cart was asked for before the centre answered
        self.following = Following(sale)
        self.following.changed.connect(self.changed)
        sale.box.confirmed.connect(self._confirmed)
        sale.finished.connect(self._finished)
        sale.serving_changed.connect(self._came)
        keys.bind(sale, "pull", self.pull_next)

    def standings(self, serving: Serving) -> dict[str, CartStanding]:
        """How each online cart of the visit stands at this counter."""
        carts = self._pullable(serving)
        first = carts[0].id if carts else ""
        made: dict[str, CartStanding] = {}
        for cart in serving.visit.carts if serving.visit else ():
            if any(pulled.id == cart.id for pulled in serving.cart.pulled):
                made[cart.id] = self._pulled(cart)
                continue
            mine = cart.id == first
            text = ""
            if cart.leased_to and cart.state is CartState.LEASED:
                text = self.tr("At register {label}").format(
                    label=formats.tamed(cart.leased_to, 20)
                )
            made[cart.id] = CartStanding(
                text,
                Tone.WARN,
                "lock" if text else "",
                next=mine and not serving.cart and not text,
                key=keys.shown("pull") if mine else "",
            )
        return made

    def _pulled(self, cart: WebCart) -> CartStanding:
        text, tone, icon = self.tr("Pulled"), Tone.GOOD, "check"
        when = self._times.get(cart.id)
        if when is not None:
            text = self.tr("Pulled {time}").format(time=formats.clock(when))
        match self.following.note(cart.id):
            case "leased":
                text, tone, icon = self.tr("Also at another register"), Tone.WARN, "warning"
            case "closed":
                text, tone, icon = self.tr("Paid or closed online"), Tone.BAD, "alert"
            case "changed":
                text, tone, icon = self.tr("Changed on the phone"), Tone.WARN, "phone"
            case "away" | "refused":
                text = self.tr("{pulled}, not reserved").format(pulled=text)
                tone, icon = Tone.WARN, "warning"
        return CartStanding(text, tone, icon, pullable=False)

    @staticmethod
    def _pullable(serving: Serving) -> tuple[WebCart, ...]:
        visit = serving.visit
        here = {pulled.id for pulled in serving.cart.pulled}
        carts = visit.carts if visit is not None else ()
        return tuple(c for c in carts if c.state in SERVABLE and c.lines and c.id not in here)

    @Slot()
    def pull_next(self) -> None:
        """The key: the only cart, or a choice among several; as soon as they are known."""
        serving = self._sale.serving
        carts = self._pullable(serving)
        self._wished = ""
        if len(carts) > 1:
            self.choose()
        elif carts:
            self.pull(carts[0].id)
        elif serving.customer is not None and not _answered(serving):
            self._wished = serving.customer.id

    @Slot(object)
    def _came(self, serving: Serving) -> None:
        """The centre has answered: what was wished for meanwhile is done now."""
        served = serving.customer.id if serving.customer is not None else ""
        if self._wished and served != self._wished:
            self._wished = ""
        elif self._wished and _answered(serving) and self._sale.panel is None:
            self._wished = ""
            QTimer.singleShot(0, self, self.pull_next)  # after everybody has heard of the visit

    @Slot(str)
    def _confirmed(self, text: str) -> None:
        """Enter in the empty box does the next thing: pull what waits."""
        if not text.strip() and not self._sale.serving.cart:
            self.pull_next()

    @Slot()
    def choose(self) -> None:
        """Several online carts: which, and together or apart?"""
        panel = ChoosingPanel(self._pullable(self._sale.serving))
        panel.together.connect(self._chosen)
        panel.apart.connect(self._chosen_one)
        self._sale.open_panel(panel)

    def _chosen_one(self, cart_id: str) -> None:
        self._chosen((cart_id,))

    def _chosen(self, cart_ids: Sequence[str]) -> None:
        self._sale.close_panel()
        self._start(tuple(cart_ids))

    @Slot(str)
    def pull(self, cart_id: str) -> None:
        """Bring one online cart in; with another one here already, ask first."""
        here = self._sale.serving.cart.pulled
        coming = next((c for c in self._carts((cart_id,))), None)
        if coming is None:
            return
        if not here:
            self._start((cart_id,))
            return
        panel = JoinPanel(", ".join(pulled.number for pulled in here), coming.number)
        panel.join_chosen.connect(partial(self._chosen_one, cart_id))
        panel.apart_chosen.connect(partial(self._park_first, cart_id))
        self._sale.open_panel(panel)

    def _park_first(self, cart_id: str) -> None:
        self._sale.close_panel()
        place, serving = self._sale.workplace, self._sale.serving
        place.background.write(
            partial(parking.park, place.register, place.clerk, serving.cart, serving.customer),
            self,
            done=partial(self._parked, serving, cart_id),
            failed=self._sale.tell_error,
        )

    def _parked(self, before: Serving, cart_id: str, _parked: object) -> None:
        if self._sale.serving.cart != before.cart:
            return
        self._sale.show_serving(Serving(customer=before.customer, visit=before.visit))
        self._start((cart_id,))

    def _carts(self, cart_ids: Sequence[str]) -> tuple[WebCart, ...]:
        return tuple(c for c in self._pullable(self._sale.serving) if c.id in cart_ids)

    def _start(self, cart_ids: Sequence[str]) -> None:
        """Check against today's shop; ask when something differs."""
        sale, carts = self._sale, self._carts(cart_ids)
        visit = sale.serving.visit
        if visit is None or not carts:
            return
        place = sale.workplace
        place.background.look(
            partial(pulling.check, place.register, visit, carts),
            self,
            done=partial(self._checked, visit, tuple(cart_ids)),
            failed=sale.tell_error,
        )

    def _checked(
        self, visit: Visit, cart_ids: tuple[str, ...], found: tuple[Difference, ...]
    ) -> None:
        sale = self._sale
        if not found:
            self._bring(visit.customer, cart_ids, ())
            return
        lines = len({difference.line.id for difference in found})
        panel = DecidingPanel(
            self.tr("Changed since it was put in"),
            self.tr("%n line(s) differ today. The rest is pulled as it is.", "", lines),
            found,
        )
        panel.decided.connect(partial(self._decided, visit.customer, cart_ids))
        sale.open_panel(panel)

    def _decided(
        self, customer: Customer, cart_ids: Sequence[str], decisions: tuple[Decision, ...]
    ) -> None:
        self._sale.close_panel()
        self._bring(customer, cart_ids, decisions)

    def _bring(
        self, customer: Customer, cart_ids: Sequence[str], decisions: tuple[Decision, ...]
    ) -> None:
        """Put the lines into the cart at once; the reservation follows."""
        sale = self._sale
        visit, carts = sale.serving.visit, self._carts(cart_ids)
        if visit is None or visit.customer.id != customer.id or not carts:
            return
        place, before = sale.workplace, sale.serving.cart
        place.background.look(
            partial(pulling.pull, place.register, visit, before, carts, decisions),
            self,
            done=partial(self._brought, visit.customer, before, carts, decisions),
            failed=sale.tell_error,
        )

    def _brought(
        self,
        customer: Customer,
        before: Cart,
        carts: tuple[WebCart, ...],
        decisions: tuple[Decision, ...],
        cart: Cart,
    ) -> None:
        sale = self._sale
        if sale.serving.cart != before:  # changed while the disk was late
            self._bring(customer, [web.id for web in carts], decisions)
            return
        numbers = ", ".join(web.number for web in carts)
        if cart == before:
            text = self.tr("Nothing pulled: all of {number} stays online.")
            sale.workplace.toast.tell(text.format(number=numbers))
            return
        for web in carts:
            self._times[web.id] = sale.workplace.register.clock()
        pieces = cart.pieces - before.pieces
        told = self.tr("%n item(s) pulled from {number}", "", pieces).format(number=numbers)
        sale.change_cart(cart, told)
        for web in carts:
            self.following.reserve(web.id)

    def _finished(self, _before: Serving) -> None:
        self._times.clear()


def _answered(serving: Serving) -> bool:
    """The centre has said what it knows of this customer."""
    return serving.visit is not None and not serving.visit.local
