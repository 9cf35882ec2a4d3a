"""Our own line icons, recoloured for the theme and cached."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from posapp.assets import asset
from posapp.ui.tokens import ICON


def read_all() -> None:
    """Read every icon, on any thread: what paints one later waits for no disk."""
    for name in names():
        _drawn(name)


@cache
def _drawn(name: str) -> str:
    return asset("icons", f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawn = _drawn(name)
    return QSvgRenderer(QByteArray(drawn.replace("currentColor", colour).encode()))


def names() -> tuple[str, ...]:
    """Every icon there is."""
    return tuple(sorted(path.stem for path in asset("icons").glob("*.svg")))


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int = ICON, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture.

    Args:
        colour: ``#rrggbb`` from the palette. ``size``: edge in device independent pixels.
        ratio: device pixels per pixel of the screen it is painted on.

    Raises:
        FileNotFoundError: there is no such icon.
    """
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _renderer(name, colour).render(painter)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def paint(painter: QPainter, name: str, colour: str, place: QRectF) -> None:
    """Draw an icon into a rectangle, sharp at every scale."""
    _renderer(name, colour).render(painter, place)
