"""Product pictures: decoded and scaled in the background, painted from a small cache."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from posapp.domain.errors import PosError
from posapp.services import pictures
from posapp.services.register import Register
from posapp.ui.background import Background

_MOST = 400
_EDGE = 112  # pixels: 56 at 200 %
_LARGEST_SIDE = 6000
_MOST_PIXELS = 24_000_000  # telephones take 12 million; each is four bytes
_RETRY_MS = 60_000
_AT_ONCE = 2


class Pictures(QObject):
    """A cache of small square pictures by their name at the centre.

    Signals:
        arrived: the picture with this name can be painted now.
    """

    arrived = Signal(str)

    def __init__(
        self, register: Register, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._register, self._background = register, background
        self._kept: OrderedDict[str, QPixmap] = OrderedDict()
        self._missing: set[str] = set()
        self._wanted: OrderedDict[str, None] = OrderedDict()
        self._running: set[str] = set()
        self._again = QTimer(self)
        self._again.setInterval(_RETRY_MS)
        self._again.timeout.connect(self._missing.clear)
        self._again.start()

    def get(self, name: str) -> QPixmap | None:
        """The picture if it is here; else None now and ``arrived`` later, if there is one."""
        if not name:
            return None
        found = self._kept.get(name)
        if found is not None:
            self._kept.move_to_end(name)
            return found
        if name not in self._missing and name not in self._running:
            self._wanted[name] = None
            self._wanted.move_to_end(name)
            while len(self._wanted) > 2 * _AT_ONCE + 60:
                self._wanted.popitem(last=False)
            self._next()
        return None

    def _next(self) -> None:
        while self._wanted and len(self._running) < _AT_ONCE:
            name, _ = self._wanted.popitem()  # what was asked for last is on screen now
            self._running.add(name)
            self._background.run(
                partial(_small, self._register, name),
                self,
                done=partial(self._came, name),
                failed=partial(self._failed, name),
                broke=partial(self._came, name, None),
            )

    def _came(self, name: str, picture: QImage | None) -> None:
        self._running.discard(name)
        if picture is None or picture.isNull():
            self._missing.add(name)
        else:
            self._kept[name] = QPixmap.fromImage(picture)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
            self.arrived.emit(name)
        self._next()

    def _failed(self, name: str, _error: PosError) -> None:
        self._came(name, None)


def _small(register: Register, name: str) -> QImage | None:
    found = pictures.kept(register, name) or pictures.fetch(register, name)
    return None if found is None else decoded(found)


def bearable(size: QSize) -> bool:
    """Whether a picture of this size may be unpacked."""
    wide, tall = size.width(), size.height()
    return size.isValid() and max(wide, tall) <= _LARGEST_SIDE and wide * tall <= _MOST_PIXELS


def decoded(content: bytes, edge: int = _EDGE) -> QImage:
    """A PNG or JPEG as a small square picture; a null image when it is none.

    Its size is read before its pixels, so that a bomb is never unpacked.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    if bytes(reader.format().data()) not in (b"png", b"jpeg", b"jpg"):
        return QImage()
    size = reader.size()
    if not bearable(size):
        return QImage()
    scaled = size.scaled(QSize(edge, edge), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    reader.setScaledSize(scaled)
    image = reader.read()
    x, y = (image.width() - edge) // 2, (image.height() - edge) // 2
    return image if image.isNull() else image.copy(max(x, 0), max(y, 0), edge, edge)
