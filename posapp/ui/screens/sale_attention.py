"""Opens the panel of what waits for a person, and does what it asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Slot

from posapp.domain.errors import BadEmail, PosError
from posapp.domain.sale import Sale
from posapp.services import attention, checkout, epochs, oddities, receipts
from posapp.services.attention import RefusedFact
from posapp.services.oddities import Heard
from posapp.services.register import Register
from posapp.ui import keys
from posapp.ui.screens.attention_panel import AttentionPanel
from posapp.ui.screens.sale_settling import Settling
from posapp.ui.tokens import Tone

if TYPE_CHECKING:
    from posapp.ui.screens.sale import SaleScreen

translate = QCoreApplication.translate


class _Waiting(NamedTuple):
    """What ``AttentionPanel.show_things`` shows."""

    cards: int
    refused: tuple[RefusedFact, ...]
    in_doubt: tuple[Sale, ...]
    copied: str


class Attention(QObject):
    """Opens the panel on a sale screen and does what it asks for."""

    def __init__(self, sale: SaleScreen) -> None:
        super().__init__(sale)
        self.setObjectName("attending")
        self._sale = sale
        self._panel: AttentionPanel | None = None
        self._settling = Settling(sale)
        keys.bind(sale, "attention", self.open)
        sale.attention_asked.connect(self.open)

    @Slot()
    def open(self) -> None:
        """List what waits for a person."""
        if self._sale.busy_paying():
            return
        panel = AttentionPanel()
        panel.settle_asked.connect(self._sale.settle_asked)
        panel.resend_asked.connect(self._resend)
        panel.address_given.connect(self._send_to)
        panel.export_asked.connect(self._export)
        panel.copy_asked.connect(self._copy)
        panel.seen_to.connect(self._seen)
        panel.copy_seen_to.connect(self._copy_seen)
        panel.destroyed.connect(partial(self._gone, panel))
        self._panel = panel
        self._sale.open_panel(panel)
        self._show()
        self._show_oddities(panel)

    def _show_oddities(self, panel: AttentionPanel) -> None:
        """What the centre said last, at once; then what it says now."""
        place = self._sale.workplace
        panel.odd.settle_asked.connect(self._settling.open)
        if (last := oddities.heard(place.register)) is not None:
            panel.show_heard(last, place.register.clock())
        place.background.run(
            partial(oddities.hear, place.register),
            panel,
            done=partial(self._heard, panel),
            failed=partial(self._away, panel),
        )

    def _heard(self, panel: AttentionPanel, heard: Heard) -> None:
        panel.show_heard(heard, self._sale.workplace.register.clock())
        self._sale.workplace.sync.look()

    def _away(self, panel: AttentionPanel, _error: PosError) -> None:
        register = self._sale.workplace.register
        panel.show_heard(oddities.heard(register), register.clock(), away=True)

    def _gone(self, panel: AttentionPanel, _object: object = None) -> None:
        if self._panel is panel:
            self._panel = None

    def _show(self, _outcome: object = None) -> None:
        if self._panel is None:
            return
        place = self._sale.workplace
        place.background.look(
            partial(_waiting, place.register), self, done=self._there_is, failed=self._failed
        )

    def _there_is(self, waits: _Waiting) -> None:
        if self._panel is not None:
            self._panel.show_things(*waits)

    def _failed(self, error: PosError) -> None:
        if self._panel is not None:
            self._panel.banner.show_error(error)

    def _resend(self, fact: RefusedFact) -> None:
        self._write(partial(attention.retry, self._sale.workplace.register, fact), self._sent)

    def _send_to(self, fact: RefusedFact, address: str) -> None:
        work = partial(attention.send_to, self._sale.workplace.register, fact, address)
        self._sale.workplace.background.write(
            work, self, done=self._sent, failed=partial(self._not_sent, fact)
        )

    def _not_sent(self, fact: RefusedFact, error: PosError) -> None:
        if self._panel is not None and isinstance(error, BadEmail):
            self._panel.show_bad_address(fact, error)
        else:
            self._failed(error)

    def _export(self) -> None:
        register = self._sale.workplace.register
        self._sale.workplace.background.run(
            partial(_exported, register), self, done=self._said, failed=self._failed
        )

    def _said(self, path: Path) -> None:
        if self._panel is not None:
            self._panel.banner.show_message(self.tr("Exported"), str(path), Tone.GOOD)

    def _sent(self, _outcome: object) -> None:
        self._sale.workplace.sync.nudge()
        self._sale.workplace.toast.tell(self.tr("It is sent again."))
        self._show()

    def _copy(self, sale: Sale) -> None:
        self._write(partial(receipts.queue, self._sale.workplace.register, sale), self._queued)

    def _queued(self, _outcome: object) -> None:
        self._sale.print_asked.emit()
        self._sale.workplace.toast.tell(self.tr("The copy is being printed."))
        self._show()

    def _copy_seen(self) -> None:
        self._write(partial(epochs.seen_to, self._sale.workplace.register), self._show)

    def _seen(self, sale: Sale) -> None:
        self._write(partial(receipts.seen_to, self._sale.workplace.register, sale), self._show)

    def _write(self, work: Callable[[], None], done: Callable[[object], None]) -> None:
        background = self._sale.workplace.background
        background.write(work, self, done=done, failed=self._failed)


def _waiting(register: Register) -> _Waiting:
    return _Waiting(
        len(checkout.unsettled(register)),
        attention.list_parked(register),
        receipts.given_up(register),
        epochs.noticed(register),
    )


def _exported(register: Register) -> Path:
    return attention.export(register, attention.list_parked(register))


def plug(sale: SaleScreen) -> None:
    """Let a sale screen show what waits for a person."""
    Attention(sale)
