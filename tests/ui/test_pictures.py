"""P1 and A1: pictures are unpacked on another thread, and bombs not at all."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from threading import get_ident

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageReader, QImageWriter
from pytestqt.qtbot import QtBot

from posapp.services import pictures as fetching
from posapp.services.register import Register
from posapp.ui import pictures
from posapp.ui.background import Background
from posapp.ui.pictures import Pictures
from posapp.ui.talk import photos
from posapp.ui.talk.photos import Photos

Decoder = Callable[[bytes], QImage]
DECODERS = pytest.mark.parametrize("decoded", [pictures.decoded, photos.decoded])


def png(wide: int, tall: int) -> bytes:
    """One bit a pixel, all black: a few kilobytes of any size."""

    def part(kind: bytes, content: bytes) -> bytes:
        checked = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checked)

    packer = zlib.compressobj(9)
    row = bytes(1 + (wide + 7) // 8)
    rows = b"".join(packer.compress(row) for _ in range(min(tall, 7_000))) + packer.flush()
    head = struct.pack(">IIBBBBB", wide, tall, 1, 0, 0, 0, 0)
    parts = part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def jpeg() -> bytes:
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(0)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(b"jpg")).write(image)
    return bytes(buffer.data().data())


@DECODERS
@pytest.mark.parametrize(
    ("wide", "tall"), [(60_000, 60_000), (2**31 - 1, 1), (5_999, 5_999), (1, 60_000)]
)
def test_p1_a_bomb_is_never_unpacked(
    decoded: Decoder, wide: int, tall: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = png(wide, tall)
    assert len(bomb) < fetching.LARGEST, "it comes through the limit of bytes"
    unpacked: list[bool] = []

    class Noting(QImageReader):
        def read(self) -> QImage:
            unpacked.append(True)
            return QImage()

    for module in (pictures, photos):
        monkeypatch.setattr(module, "QImageReader", Noting)
    assert decoded(bomb).isNull()
    assert unpacked == []


@DECODERS
def test_what_a_telephone_takes_is_shown(decoded: Decoder) -> None:
    assert not decoded(png(4_000, 3_000)).isNull()
    assert not decoded(jpeg()).isNull()


@DECODERS
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\r\n\x1a\n<svg><image href='file:///etc/passwd'/></svg>",
        b"GIF89a" + bytes(100),
        png(64, 64)[:40],
    ],
)
def test_p1_what_is_no_picture_is_none(decoded: Decoder, content: bytes) -> None:
    assert decoded(content).isNull()


@pytest.mark.parametrize("kind", [Pictures, Photos])
def test_a1_pictures_are_unpacked_on_another_thread(
    kind: type[Pictures] | type[Photos],
    register: Register,
    background: Background,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    threads: list[int] = []

    def noting(content: bytes) -> QImage:
        threads.append(get_ident())
        return decoded(content)

    module = pictures if kind is Pictures else photos
    decoded: Decoder = module.decoded
    monkeypatch.setattr(module, "decoded", noting)
    monkeypatch.setattr(fetching, "fetch", lambda *_args, **_more: png(64, 64))
    shown = kind(register, background)
    with qtbot.waitSignal(shown.arrived):
        assert shown.get("boots.png") is None
    assert shown.get("boots.png") is not None
    assert threads
    assert get_ident() not in threads
    shown.deleteLater()
