"""Asks the centre, once per payment, whether the cart may be sold just so."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from posapp.domain.cart import Cart
from posapp.domain.customer import Customer
from posapp.domain.errors import CheckoutChanged, PosError
from posapp.domain.payment import Payment
from posapp.services import checkout, promising
from posapp.ui.workplace import Workplace

_PATIENCE_MS = 1500
log = logging.getLogger(__name__)


class Checking(QObject):
    """The clerk may go on meanwhile; what needs the answer waits for it, or is let through.

    Attributes:
        found: the centre's id for the checked cart; empty without its answer.
        answered: it has answered, or was given up on.

    Signals:
        away: the sale goes on without the centre. disagreed: the ``CheckoutChanged``.
        waits: a wish waits; True once that has taken long.
    """

    away = Signal()
    disagreed = Signal(object)
    waits = Signal(bool)

    def __init__(self, place: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self.found, self.answered = "", True
        self._about, self._cart = "", Cart()
        self._wish: Callable[[], None] | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._grown_impatient)

    def ask(self, payment: Payment, customer: Customer | None) -> None:
        """Begin; an answer about an earlier payment is given back."""
        self.found, self.answered, self._wish = "", False, None
        self._about, self._cart = payment.id, payment.priced.cart
        self._place.background.run(
            partial(checkout.prepare, self._place.register, payment.priced, customer),
            self,
            done=partial(self._heard, payment.id),
            failed=partial(self._refused, payment.id),
            broke=partial(self._heard, payment.id, ""),
        )

    def then(self, wish: Callable[[], None]) -> None:
        """Do it as soon as the centre has answered or was given up on."""
        if self.answered:
            wish()
            return
        self._wish = wish
        self.waits.emit(False)
        self._patience.start()

    @Slot()
    def skip(self) -> None:
        """Do not wait for the centre any longer."""
        if not self.answered:
            self._goes_alone()

    def _goes_alone(self) -> None:
        """Without the centre, what is to be sent has to be ours to promise."""
        self._place.background.look(
            partial(promising.must_keep, self._place.register, self._cart),
            self,
            done=partial(self._alone, self._about),
            failed=partial(self._not_ours, self._about),
        )

    def _alone(self, about: str, _ours: None) -> None:
        if about == self._about and not self.answered:
            self.answered = True
            self.away.emit()
            self._go_on()

    def _not_ours(self, about: str, error: PosError) -> None:
        """Or the disk does not say: then it counts as no promise."""
        if not isinstance(error, CheckoutChanged):
            error = CheckoutChanged("not_promised")
        self._refused(about, error)

    def accept(self) -> None:
        """Sell although the centre disagreed."""
        self.answered = True

    def stop(self) -> str:
        """The payment is over; what the centre reserved for it, if anything."""
        found, self.found = self.found, ""
        self._about, self._wish, self.answered = "", None, True
        if isValid(self._patience):
            self._patience.stop()
        return found

    def _heard(self, about: str, found: str) -> None:
        if about != self._about or self.answered:
            self._give_back(found)
            return
        if not found:
            self._goes_alone()
            return
        self.found, self.answered = found, True
        self._go_on()

    def _refused(self, about: str, error: PosError) -> None:
        if about != self._about or self.answered:
            return
        if not isinstance(error, CheckoutChanged):
            self._heard(about, "")
            return
        self._patience.stop()
        self._wish = None
        self.disagreed.emit(error)

    @Slot()
    def _grown_impatient(self) -> None:
        if self._wish is not None:
            self.waits.emit(True)

    def _go_on(self) -> None:
        self._patience.stop()
        wish, self._wish = self._wish, None
        if wish is not None:
            wish()

    def _give_back(self, found: str) -> None:
        if found:
            background, register = self._place.background, self._place.register
            work = partial(checkout.release, register, found)
            background.write(work, background, done=_given_back, failed=_not_given_back)


def _given_back(_outcome: None) -> None:
    """It waits in the outbox; nothing on the screen depends on it."""


def _not_given_back(error: PosError) -> None:
    """The centre never hears of it, and lets it expire by itself."""
    log.warning("what was reserved before payment was not given back: %s", error.code)
