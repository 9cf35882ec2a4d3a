"""A camera as a spare scanner, by pictures fed into its sink."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from PySide6.QtWidgets import QLabel, QWidget

from posapp.ui import camera
from posapp.ui.background import LoopProbe
from posapp.ui.camera import Camera
from posapp.ui.camera_sightings import Sightings
from tests.needs import needs_camera
from tests.services.shop import BOOTS_38, SOCKS
from tests.ui.conftest import Hands

# Multimedia names each library that it could use and this computer lacks.
pytestmark = pytest.mark.qt_log_ignore(r"^Couldn't (load|resolve) .* (library|symbols)$")

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

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
    eye: Eye, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
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
    assert probe.worked_ms < 50
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
def test_the_cart_is_never_covered_and_the_customer_makes_room(eye: Eye) -> None:
    columns = eye.hands.sale.columns
    cart = QRect(columns._cart.geometry())
    preview = eye.camera.preview
    assert preview is not None
    assert preview.isVisible()
    assert not preview.geometry().intersects(cart)
    customer = columns._customer
    assert customer is not None
    assert not preview.geometry().intersects(customer.geometry())
    assert customer.height() > 250
    assert columns.rect().contains(preview.geometry())


@needs_camera
def test_key_and_button_switch_it_off_and_the_camera_is_let_go_of(eye: Eye) -> None:
    gone: list[QObject] = []
    source = eye.camera.source
    assert source is not None
    source.destroyed.connect(lambda: gone.append(eye.camera))
    eye.hands.presses(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    assert eye.camera.source is None
    assert eye.camera.preview is None
    eye.hands.qtbot.waitUntil(lambda: bool(gone))
    assert not eye.camera.button.isChecked()
    assert eye.hands.sale.box.hasFocus()


@needs_camera
def test_locking_lets_go_of_the_camera(eye: Eye) -> None:
    eye.hands.window.lock()
    assert eye.camera.source is None
    eye.hands.signs_in()
    assert eye.camera.preview is None
    assert not eye.hands.sale.findChildren(QWidget, "camera.view")


@needs_camera
def test_a_picture_that_arrives_late_after_switching_off_is_dropped(eye: Eye) -> None:
    eye.sends(laid((ean(), 400, 240)))
    worker = eye.camera._worker
    assert worker is not None
    eye.camera.close()
    worker.shutdown(wait=True)
    QCoreApplication.sendPostedEvents(eye.camera)
    assert eye.hands.lines == []


@needs_camera
@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("ABSENT", "There is no camera"),
        ("DENIED", "does not let this program"),
        ("BROKEN", "Another program"),
        ("SILENT", "sends no picture"),
    ],
)
def test_without_a_picture_the_clerk_reads_why(eye: Eye, fault: str, said: str) -> None:
    from posapp.ui.camera_source import Fault

    assert eye.camera.source is not None
    eye.camera.source.failed.emit(Fault[fault])
    assert said in eye.said
    assert eye.hands.sale.box.hasFocus()


@needs_camera
def test_a_computer_without_a_camera_says_so(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtMultimedia import QCameraDevice

    from posapp.ui import camera_source

    monkeypatch.setattr(camera_source, "default_device", QCameraDevice)
    eye = Eye(hands)
    eye.opens()
    assert "There is no camera" in eye.said


@needs_camera
def test_a_system_that_forbids_cameras_is_explained(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    from posapp.ui import camera_source

    monkeypatch.setattr(camera_source, "permission", lambda: Qt.PermissionStatus.Denied)
    eye = Eye(hands)
    eye.opens()
    assert "privacy settings" in eye.said


def test_without_the_extra_the_button_says_what_to_install(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera, "_PARTS", ("no_such_library",))
    hands.clicks("sale.camera")
    hands.qtbot.waitUntil(lambda: not hands.app.background.busy)
    said = hands.window.findChild(QLabel, "camera.said")
    assert said is not None
    assert "packaging/start.py camera" in said.text()
    hands.clicks("camera.close")
    assert Eye(hands).camera.preview is None


def test_the_button_has_a_name_and_tells_its_key(hands: Hands) -> None:
    button = hands.sale.findChild(QWidget, "sale.camera")
    assert button is not None
    seen = QAccessible.queryAccessibleInterface(button)
    assert seen.text(QAccessible.Text.Name).startswith("Camera as a scanner")
    assert "Shift+F2" in button.toolTip()


def test_nothing_of_the_camera_is_loaded_before_it_is_switched_on() -> None:
    import subprocess
    import sys

    code = (
        "import sys, posapp.ui.screens.plugs as p; p.plugs();"
        "print([m for m in sys.modules if 'Multimedia' in m or 'zxing' in m])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


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
