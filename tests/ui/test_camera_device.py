"""The camera itself: switched on and off, absent, forbidden, and where its picture stands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from posapp.ui import camera
from posapp.ui.camera_preview import Viewfinder
from tests.needs import needs_camera
from tests.ui.camera_eye import Eye
from tests.ui.conftest import Hands

# Multimedia names each library that it could use and this computer lacks.
pytestmark = pytest.mark.qt_log_ignore(r"^Couldn't (load|resolve) .* (library|symbols)$")


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
    window, sale = eye.hands.window, eye.hands.sale
    window.lock()
    assert eye.camera.source is None
    window.stack.setCurrentWidget(sale)  # somebody is so quick that nothing happens between
    eye.hands.qtbot.waitUntil(lambda: not sale.findChildren(QWidget, "camera.view"))
    assert eye.camera.preview is None


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


def test_the_picture_is_cut_to_its_frame_and_fills_it(qtbot: QtBot) -> None:
    """Round corners, no bars at the sides, and its shape is kept."""
    view = Viewfinder()
    qtbot.addWidget(view)
    view.resize(280, 150)
    picture = QImage(640, 360, QImage.Format.Format_RGB32)
    picture.fill(QColor("#ff0000"))
    view.show_picture(picture, ())
    shown = QImage(280, 150, QImage.Format.Format_ARGB32)
    shown.fill(QColor("#0000ff"))
    view.render(shown)
    red = QColor("#ff0000")
    for corner in ((0, 0), (279, 0), (0, 149), (279, 149)):
        assert shown.pixelColor(*corner) != red, corner
    for edge in ((140, 0), (140, 149), (0, 75), (279, 75), (140, 75)):
        assert shown.pixelColor(*edge) == red, edge
