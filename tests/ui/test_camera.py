"""A camera as a spare scanner, by pictures fed into its sink."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from posapp.ui.camera_sightings import Sightings
from tests.needs import needs_camera
from tests.services.shop import BOOTS_38, SOCKS
from tests.ui.camera_eye import PICTURE, TOKEN, Eye, code, crowded, ean, laid, sheet
from tests.ui.loop_probe import LoopProbe

# Multimedia names each library that it could use and this computer lacks.
pytestmark = pytest.mark.qt_log_ignore(r"^Couldn't (load|resolve) .* (library|symbols)$")

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame


@needs_camera
@pytest.mark.parametrize("turned", [0, 12, 90, 180, 251])
def test_an_ean_before_the_camera_is_a_line_however_it_is_turned(eye: Eye, turned: int) -> None:
    eye.sees(laid((ean(), 400, 240), turned=turned))
    assert eye.hands.lines == [(SOCKS.sku, 1)]
    assert SOCKS.gtin[-13:] in eye.said


@needs_camera
def test_a_customers_qr_goes_the_way_of_every_scan_and_is_not_shown(eye: Eye) -> None:
    heard: list[str] = []
    eye.hands.sale.customer_scanned.connect(heard.append)
    eye.sees(laid((code("QRCode", TOKEN), 300, 160), turned=20))
    assert heard == [TOKEN]
    assert "P1" not in eye.said


@needs_camera
def test_a_small_code_in_a_large_picture_is_read(eye: Eye) -> None:
    eye.sees(laid((code("QRCode", f"R:{'7' * 9}", 64, 64), 1000, 600)))
    assert eye.scans == [f"]Q1R:{'7' * 9}"]


@needs_camera
def test_two_products_at_once_are_two_lines(eye: Eye) -> None:
    eye.sees(laid((ean(), 60, 100), (ean(BOOTS_38.gtin), 720, 420)))
    assert sorted(eye.hands.lines) == sorted([(SOCKS.sku, 1), (BOOTS_38.sku, 1)])


@needs_camera
def test_a_picture_without_a_code_is_nothing(eye: Eye) -> None:
    eye.sees(sheet())
    assert eye.hands.lines == []
    assert eye.hands.sale.card.banner.text == ""
    assert eye.said == "Show a code to the camera."


@needs_camera
def test_a_code_held_still_is_one_unit_and_one_shown_again_is_another(eye: Eye) -> None:
    shown = laid((ean(), 400, 240))
    for _ in range(30):
        eye.sees(shown)
    assert eye.hands.lines == [(SOCKS.sku, 1)]
    eye.sees(sheet())
    eye.sees(shown)
    assert eye.hands.lines == [(SOCKS.sku, 1)], "one blurred picture is not leaving"
    for _ in range(8):
        eye.sees(sheet())
    eye.sees(shown)
    assert eye.hands.lines == [(SOCKS.sku, 2)]


@needs_camera
def test_an_unknown_code_is_an_error_row_with_a_sound_and_no_line(eye: Eye) -> None:
    eye.sees(laid((ean("4006381333931"), 400, 240)))
    assert "4006381333931" in eye.hands.sale.card.banner.text
    assert eye.hands.beeps == ["beep"]
    assert eye.hands.lines == []


@needs_camera
@pytest.mark.parametrize(
    "kind", ["Format_NV12", "Format_YUV420P", "Format_YUYV", "Format_UYVY"]
)
def test_the_pixels_of_every_usual_camera_are_read(eye: Eye, kind: str) -> None:
    from PySide6.QtCore import QSize
    from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

    grey = laid((ean(), 400, 240)).convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = getattr(QVideoFrameFormat.PixelFormat, kind)
    frame = QVideoFrame(QVideoFrameFormat(QSize(*PICTURE), pixels))
    step, first = {"Format_YUYV": (2, 0), "Format_UYVY": (2, 1)}.get(kind, (1, 0))
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    place, source = memoryview(frame.bits(0)), memoryview(grey.constBits())
    for y in range(PICTURE[1]):
        begin, line = y * frame.bytesPerLine(0) + first, y * grey.bytesPerLine()
        end = begin + step * PICTURE[0] - first
        place[begin:end:step] = source[line : line + PICTURE[0]]
    frame.unmap()
    assert eye.camera.source is not None
    eye.now_s += 1
    eye.camera.source.sink.setVideoFrame(frame)
    eye.hands.qtbot.waitUntil(lambda: eye.hands.lines == [(SOCKS.sku, 1)], timeout=10_000)


@needs_camera
@pytest.mark.parametrize("size", [(1280, 960), (4000, 3000)])
def test_a_picture_of_millions_of_pixels_is_searched_off_the_screens_thread(
    eye: Eye, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch, longest_ms: float
) -> None:
    from PySide6.QtMultimedia import QVideoFrame

    from posapp.ui import camera_reading

    search, searchers = camera_reading._codes, set[int]()

    def watched(*asked: Any) -> Any:
        searchers.add(threading.get_ident())
        return search(*asked)

    monkeypatch.setattr(camera_reading, "_codes", watched)

    picture = laid((ean(), 400, 240), on=crowded(*size))
    first, *more = [QVideoFrame(picture) for _ in range(4)]  # the sink drops a repeated one
    eye.sees(first)
    assert eye.hands.lines == [(SOCKS.sku, 1)]
    probe = LoopProbe(eye.hands.window)
    probe.start()
    for frame in more:
        eye.sees(frame)
    probe.stop()
    assert probe.worked_ms < longest_ms
    assert searchers
    assert threading.get_ident() not in searchers


@needs_camera
def test_one_picture_is_searched_at_a_time_and_the_rest_is_dropped(
    eye: Eye, monkeypatch: pytest.MonkeyPatch
) -> None:
    from posapp.ui import camera_reading

    looks: list[QVideoFrame] = []
    real = camera_reading.look

    def look(frame: QVideoFrame) -> camera_reading.Look:
        looks.append(frame)
        return real(frame)

    monkeypatch.setattr(camera_reading, "look", look)
    for _ in range(40):
        eye.sends(laid((ean(), 400, 240)))
    eye.hands.qtbot.waitUntil(lambda: not eye.camera._looking, timeout=10_000)
    assert len(looks) == 1
    assert eye.hands.lines == [(SOCKS.sku, 1)]


@needs_camera
def test_a_picture_that_arrives_late_after_switching_off_is_dropped(eye: Eye) -> None:
    eye.sends(laid((ean(), 400, 240)))
    worker = eye.camera._worker
    assert worker is not None
    eye.camera.close()
    worker.shutdown(wait=True)
    QCoreApplication.sendPostedEvents(eye.camera)
    assert eye.hands.lines == []


EAN, LINK = "]E0" + SOCKS.gtin[-13:], f"]Q1https://id.example.com/01/{SOCKS.gtin.zfill(14)}"


def test_a_pack_with_a_bar_code_and_a_web_link_is_one_unit() -> None:
    sightings = Sightings()
    assert sightings.fresh([EAN, LINK], 0.0) == (EAN,)
    assert sightings.fresh([LINK], 0.1) == ()


def test_a_link_that_says_nothing_does_not_disturb_the_bar_code_beside_it() -> None:
    advert = "]Q1https://example.com/win-a-car"
    sightings = Sightings()
    assert sightings.fresh([advert, EAN], 0.0) == (EAN,)
    assert Sightings().fresh([advert], 0.0) == (advert,)


def test_without_pictures_in_between_a_code_counts_again_after_two_seconds() -> None:
    sightings = Sightings()
    assert sightings.fresh([EAN], 0.0) == (EAN,)
    assert sightings.fresh([EAN], 1.9) == ()
    assert sightings.fresh([EAN], 3.8) == (), "it was seen 1.9 s ago"
    assert sightings.fresh([EAN], 5.8) == (EAN,)
