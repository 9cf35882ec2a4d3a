"""Photos out of a conversation: in memory only, gone with the visit (P3)."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from posapp.domain.errors import PosError
from posapp.services import pictures
from posapp.services.register import Register
from posapp.ui.background import Background
from posapp.ui.pictures import bearable

WIDE, TALL = 216, 152  # as painted
_SHARP = 2  # decoded for screens of up to 200 %
_MOST = 60
_AT_ONCE = 2


class Photos(QObject):
    """The pictures that are on screen or were lately, by their name at the centre.

    Signals:
        arrived: a photo can be painted now, or is known to be missing.
    """

    arrived = Signal()

    def __init__(
        self, register: Register, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._register, self._background = register, background
        self._kept: OrderedDict[str, QPixmap | None] = OrderedDict()
        self._wanted: list[str] = []
        self._running: set[str] = set()
        self._visit = 0

    def forget(self) -> None:
        """The visit is over: nothing of it stays."""
        self._visit += 1
        self._kept.clear()
        self._wanted.clear()

    def get(self, name: str) -> QPixmap | None:
        """The photo, or None while it is on its way or when there is none."""
        if name in self._kept:
            self._kept.move_to_end(name)
            return self._kept[name]
        if name not in self._wanted and name not in self._running:
            self._wanted = [*self._wanted[-_MOST:], name]
            self._next()
        return None

    def missing(self, name: str) -> bool:
        """The centre has no such photo, or did not answer."""
        return name in self._kept and self._kept[name] is None

    def _next(self) -> None:
        while self._wanted and len(self._running) < _AT_ONCE:
            name = self._wanted.pop()  # asked for last: on screen now
            self._running.add(name)
            came = partial(self._came, self._visit, name)
            self._background.run(
                partial(_fetched, self._register, name),
                self,
                done=came,
                failed=partial(self._failed, self._visit, name),
                broke=partial(came, None),
            )

    def _came(self, visit: int, name: str, image: QImage | None) -> None:
        self._running.discard(name)
        if visit == self._visit:
            sound = image is not None and not image.isNull()
            self._kept[name] = QPixmap.fromImage(image) if image is not None and sound else None
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
            self.arrived.emit()
        self._next()

    def _failed(self, visit: int, name: str, _error: PosError) -> None:
        self._came(visit, name, None)


def _fetched(register: Register, name: str) -> QImage | None:
    content = pictures.fetch(register, name, keep=False)
    return None if content is None else decoded(content)


def decoded(content: bytes) -> QImage:
    """A PNG or JPEG cropped to the size it is painted in; a null image when it is none.

    Its size is read before its pixels, so that a bomb is never unpacked.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()) not in (b"png", b"jpeg", b"jpg"):
        return QImage()
    size = reader.size()
    if not bearable(size):
        return QImage()
    wanted = QSize(WIDE * _SHARP, TALL * _SHARP)
    reader.setScaledSize(size.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    if image.isNull():
        return image
    x = max((image.width() - wanted.width()) // 2, 0)
    y = max((image.height() - wanted.height()) // 2, 0)
    return image.copy(
        x, y, min(wanted.width(), image.width()), min(wanted.height(), image.height())
    )
