"""What the camera sees, small, in a corner beside the cart."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from posapp.ui import icons, style
from posapp.ui.tokens import CONTROL_RADIUS, GUTTER, Tone
from posapp.ui.widgets.boxes import Card, row
from posapp.ui.widgets.buttons import icon_button
from posapp.ui.widgets.labels import PlainLabel, heading

_DARK = "#10141c"
_VIEW_HIGH = 150


class Viewfinder(QWidget):
    """The picture, cut to fill its place, with a frame around each code that was found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("camera.view")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._picture = QImage()
        self._marks: tuple[QPolygonF, ...] = ()

    def show_picture(self, picture: QImage, marks: Sequence[Sequence[QPointF]]) -> None:
        """Show a picture; the corners of ``marks`` are in shares of its size."""
        self._picture = picture
        self._marks = tuple(QPolygonF(list(mark)) for mark in marks)
        self.update()

    def clear(self) -> None:
        """Show no picture."""
        self.show_picture(QImage(), ())

    @property
    def empty(self) -> bool:
        """There is no picture."""
        return self._picture.isNull()

    def sizeHint(self) -> QSize:
        return QSize(280, _VIEW_HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = QRectF(self.rect())
        frame = QPainterPath()
        frame.addRoundedRect(place, CONTROL_RADIUS, CONTROL_RADIUS)
        painter.setClipPath(frame)
        painter.fillRect(place, QColor(_DARK))
        if self.empty:
            middle = QRectF(0, 0, 32, 32)
            middle.moveCenter(place.center())
            icons.paint(painter, "camera", style.palette().faint, middle)
            return
        filled = self._filled(place)
        painter.drawImage(filled, self._picture)
        self._paint_marks(painter, filled)

    def _filled(self, place: QRectF) -> QRectF:
        """Where the whole picture stands so that it fills the place and keeps its shape."""
        size = self._picture.size().toSizeF()
        size.scale(place.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        filled = QRectF(QPointF(0, 0), size)
        filled.moveCenter(place.center())
        return filled

    def _paint_marks(self, painter: QPainter, filled: QRectF) -> None:
        painter.setPen(QPen(QColor("#3ddc97"), 3))
        for mark in self._marks:
            painter.drawPolygon(
                QPolygonF(
                    [
                        QPointF(
                            filled.left() + point.x() * filled.width(),
                            filled.top() + point.y() * filled.height(),
                        )
                        for point in mark.toList()
                    ]
                )
            )


class CameraPreview(Card):
    """A viewfinder, what is going on in words, and a way to close it.

    Signals:
        closed: the clerk is done with it. left: it is no longer on screen.
    """

    closed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=0)
        self.setObjectName("camera")
        self.setAccessibleName(self.tr("Camera"))
        self.view = Viewfinder()
        self._said = PlainLabel(wrap=True)
        self._said.setObjectName("camera.said")
        head = row()
        head.setContentsMargins(16, 2, 2, 2)
        head.addWidget(heading(self.tr("Camera")), 1)
        cross = icon_button("close", self.tr("Switch the camera off"), "camera.close")
        cross.clicked.connect(self.closed)
        head.addWidget(cross)
        self.rows.setSpacing(0)
        self.rows.addLayout(head)
        inside = row()
        inside.setContentsMargins(GUTTER, 0, GUTTER, 0)
        inside.addWidget(self.view)
        self.rows.addLayout(inside)
        self._said.setContentsMargins(16, 8, 16, GUTTER)
        self.rows.addWidget(self._said)
        self.rows.addStretch(1)

    @property
    def text(self) -> str:
        """What it says."""
        return self._said.text()

    def say(self, text: str, tone: Tone | None = None) -> None:
        """Say what is going on."""
        self._said.setText(text)
        self._said.show_tone(tone)
        self.setAccessibleDescription(text)

    def say_instead(self, text: str, tone: Tone) -> None:
        """There is no picture: say why, where it would be."""
        self.view.clear()
        self.view.hide()
        self.say(text, tone)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.left.emit()
