"""The camera of this computer. Needs the ``camera`` extra."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import (
    QCameraPermission,
    QCoreApplication,
    QObject,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QMediaCaptureSession,
    QMediaDevices,
    QVideoFrame,
    QVideoSink,
)

SILENT_MS = 5000
_WANTED = 1280 * 720


class Fault(Enum):
    """Why there is no picture."""

    ABSENT = "absent"
    DENIED = "denied"
    BROKEN = "broken"
    SILENT = "silent"


class Source(QObject):
    """Sends the pictures of the default camera from ``start`` to ``stop``.

    Attributes:
        sink: every picture goes through it.

    Signals:
        arrived: a ``QVideoFrame``. failed: a ``Fault``; the camera has been let go of.
    """

    arrived = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sink = QVideoSink(self)
        self.sink.videoFrameChanged.connect(self._arrived)
        self._session: QMediaCaptureSession | None = None
        self._camera: QCamera | None = None
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(SILENT_MS)
        self._silence.timeout.connect(self._silent)

    @Slot()
    def start(self) -> None:
        """Ask for the camera where the system wants that, and switch it on."""
        match permission():
            case Qt.PermissionStatus.Granted:
                self._open()
            case Qt.PermissionStatus.Denied:
                self.failed.emit(Fault.DENIED)
            case _:
                asked = QCoreApplication.instance()
                assert asked is not None
                asked.requestPermission(QCameraPermission(), self, self._answered)

    @Slot()
    def stop(self) -> None:
        """Let go of the camera; its light goes out. Twice is once."""
        self._silence.stop()
        camera, self._camera = self._camera, None
        session, self._session = self._session, None
        if camera is not None and session is not None:
            camera.stop()
            camera.deleteLater()
            session.deleteLater()

    def _answered(self) -> None:
        granted = permission() is Qt.PermissionStatus.Granted
        if granted:
            self._open()
        else:
            self.failed.emit(Fault.DENIED)

    def _open(self) -> None:
        device = default_device()
        if device.isNull():
            self.failed.emit(Fault.ABSENT)
            return
        self._camera = QCamera(device, self)
        _choose_format(self._camera, device)
        self._camera.errorOccurred.connect(self._broke)
        self._session = QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self.sink)
        self._silence.start()
        self._camera.start()

    @Slot(QVideoFrame)
    def _arrived(self, frame: QVideoFrame) -> None:
        self._silence.stop()
        if frame.isValid():
            self.arrived.emit(frame)

    @Slot()
    def _broke(self) -> None:
        if self._camera is not None and self._camera.error() is not QCamera.Error.NoError:
            self.stop()
            self.failed.emit(Fault.BROKEN)

    @Slot()
    def _silent(self) -> None:
        self.stop()
        self.failed.emit(Fault.SILENT)


def permission() -> Qt.PermissionStatus:
    """What the system says about cameras; where it has no such rule, granted."""
    app = QCoreApplication.instance()
    assert app is not None
    return app.checkPermission(QCameraPermission())


def default_device() -> QCameraDevice:
    """The camera that the system prefers; null when there is none."""
    return QMediaDevices.defaultVideoInput()


def _choose_format(camera: QCamera, device: QCameraDevice) -> None:
    """About 1280 x 720: enough for a code at arm's length, and quick to search."""
    formats = device.videoFormats()
    if formats:
        camera.setCameraFormat(
            min(
                formats,
                key=lambda one: (
                    abs(one.resolution().width() * one.resolution().height() - _WANTED),
                    -one.maxFrameRate(),
                ),
            )
        )
