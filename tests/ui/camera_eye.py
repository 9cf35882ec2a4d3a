"""A camera whose pictures a test makes, and what can lie before it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from posapp.ui.camera import Camera
from tests.services.shop import SOCKS

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

    from tests.ui.conftest import Hands

TOKEN = "P1:6BF+70790T9WTVZ$C+.SZ3DOEP/S7LW4$TL.GV0TJ:/F$-M2B5PL1%5K:6KA8WVEV20$:B6ZE"
PICTURE = (1280, 720)


def sheet(wide: int = PICTURE[0], high: int = PICTURE[1]) -> QImage:
    """An empty table top."""
    made = QImage(wide, high, QImage.Format.Format_RGB32)
    made.fill(QColor("#d8d4cc"))
    return made


def crowded(wide: int, high: int) -> QImage:
    """A table top full of small things, which takes long to search."""
    specks = random.Random(1).randbytes(wide * high // 16)
    grey = QImage.Format.Format_Grayscale8
    made = QImage(specks, wide // 4, high // 4, wide // 4, grey).copy()
    return made.scaled(wide, high).convertToFormat(QImage.Format.Format_RGB32)


def code(kind: str, text: str, wide: int = 360, high: int = 360) -> QImage:
    """A code on white paper."""
    import zxingcpp

    found = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    drawn = zxingcpp.write_barcode_to_image(found, scale=4)
    rows, columns = drawn.shape
    pixels = bytes(drawn)  # type: ignore[call-overload]  # it is a buffer
    made = QImage(pixels, columns, rows, columns, QImage.Format.Format_Grayscale8).copy()
    return made.scaled(wide, high)


def laid(
    *codes: tuple[QImage, int, int], turned: float = 0.0, on: QImage | None = None
) -> QImage:
    """A picture of these codes at these places, each turned by so many degrees."""
    table = on or sheet()
    painter = QPainter(table)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for image, x, y in codes:
        painter.save()
        painter.translate(x + image.width() / 2, y + image.height() / 2)
        painter.rotate(turned)
        painter.drawImage(-image.width() // 2, -image.height() // 2, image)
        painter.restore()
    painter.end()
    return table


def ean(gtin: str = SOCKS.gtin, wide: int = 420) -> QImage:
    return code("EAN13", gtin[-13:], wide, 220)


class Eye:
    """The camera of a register, whose pictures a test makes."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        found = hands.sale.findChild(Camera)
        assert found is not None
        self.camera = found
        self.now_s = 100.0
        found._clock = lambda: self.now_s
        self.scans: list[str] = []
        found.scanned.connect(self.scans.append)

    def opens(self) -> None:
        self.camera.button.click()
        self.hands.qtbot.waitUntil(lambda: self.camera.source is not None, timeout=10_000)

    def sees(self, picture: QImage | QVideoFrame, later_s: float = 0.1) -> None:
        """One picture, and what it leads to."""
        self.sends(picture, later_s)
        self.hands.qtbot.waitUntil(lambda: not self.camera._looking, timeout=10_000)

    def sends(self, picture: QImage | QVideoFrame, later_s: float = 0.1) -> None:
        from PySide6.QtMultimedia import QVideoFrame

        assert self.camera.source is not None
        self.now_s += later_s
        made = QVideoFrame(picture) if isinstance(picture, QImage) else picture
        self.camera.source.sink.setVideoFrame(made)

    @property
    def said(self) -> str:
        assert self.camera.preview is not None
        return self.camera.preview.text


@pytest.fixture
def eye(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> Iterator[Eye]:
    """The camera is on, and sends what the test gives it."""
    from posapp.ui import camera_source

    monkeypatch.setattr(camera_source.Source, "_open", lambda _source: None)
    made = Eye(hands)
    made.opens()
    yield made
    made.camera.close()
