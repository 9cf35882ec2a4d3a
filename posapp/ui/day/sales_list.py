"""The day's sales, newest first; drawn, so that a long day stays quick."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from posapp.domain.reports import SaleRow
from posapp.ui import formats, style
from posapp.ui.day import naming
from posapp.ui.plurals import plurals
from posapp.ui.style import Weight
from posapp.ui.tokens import BAR, BODY, CARD_EDGE, CONTROL_RADIUS, ROW, SMALL, Tone
from posapp.ui.widgets.boxes import keep_bar_room
from posapp.ui.widgets.one_line import paint_line
from posapp.ui.widgets.pills import paint_pill, pill_width

translate = QCoreApplication.translate
_Index = QModelIndex | QPersistentModelIndex


class SalesModel(QAbstractListModel):
    """The rows of a day, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[SaleRow, ...] = ()

    def show_rows(self, rows: tuple[SaleRow, ...]) -> None:
        """Show these; they come oldest first."""
        self.beginResetModel()
        self.rows = tuple(reversed(rows))
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            amount = formats.money(row.grand)
            names = formats.tamed(" + ".join((row.clerk_name, *row.approvers)), 80)
            return f"{formats.clock(row.sold_at)}, {row.receipt}, {names}, {amount}"
        return None


class _Delegate(QStyledItemDelegate):
    """Time, number and clerk; how it was paid; the amount; whether the centre has it."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(option.rect.width(), ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(option.rect).adjusted(0, 1, 0, -1)
        colours = style.palette()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(place, CONTROL_RADIUS, CONTROL_RADIUS)
        inset = CARD_EDGE - BAR
        inside = place.adjusted(inset, 0, -inset, 0)
        free = self._paint_row(painter, inside, row)
        self._paint_marks(painter, free, row, chosen=chosen)
        painter.restore()

    def _paint_row(self, painter: QPainter, place: QRectF, row: SaleRow) -> QRectF:
        """What is known of a sale in words; where its marks have room."""
        upper = QRectF(place.left(), place.top() + 7, place.width(), 20)
        lower = QRectF(place.left(), place.top() + 28, place.width(), 18)
        strong, small = style.font(BODY, Weight.STRONG), style.font(SMALL)
        amount = formats.money(row.grand)
        wide = QFontMetrics(strong).horizontalAdvance(amount) + 16
        right = Qt.AlignmentFlag.AlignRight
        _draw(painter, upper, amount, strong=True, flags=right)
        _draw(painter, upper.adjusted(0, 0, -wide, 0), formats.clock(row.sold_at), strong=True)
        tenders = ", ".join(naming.tender(kind) for kind in row.tenders)
        _draw(painter, lower, tenders, flags=right)
        taken = QFontMetrics(small).horizontalAdvance(tenders) + 16
        pieces = plurals.items(row.pieces)
        names = " + ".join(formats.tamed(name, 30) for name in (row.clerk_name, *row.approvers))
        said = f"{row.receipt} · {names} · {pieces}"
        _draw(painter, lower.adjusted(0, 0, -taken, 0), said)
        return upper.adjusted(64, 0, -wide, 0)

    @staticmethod
    def _paint_marks(painter: QPainter, place: QRectF, row: SaleRow, *, chosen: bool) -> None:
        x = place.left()
        marks = []
        if row.from_web:
            marks.append((translate("day", "Web"), Tone.ACCENT, "globe"))
        if "ship" in row.fulfilments:
            marks.append((translate("day", "Ship"), Tone.NEUTRAL, "truck"))
        if not row.sent:
            marks.append((translate("day", "Waiting"), Tone.WARN, "clock"))
        for text, tone, icon in marks:
            wide = pill_width(text, icon)
            if x + wide > place.right():
                return
            spot = QRectF(x, place.top() - 1, wide, 22)
            paint_pill(painter, spot, text, tone, icon=icon, chosen=chosen)
            x += wide + 6


def _draw(
    painter: QPainter,
    place: QRectF,
    text: str,
    *,
    strong: bool = False,
    flags: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    colours = style.palette()
    font = style.font(BODY, Weight.STRONG) if strong else style.font(SMALL)
    ink = colours.text if strong else colours.muted
    paint_line(painter, place, text, font, ink, flags | Qt.AlignmentFlag.AlignVCenter)


class SalesList(QListView):
    """Signals:
    opened: the id of the sale to look at, by touch or Enter.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("day.sales")
        self.setAccessibleName(self.tr("Sales of the day"))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.shown = SalesModel(self)
        self.setModel(self.shown)
        self.setItemDelegate(_Delegate(self))
        keep_bar_room(self)
        self.clicked.connect(self._open)

    def show_rows(self, rows: tuple[SaleRow, ...]) -> None:
        """Show a day's sales; the chosen one stays chosen."""
        if tuple(reversed(rows)) == self.shown.rows:
            return
        chosen = self.currentIndex().data(Qt.ItemDataRole.UserRole)
        self.shown.show_rows(rows)
        ids = [row.id for row in self.shown.rows]
        if chosen is not None and chosen.id in ids:
            self.setCurrentIndex(self.shown.index(ids.index(chosen.id)))

    def _open(self, index: QModelIndex) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if row is not None:
            self.opened.emit(row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)
