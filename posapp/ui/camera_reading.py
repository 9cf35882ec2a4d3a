"""Finds codes in a camera's picture. Needs the ``camera`` extra; runs off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass

import zxingcpp
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

PREVIEW = QSize(640, 360)
LARGEST = 32_000_000  # pixels; no camera sends more, and no picture may fill the memory
MOST_CODES = 8

_FORMATS = zxingcpp.BarcodeFormats(
    [
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.EAN13,
        zxingcpp.BarcodeFormat.EAN8,
        zxingcpp.BarcodeFormat.UPCA,
        zxingcpp.BarcodeFormat.UPCE,
        zxingcpp.BarcodeFormat.Code128,
        zxingcpp.BarcodeFormat.DataMatrix,
        zxingcpp.BarcodeFormat.DataBar,
    ]
)
_Pixel = QVideoFrameFormat.PixelFormat
_LUMINANCE_FIRST = {
    _Pixel.Format_YUV420P,
    _Pixel.Format_YUV422P,
    _Pixel.Format_YV12,
    _Pixel.Format_NV12,
    _Pixel.Format_NV21,
    _Pixel.Format_IMC1,
    _Pixel.Format_IMC2,
    _Pixel.Format_IMC3,
    _Pixel.Format_IMC4,
    _Pixel.Format_Y8,
}
_EVERY_SECOND = {_Pixel.Format_YUYV: 0, _Pixel.Format_UYVY: 1}
_BLUE_FIRST = {
    QImage.Format.Format_RGB32,
    QImage.Format.Format_ARGB32,
    QImage.Format.Format_ARGB32_Premultiplied,
}
Seen = tuple[zxingcpp.ImageView, QImage]


@dataclass(frozen=True)
class Code:
    """A code in a picture.

    Attributes:
        text: as a scanner would type it, with its AIM prefix.
        corners: in shares of the picture's width and height, 0 to 1.
    """

    text: str
    corners: tuple[QPointF, ...]


@dataclass(frozen=True)
class Look:
    """What one picture holds.

    Attributes:
        picture: at most ``PREVIEW``; null when the frame could not be read.
    """

    codes: tuple[Code, ...]
    picture: QImage


def look(frame: QVideoFrame) -> Look:
    """Find the codes of a frame and make a small picture of it.

    The frame's own memory is searched: copies of a large one would hold up other threads.
    """
    nothing = Look((), QImage())
    size = frame.size()
    if not 0 < size.width() * size.height() <= LARGEST:
        return nothing
    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        return nothing
    try:
        seen = _packed(frame) or _plain(frame) or _converted(frame)
        if seen is None:
            return nothing
        view, small = seen
        return Look(_codes(view, size), small)
    finally:
        frame.unmap()


def _codes(view: zxingcpp.ImageView, size: QSize) -> tuple[Code, ...]:
    found = zxingcpp.read_barcodes(view, formats=_FORMATS, text_mode=zxingcpp.TextMode.Plain)
    return tuple(_code(one, size) for one in found[:MOST_CODES])


def _code(found: zxingcpp.Barcode, size: QSize) -> Code:
    place = found.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return Code(
        f"{found.symbology_identifier}{found.text}",
        tuple(QPointF(point.x / size.width(), point.y / size.height()) for point in corners),
    )


def _plain(frame: QVideoFrame) -> Seen | None:
    """A frame whose first plane is grey, or that is an image already."""
    pixels = frame.pixelFormat()
    kind = QVideoFrameFormat.imageFormatFromPixelFormat(pixels)
    if pixels in _LUMINANCE_FIRST:
        kind, order = QImage.Format.Format_Grayscale8, zxingcpp.ImageFormat.Lum
    elif kind in _BLUE_FIRST:
        order = zxingcpp.ImageFormat.BGRA
    else:
        return None
    bits, wide, high, stride = _measured(frame)
    image = QImage(bits, wide, high, stride, kind)
    return zxingcpp.ImageView(bits, wide, high, order, stride), _small(image)


def _packed(frame: QVideoFrame) -> Seen | None:
    """A frame in which every second byte is grey."""
    first = _EVERY_SECOND.get(frame.pixelFormat())
    if first is None:
        return None
    bits, wide, high, stride = _measured(frame)
    lum = zxingcpp.ImageFormat.Lum
    view = zxingcpp.ImageView(bits[first:], wide, high - first, lum, stride, 2)
    step = max(1, wide // PREVIEW.width())
    begins = range(first, high * stride, step * stride)
    rows = [bytes(bits[begin : begin + 2 * wide - first : 2 * step]) for begin in begins]
    grey = QImage.Format.Format_Grayscale8
    across = len(rows[0])
    return view, QImage(b"".join(rows), across, len(rows), across, grey).copy()


def _converted(frame: QVideoFrame) -> Seen | None:
    """Any other frame: packed as JPEG, as most cameras send it, or something rare."""
    if frame.pixelFormat() is _Pixel.Format_Jpeg:
        image = QImage.fromData(bytes(frame.bits(0)), b"JPG")
    else:
        image = frame.toImage()
    if image.isNull() or image.size() != frame.size():
        return None
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    lum, stride = zxingcpp.ImageFormat.Lum, grey.bytesPerLine()
    view = zxingcpp.ImageView(grey.constBits(), grey.width(), grey.height(), lum, stride)
    return view, _small(image)


def _measured(frame: QVideoFrame) -> tuple[memoryview, int, int, int]:
    """The first plane, and its width, height and bytes in a line."""
    bits = memoryview(frame.bits(0))
    return bits, frame.width(), frame.height(), frame.bytesPerLine(0)


def _small(image: QImage) -> QImage:
    """A copy for the preview."""
    keep, fast = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.FastTransformation
    return image.scaled(PREVIEW, keep, fast).copy()
