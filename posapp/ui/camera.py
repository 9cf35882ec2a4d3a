"""A camera as a spare scanner: switched on by key or button, and only then loaded.

It needs the ``camera`` extra. Pictures are searched off the GUI thread, one at a time; what
comes meanwhile is dropped, because the next one is newer.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from posapp.ui import formats, keys
from posapp.ui.camera_preview import CameraPreview
from posapp.ui.camera_sightings import Sightings
from posapp.ui.tokens import ROW, Tone
from posapp.ui.widgets.buttons import Kind, icon_button

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

    from posapp.ui.camera_reading import Look
    from posapp.ui.camera_source import Fault, Source
    from posapp.ui.screens.sale import SaleScreen

GAP_S = 0.05  # between two looks: twenty a second read everything, and leave an old PC alone
_PARTS = ("PySide6.QtMultimedia", "zxingcpp")
translate = QCoreApplication.translate


def plug(sale: SaleScreen) -> None:
    """Put the button beside the box and bind the key."""
    Camera(sale)


class Camera(QObject):
    """The camera of a sale screen. It is off after locking and on another screen.

    Attributes:
        preview: None while it is off. ``source``: None until its parts are loaded.

    Signals:
        scanned: a code, as a scanner would type it.
    """

    scanned = Signal(str)
    _looked = Signal(object)

    def __init__(self, sale: SaleScreen, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(sale)
        self.setObjectName("camera")
        self._sale, self._clock = sale, clock
        self.preview: CameraPreview | None = None
        self.source: Source | None = None
        self._worker: ThreadPoolExecutor | None = None
        self._sightings = Sightings()
        self._looking = False
        self._last_s = 0.0
        said = translate("keys", "Camera as a scanner") + f" {keys.shown('camera')}"
        self.button = icon_button("camera", said, "sale.camera", kind=Kind.NORMAL)
        self.button.setFixedSize(ROW, ROW)
        self.button.setCheckable(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.toggle)
        sale.beside_box.addWidget(self.button)
        keys.bind(sale, "camera", self.toggle)
        self._looked.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self.scanned.connect(sale.workplace.scan or sale.take_scan)

    @Slot()
    def toggle(self) -> None:
        """On, or off."""
        if self.preview is None:
            self.open()
        else:
            self.close()

    def open(self) -> None:
        """Show the preview, load what is needed, and ask for pictures."""
        self.preview = preview = CameraPreview()
        preview.closed.connect(self.close)
        preview.left.connect(self._left)
        self.button.setChecked(True)
        self._sale.columns.set_corner(preview)
        self._sale.focus_box()
        preview.say(self.tr("Switching the camera on …"), Tone.NEUTRAL)
        work = self._sale.workplace.background
        work.run(load, preview, done=self._loaded, failed=lambda _error: None)

    @Slot()
    def close(self) -> None:
        """Let go of the camera and take the preview away."""
        self.release()
        if self.preview is not None:
            self.preview = None
            self._sale.columns.set_corner(None)
            if self._sale.isVisible():
                self._sale.focus_box()

    @Slot()
    def _left(self) -> None:
        """Another screen is up, or the register is locked: off, and away from the column."""
        self.release()
        if self.preview is not None:
            gone = partial(self._take_away, self.preview)
            QTimer.singleShot(0, self.preview, gone)  # the column is just being hidden

    def _take_away(self, preview: CameraPreview) -> None:
        """Even if somebody has signed in meanwhile: no camera is behind it any more."""
        if self.preview is preview:
            self.close()

    @Slot()
    def release(self) -> None:
        """Let go of the camera; the light at it goes out."""
        self.button.setChecked(False)
        source, self.source = self.source, None
        if source is not None:
            source.stop()
            source.deleteLater()
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.shutdown(wait=False, cancel_futures=True)
        self._looking = False

    def _loaded(self, trouble: str) -> None:
        if self.preview is None or not self.button.isChecked():
            return
        if trouble:
            self.preview.say_instead(_lacking(trouble), Tone.WARN)
            return
        from posapp.ui.camera_source import Source

        self._sightings = Sightings()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="camera")
        self.source = Source(self)
        self.source.arrived.connect(self._arrived)
        self.source.failed.connect(self._failed)
        self.source.start()

    @Slot(object)
    def _arrived(self, frame: QVideoFrame) -> None:
        """Search this picture, unless one is being searched or the last was a moment ago."""
        now_s = self._clock()
        if self._looking or self._worker is None or now_s - self._last_s < GAP_S:
            return
        from posapp.ui import camera_reading

        self._looking, self._last_s = True, now_s
        future = self._worker.submit(camera_reading.look, frame)
        future.add_done_callback(partial(self._ended, self._worker))

    def _ended(self, worker: ThreadPoolExecutor, future: Future[Look]) -> None:
        if isValid(self) and worker is self._worker:
            self._looked.emit(future)

    @Slot(object)
    def _show(self, future: Future[Any]) -> None:
        self._looking = False
        if self.preview is None or self.source is None:
            return
        look: Look = future.result()
        marks = [code.corners for code in look.codes]
        self.preview.view.show_picture(look.picture, marks)
        fresh = self._sightings.fresh([code.text for code in look.codes], self._clock())
        if fresh:
            self.preview.say(_read(fresh[-1]), Tone.GOOD)
        elif not self._sightings.read:
            self.preview.say(self.tr("Show a code to the camera."), Tone.NEUTRAL)
        for text in fresh:
            self.scanned.emit(text)

    @Slot(object)
    def _failed(self, fault: Fault) -> None:
        if self.preview is not None:
            self.preview.say_instead(_why(fault.value), Tone.WARN)


def load() -> str:
    """Load what the camera needs; it takes a moment, so call it off the GUI thread.

    Returns:
        Empty, ``extra`` when it is not installed, or what the system lacks, in its words.
    """
    try:
        if any(importlib.util.find_spec(part) is None for part in _PARTS):
            return "extra"
        import posapp.ui.camera_reading
        import posapp.ui.camera_source  # noqa: F401
    except ImportError as error:
        return str(error)
    return ""


def _lacking(trouble: str) -> str:
    if trouble == "extra":
        return translate(
            "camera",
            "Scanning with a camera is not installed here. Whoever looks after this "
            "computer starts: python3 packaging/start.py camera",
        )
    return translate(
        "camera",
        "The system lacks something for cameras: {what}. On Debian: "
        "apt-get install libpulse0 libxrandr2",
    ).format(what=formats.tamed(trouble, 120))


def _why(fault: str) -> str:
    match fault:
        case "absent":
            return translate(
                "camera", "There is no camera. Plug one in, then switch it on again."
            )
        case "denied":
            return translate(
                "camera",
                "The system does not let this program use the camera. Allow it in the "
                "system's privacy settings, then switch it on again.",
            )
        case "silent":
            return translate(
                "camera",
                "The camera sends no picture. Is it covered, or switched off at its side? "
                "Unplug it, plug it in, then switch it on again.",
            )
    return translate(
        "camera",
        "The camera cannot be used now. Another program may have it: close that one, then "
        "switch it on again.",
    )


def _read(text: str) -> str:
    """What to say of a code; a customer's is not shown."""
    plain = text[3:] if text.startswith("]") else text
    if plain[:3].upper() == "P1:" or plain[:2].upper() == "L:":
        return translate("camera", "Read: the customer's code")
    return translate("camera", "Read: {code}").format(code=formats.tamed(plain, 32))
