"""What follows a sale: its receipt on screen, printing, and finding it again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from posapp.domain.conversation import Channel
from posapp.domain.errors import BadEmail, PosError, PrinterTrouble
from posapp.domain.receipt import Receipt
from posapp.domain.sale import Sale
from posapp.services import receipts
from posapp.services.receipts import Printed
from posapp.ui import formats, words
from posapp.ui.ahead import Ahead
from posapp.ui.receipt.coming import Coming
from posapp.ui.receipt.drawing import drawn
from posapp.ui.receipt.panel import ReceiptPanel
from posapp.ui.receipt.paper import write_pdf
from posapp.ui.receipt.printing import Printing
from posapp.ui.receipt.speaking import receipt_words
from posapp.ui.screens.serving import Serving
from posapp.ui.tokens import Tone
from posapp.ui.workplace import Workplace

if TYPE_CHECKING:
    from posapp.ui.screens.sale import SaleScreen


class ReceiptDesk(QObject):
    """Does what a receipt panel asks for, wherever the panel stands.

    Attributes:
        printing: the printer's queue at work.
    """

    def __init__(
        self, workplace: Workplace, parent: QObject, home: QWidget | None = None
    ) -> None:
        """``home``: where its panels are shown one after the other; each is built ahead."""
        super().__init__(parent)
        self._place = workplace
        self.ahead = Ahead(ReceiptPanel, home, self) if home is not None else None
        self._panel: ReceiptPanel | None = None
        self._awaited = False
        self._coming = Coming(workplace, self)
        if self.ahead is not None:
            self.ahead.whole.connect(self._coming.prepare)
        self.printing = Printing(workplace, self)
        self.printing.changed.connect(self._show_status)

    def panel(self, sale: Sale, *, fresh: bool, served: Serving | None = None) -> ReceiptPanel:
        """A panel for a sale, connected to everything it can ask for."""
        who = served.customer if served else None
        visit = served.visit if served else None
        made = self.ahead.take() if self.ahead is not None else ReceiptPanel()
        made.begin(
            sale,
            fresh=fresh,
            email=who.email if who else "",
            conversations=visit.conversations if visit else (),
            country=self._place.register.shop.country,
        )
        made.paper.drawing_wanted.connect(partial(self._draw, made, not fresh))
        made.copy_asked.connect(partial(self._copy, sale))
        made.pdf_asked.connect(partial(self._pdf, made, not fresh))
        made.retry_asked.connect(self.printing.go)
        made.send_asked.connect(partial(self._send, made))
        made.destroyed.connect(partial(self._gone, made))
        self._panel, self._awaited = made, fresh
        self._show_status()
        return made

    def sold(self, sale: Sale) -> None:
        """This was the last sale: the next receipt's number follows from it."""
        self._coming.after(sale)

    def _receipt(self, sale: Sale, copy: bool) -> Callable[[], Receipt]:
        """Makes the receipt, on any thread; the words are looked up now, on this one."""
        register = self._place.register
        return partial(receipts.receipt, register, sale, receipt_words(register.shop), copy)

    def _draw(self, panel: ReceiptPanel, copy: bool, width: float) -> None:
        """Beside the window, where it takes a while: what is said and paid stands there
        already. Else at once: the window paints once, and nothing computes beside it."""
        receipt = self._receipt(panel.sale, copy)
        if not copy and self._coming.quick(panel.sale):
            panel.paper.show_drawing(drawn(receipt, width))
            return
        self._place.background.run(
            partial(drawn, receipt, width),
            panel.paper,
            done=panel.paper.show_drawing,
            failed=panel.banner.show_error,
        )

    def _gone(self, panel: ReceiptPanel, _object: object = None) -> None:
        if self._panel is panel:
            self._panel = None
        if self.ahead is not None and isValid(self.ahead):
            self.ahead.prepare()

    def _copy(self, sale: Sale) -> None:
        if not self._place.register.prints:
            self._tell(self.tr("No printer is set up."))
            return
        self._awaited = True
        self.printing.copy(sale)

    def _tell(self, text: str) -> None:
        self._place.toast.tell(text)

    def _pdf(self, panel: ReceiptPanel, copy: bool) -> None:
        self._place.background.run(
            partial(write_pdf, self._place.register.folder, self._receipt(panel.sale, copy)),
            panel,
            done=partial(self._written, panel),
            failed=panel.banner.show_error,
        )

    def _written(self, panel: ReceiptPanel, path: Path) -> None:
        panel.show_done(self.tr("The PDF is in the data folder"), str(path))

    def _send(self, panel: ReceiptPanel, channel: Channel, address: str) -> None:
        place = self._place
        spoken = receipt_words(place.register.shop)
        self._place.background.write(
            partial(receipts.send, place.register, panel.sale, spoken, channel, address),
            panel,
            done=partial(self._queued, panel),
            failed=partial(self._not_sent, panel),
        )

    def _queued(self, panel: ReceiptPanel, _nothing: object) -> None:
        self._place.sync.nudge()
        panel.show_done(
            self.tr("The receipt is on its way"),
            self.tr("It waits here while the centre is away, and is never sent twice."),
        )

    @staticmethod
    def _not_sent(panel: ReceiptPanel, error: PosError) -> None:
        if isinstance(error, BadEmail):
            panel.email.show_trouble(words.explain(error).what)
            panel.email.line.setFocus()
        else:
            panel.banner.show_error(error)

    @Slot()
    def _show_status(self) -> None:
        panel = self._panel
        if panel is None:
            return
        last = self.printing.last
        if not self._place.register.prints:
            panel.show_status(self.tr("No printer: on screen only"), Tone.NEUTRAL, "printer")
        elif last.printed is Printed.WAITING and last.trouble:
            said = words.explain(PrinterTrouble(last.trouble)).what
            panel.show_status(self.tr("Waiting to print"), Tone.WARN, "printer", retry=True)
            told = self.tr("The sale is safe. The receipt prints as soon as the printer can.")
            panel.banner.show_message(said, f"{told} (P-80)", Tone.WARN)
        elif self.printing.busy:
            panel.show_status(self.tr("Printing"), Tone.NEUTRAL, "printer")
        elif last.receipt != panel.sale.receipt or not self._awaited:
            panel.show_status(self.tr("Recorded"), Tone.GOOD, "check")
        else:
            self._show_outcome(panel)

    def _show_outcome(self, panel: ReceiptPanel) -> None:
        if panel.banner.text and "P-80" in panel.banner.text:
            panel.banner.clear()
        match self.printing.last.printed:
            case Printed.GIVEN_UP:
                text = self.tr("Interrupted: print a copy")
                panel.show_status(text, Tone.WARN, "printer")
            case _ if self.printing.last.copy:
                panel.show_status(self.tr("Copy printed"), Tone.GOOD, "check")
            case _:
                panel.show_status(self.tr("Printed"), Tone.GOOD, "check")


