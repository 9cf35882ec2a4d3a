"""The manager's day: sales as they come, the day in figures, each sale's receipt."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QStackedWidget, QWidget

from posapp.domain.codes import ReceiptScan
from posapp.domain.errors import PosError
from posapp.domain.reports import Day
from posapp.domain.sale import Sale
from posapp.services import identifying, receipts, reporting
from posapp.ui import formats, keys
from posapp.ui.day import naming
from posapp.ui.day.bars import Bars, Hours
from posapp.ui.day.figures import Tiles
from posapp.ui.day.sales_list import SalesList
from posapp.ui.paying.state_page import nothing
from posapp.ui.plurals import plurals
from posapp.ui.receipt.after import ReceiptDesk
from posapp.ui.receipt.panel import ReceiptPanel
from posapp.ui.style import Weight
from posapp.ui.tokens import BAR, CARD_EDGE, GUTTER, LARGE, PANEL_WIDTH, ROW, Tone
from posapp.ui.widgets.banner import Banner
from posapp.ui.widgets.boxes import Card, Scrolled, column, row
from posapp.ui.widgets.buttons import Button, Kind, icon_button
from posapp.ui.widgets.labels import ElidedLabel, heading, muted
from posapp.ui.workplace import Workplace

_EVERY_MS = 5000
_NARROW = 760  # the largest scale on a small screen
_CHARTS = 380  # below this height the figures scroll


class DayScreen(QWidget):
    """Figures of one business date, read from the journal in the background.

    Attributes:
        day: as shown; None until the first figures are there.

    Signals:
        closed: back to selling.
    """

    closed = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("day")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._place = workplace
        self._today = reporting.today(workplace.register)
        self._date = self._today
        self._reading = False
        self.day: Day | None = None
        self._desk = ReceiptDesk(workplace, self)
        self._panel: ReceiptPanel | None = None
        self._lay_out()
        workplace.sync.changed.connect(self.read)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.read)
        self._timer.start()
        self.show_date(self._date)

    def _lay_out(self) -> None:
        rows = column(self, margin=GUTTER)
        rows.setContentsMargins(GUTTER, GUTTER, GUTTER - BAR, GUTTER)  # the scroll bar's room
        above = column()
        above.setContentsMargins(0, 0, BAR, 0)
        above.addLayout(self._head())
        self.banner = Banner("day.message")
        above.addWidget(self.banner)
        rows.addLayout(above)
        self.tiles = Tiles()
        scrolled, body = Scrolled(), QWidget()
        body.setProperty("role", "scrolled")
        scrolled.setWidget(body)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        rows.addWidget(scrolled, 1)
        rows = column(body)
        rows.addWidget(self.tiles)
        below = row()
        self._below: QHBoxLayout = below
        below.addWidget(self._sales(), 4)
        self._charts = self._all_bars()
        below.addWidget(self._charts, 6)
        self._charts.setMinimumHeight(_CHARTS)
        rows.addLayout(below, 1)

    def _head(self) -> QHBoxLayout:
        line = row(gap=8)
        names = column(gap=0)
        self._title = ElidedLabel("", size=LARGE, weight=Weight.BOLD)
        self._title.setObjectName("day.title")
        names.addWidget(self._title)
        line.addLayout(names, 1)
        for icon, said, name, by in (
            ("chevron-left", self.tr("The day before"), "day.before", -1),
            ("chevron-right", self.tr("The day after"), "day.after", 1),
        ):
            made = icon_button(icon, said, name, kind=Kind.NORMAL)
            made.clicked.connect(partial(self._step, by))
            line.addWidget(made)
            if by > 0:
                self._after = made
        self._now = Button(self.tr("Today"), "day.today")
        self._now.clicked.connect(partial(self._step, 0))
        self._csv = export = Button(self.tr("Export CSV"), "day.export", icon="download")
        export.clicked.connect(self.export)
        back = Button(
            self.tr("Sell"), "day.close", icon="cart", key=keys.shown("day"), kind=Kind.PRIMARY
        )
        back.clicked.connect(self.closed)
        for button in (self._now, export, back):
            line.addWidget(button)
        return line

    def _sales(self) -> QWidget:
        card = Card(margin=0)
        head = row()
        head.setContentsMargins(CARD_EDGE, 16, CARD_EDGE, 4)
        head.addWidget(heading(self.tr("Sales")))
        head.addStretch(1)
        self._told = muted("")
        self._told.setObjectName("day.told")
        head.addWidget(self._told)
        card.rows.setSpacing(0)
        card.rows.addLayout(head)
        self.list = SalesList()
        self.list.opened.connect(self.open_sale)
        self._empty = self._nothing()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.list)
        holder = column()
        holder.setContentsMargins(CARD_EDGE - BAR, 0, 0, 8)
        holder.addWidget(self._stack)
        card.rows.addLayout(holder, 1)
        return card

    def _nothing(self) -> QWidget:
        made = QWidget()
        rows = column(made)
        rows.addStretch(1)
        first = self.tr("No sales on this day")
        second = self.tr("They appear here as they are made.")
        rows.addWidget(nothing("receipt", first, second))
        rows.addStretch(1)
        return made

    def _all_bars(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GUTTER)
        self.hours = Hours(self.tr("By hour"))
        self.clerks = Bars("day.clerks", self.tr("By clerk"))
        self.tenders = Bars("day.tenders", self.tr("By means of payment"))
        self.fulfilments = Bars("day.fulfilments", self.tr("By fulfilment"))
        titled = (
            (self.tr("By hour"), self.hours, 0, 0, 3),
            (self.tr("By clerk"), self.clerks, 1, 0, 1),
            (self.tr("By means of payment"), self.tenders, 1, 1, 1),
            (self.tr("By fulfilment"), self.fulfilments, 1, 2, 1),
        )
        for title, bars, place, side, wide in titled:
            card = Card(margin=16)
            card.rows.setContentsMargins(CARD_EDGE, 16, CARD_EDGE, 16)
            card.rows.addWidget(heading(title))
            card.rows.addWidget(bars)
            if bars is not self.hours:
                card.rows.addStretch(1)
            grid.addWidget(card, place, side, 1, wide)
        for place, share in ((0, 5), (1, 4)):
            grid.setRowStretch(place, share)
        for side in (0, 1, 2):
            grid.setColumnStretch(side, 1)
        return made

    # Reading

    def show_date(self, wanted: date) -> None:
        """Show another business date, at most today's."""
        self._date = min(wanted, self._today)
        self._close_panel()
        self.read()

    def _name_day(self) -> None:
        """Whether the date shown is today's: at midnight it is no longer."""
        self._today = reporting.today(self._place.register)
        now = self._date == self._today
        self._after.setEnabled(not now)
        self._now.setEnabled(not now)
        long = formats.long_day(self._date)
        self._title.setText(self.tr("Today, {day}").format(day=long) if now else long)

    @Slot()
    def read(self) -> None:
        """Read the figures again."""
        self._name_day()
        if self._reading:
            return
        self._reading = True
        place = self._place
        place.background.run(
            partial(reporting.day, place.register, place.clerk, self._date),
            self,
            done=self._read,
            failed=self._failed,
            broke=self._free,
        )

    def _read(self, day: Day) -> None:
        self._free()
        if day.date != self._date:
            self.read()
            return
        if day == self.day:
            return
        self.day = day
        self.banner.clear()
        self.tiles.show_day(day)
        waiting = sum(1 for one in day.sales if not one.sent)
        told = plurals.sales_waiting(waiting) if waiting else self.tr("All at the centre")
        self._told.setText(told if day.sales else "")
        self.list.show_rows(day.sales)
        self._stack.setCurrentWidget(self.list if day.sales else self._empty)
        self.hours.show_groups(day.by_hour)
        self.clerks.show_groups(tuple((group.key, group) for group in day.by_clerk))
        for bars, groups, named in (
            (self.tenders, day.by_tender, naming.tender),
            (self.fulfilments, day.by_fulfilment, naming.fulfilment),
        ):
            bars.show_groups(tuple((named(group.key), group) for group in groups))

    def _failed(self, error: PosError) -> None:
        self._free()
        self.banner.show_error(error)

    def _free(self) -> None:
        self._reading = False

    # Doing

    def _step(self, by: int, _checked: bool = False) -> None:
        self._today = reporting.today(self._place.register)
        self.show_date(self._date + timedelta(days=by) if by else self._today)

    @Slot(str)
    def open_sale(self, sale_id: str) -> None:
        """Show a sale's receipt in the place of the bars."""
        self._place.background.look(
            partial(reporting.sale, self._place.register, sale_id),
            self,
            done=self._show_sale,
            failed=self.banner.show_error,
        )

    def _show_sale(self, found: Sale) -> None:
        self._close_panel()
        panel = self._desk.panel(found, fresh=False)
        panel.setFixedWidth(PANEL_WIDTH)
        panel.closed.connect(self._close_panel, Qt.ConnectionType.QueuedConnection)
        self._charts.hide()
        self._below.addWidget(panel)
        self._panel = panel
        self._arrange()
        panel.show()
        if panel.first is not None:
            panel.first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _close_panel(self) -> None:
        if self._panel is not None:
            self._panel.hide()
            self._below.removeWidget(self._panel)
            self._panel.deleteLater()
            self._panel = None
            self._charts.show()
            self._arrange()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        """What does not fit side by side stands in two rows, and scrolls one way only."""
        narrow = self.width() < _NARROW
        self.tiles.show_narrow(narrow)
        word = self.tr("Export CSV")
        self._csv.show_text("" if narrow else word, word)
        stacked = narrow and self._panel is None
        ways = QBoxLayout.Direction
        self._below.setDirection(ways.TopToBottom if stacked else ways.LeftToRight)
        self.list.setMinimumHeight(3 * ROW if stacked else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @Slot()
    def export(self) -> None:
        """Write the list for a spreadsheet into the data folder and say where."""
        if self.day is None:
            return
        self._place.background.run(
            partial(reporting.export, self._place.register, self.day),
            self,
            done=self._exported,
            failed=self._failed,
        )

    def _exported(self, path: Path) -> None:
        self.banner.show_message(self.tr("Exported"), str(path), Tone.GOOD)

    def take_scan(self, text: str) -> None:
        """A receipt is shown; anything else belongs on the sale screen."""
        register = self._place.register
        try:
            found = identifying.scanned(register, (text,))
            if isinstance(found, ReceiptScan):
                self._place.background.look(
                    partial(receipts.find, register, found.number),
                    self,
                    done=self._show_sale,
                    failed=self._not_found,
                )
                return
        except PosError as error:
            self._not_found(error)
        else:
            self.banner.show_message(
                self.tr("Go back to selling to scan this."), tone=Tone.NEUTRAL
            )
            self._place.beep()

    def _not_found(self, error: PosError) -> None:
        self.banner.show_error(error)
        self._place.beep()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