class AfterSale(QObject):
    """Opens the receipt when something was sold, and when one is asked for."""

    def __init__(self, sale: SaleScreen) -> None:
        super().__init__(sale)
        self.setObjectName("aftersale")
        self._sale = sale
        self.desk = ReceiptDesk(sale.workplace, self, sale.columns)
        sale.sold.connect(self._sold)
        sale.receipt_asked.connect(self._asked)
        sale.print_asked.connect(self.desk.printing.go)
        sale.serving_changed.connect(self._serving_changed)
        self.desk.printing.go()

    @Slot(object, object)
    def _sold(self, made: Sale, served: Serving) -> None:
        self._sale.open_panel(self.desk.panel(made, fresh=True, served=served))
        self.desk.sold(made)
        self.desk.printing.go()

    @Slot(str)
    def _asked(self, number: str) -> None:
        place = self._sale.workplace
        place.background.look(
            partial(receipts.find, place.register, formats.tamed(number, 60)),
            self,
            done=self._found,
            failed=self._sale.tell_error,
        )

    def _found(self, found: Sale) -> None:
        self._sale.open_panel(self.desk.panel(found, fresh=False))

    @Slot(object)
    def _serving_changed(self, serving: Serving) -> None:
        """The next scan is the next customer's: the receipt makes room."""
        if isinstance(self._sale.panel, ReceiptPanel) and not serving.untouched:
            self._sale.close_panel()


def plug(sale: SaleScreen) -> None:
    """Let a sale screen show receipts."""
    AfterSale(sale)
