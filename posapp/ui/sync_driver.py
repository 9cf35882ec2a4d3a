"""Decides when to talk to the centre, and says how things stand."""

from __future__ import annotations

import random
import time
from functools import partial
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from posapp.domain.errors import PosError
from posapp.services import health
from posapp.services.health import Health, LinkState
from posapp.services.register import Register
from posapp.sync import backoff, catalogue, exchange, news, probe
from posapp.sync.exchange import SyncStatus
from posapp.ui.background import Background

_LOOK_MS = 500
_SPREAD_MS = 2_000
_PULSE_MS = 1_000
_QUIET_S = 5.0  # without a word from the centre, until it is asked for a sign of life


class SyncDriver(QObject):
    """Exchanges after every nudge and every now and then, never twice at once; keeps the
    catalogue up to date; listens for news.

    Signals:
        changed: the register's ``Health`` differs from what was said last.
        heard: the centre's ``Events``; hints to read again. Their ``kind.value`` is one of
            ``cart catalogue shop stock conversation order customer arrival attention``.
        came_back: the centre answers again; whatever is shown of it may be old.
        shop_changed: prices, people or promotions are new.
        trouble: the register's own database cannot be read; the error.
    """

    changed = Signal(object)
    heard = Signal(object)
    came_back = Signal()
    shop_changed = Signal()
    trouble = Signal(object)

    def __init__(
        self, register: Register, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._register, self._background = register, background
        link = register.current.link
        self.health = Health(link.state, link.since)  # until it has been read, at once
        self._stop = Event()
        self._running = self._nudged = self._fetching = self._stale = False
        self._failures = 0
        self._cursor = ""
        self._rest = _single_shot(self, self.nudge)
        self._deaf = _single_shot(self, self._listen)
        self._retry = _single_shot(self, self.fetch)
        self._looking = self._look_again = False
        self._probing = False
        self._heard_at = time.monotonic()
        self._pulse = QTimer(self)
        self._pulse.setInterval(_PULSE_MS)
        self._pulse.timeout.connect(self.notice)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self.look)
        self.look()

    def start(self) -> None:
        """Begin, once the window stands."""
        self._look.start()
        self._pulse.start()
        self.nudge()
        self.fetch()
        self._listen()

    def stop(self) -> None:
        """End: nothing more is asked for."""
        self._stop.set()
        for timer in (self._look, self._pulse, self._rest, self._deaf, self._retry):
            timer.stop()

    @Slot()
    def look(self) -> None:
        """Read how the register is, and say so when it changed; once more where it is being
        read already, by a disk that is late."""
        self._look_again = self._looking
        if not self._looking:
            self._looking = True
            work = partial(health.of, self._register)
            self._background.look(work, self, self._looked, self._not_read, self._read_over)

    def _not_read(self, error: PosError) -> None:
        self._read_over()
        self.trouble.emit(error)

    def _read_over(self) -> None:
        self._looking = False
        if self._look_again and not self._stop.is_set():
            self.look()

    def _looked(self, now: Health) -> None:
        self._read_over()
        if now != self.health:
            was, self.health = self.health.link, now
            self.changed.emit(now)
            if was is LinkState.OFFLINE and now.link is not was:
                self._is_back()

    @Slot()
    def notice(self) -> None:
        """Ask for a sign of life when none came for a while, or the last one is in doubt: a
        dead line is noticed in seconds, whatever the other requests still wait for."""
        quiet = time.monotonic() - self._heard_at >= _QUIET_S
        if self._probing or self._stop.is_set():
            return
        if quiet or self._register.current.link.in_doubt:
            self._probing = True
            work = partial(probe.ask, self._register)
            self._background.watch(work, self, self._probed, self._not_probed, self._probe_over)

    def _probed(self, _outcome: object) -> None:
        self._probe_over()

    def _not_probed(self, _error: PosError) -> None:
        self._probe_over()

    def _probe_over(self) -> None:
        self._probing, self._heard_at = False, time.monotonic()
        self.look()

    def _is_back(self) -> None:
        """Catch up before it would be tried again, but not all registers in one second."""
        self._failures = 0
        for timer in (self._rest, self._deaf, self._retry):
            if timer.isActive():
                timer.start(int(random.random() * _SPREAD_MS))
        self.came_back.emit()

    @Slot()
    def nudge(self) -> None:
        """Exchange now, or once more as soon as the running exchange ends."""
        self._nudged = self._running
        if self._running or self._stop.is_set():
            return
        self._running = True
        self._rest.stop()
        work = partial(exchange.exchange, self._register, self._stop)
        self._background.run(
            work, self, done=self._exchanged, failed=self._failed, broke=self._broke
        )

    @Slot()
    def fetch(self) -> None:
        """Bring the catalogue up to date."""
        self._stale = self._fetching
        if self._fetching or self._stop.is_set():
            return
        self._fetching = True
        work = partial(catalogue.fetch, self._register, _nobody, self._stop)
        self._background.run(
            work, self, done=self._fetched, failed=self._not_fetched, broke=self._fetch_broke
        )

    def _exchanged(self, status: SyncStatus) -> None:
        self._failures = 0 if status.online else self._failures + 1
        self._heard_at = time.monotonic()
        if status.new_shop:
            self.shop_changed.emit()
        self._rests()

    def _failed(self, _error: PosError) -> None:
        self._broke()

    def _broke(self) -> None:
        self._failures += 1
        self._rests()

    def _rests(self) -> None:
        self._running = False
        self.look()
        if self._nudged:
            self.nudge()
        elif not self._stop.is_set():
            wait_s = backoff.delay_s(self._failures, random.random())
            self._rest.start(int(wait_s * 1000))

    def _fetched(self, _progress: object) -> None:
        self._fetching = False
        self.look()
        if self._stale:
            self.fetch()

    def _not_fetched(self, _error: PosError) -> None:
        self._fetch_broke()

    def _fetch_broke(self) -> None:
        self._fetching = False
        self.look()
        if not self._stop.is_set():
            self._retry.start(
                int(backoff.delay_s(max(self._failures, 1), random.random()) * 1000)
            )

    @Slot()
    def _listen(self) -> None:
        if not self._stop.is_set():
            work = partial(news.listen, self._register, self._cursor)
            self._background.watch(work, self, self._told, self._not_told, self._deafened)

    def _told(self, events: object) -> None:
        first = not self._cursor
        self._heard_at = time.monotonic()
        self._cursor = events.cursor  # type: ignore[attr-defined]  # a message of the contract
        kinds = {event.kind.value for event in events.events}  # type: ignore[attr-defined]  # too
        if "catalogue" in kinds or "stock" in kinds:
            self.fetch()
        if "customer_erased" in kinds:
            self._register.current.erasures_due = True
        if "attention" in kinds:
            self._register.current.oddities_due = True
        if kinds & {"shop", "customer_erased", "attention"}:
            self.nudge()
        if kinds:
            self.heard.emit(events)
        if self._register.current.link.state is not self.health.link:
            self.look()  # nothing else that it says can have come with news
        if first and self._failures:
            self.nudge()
        self._listen()

    def _not_told(self, _error: PosError) -> None:
        self._deafened()

    def _deafened(self) -> None:
        self.look()
        if not self._stop.is_set():
            self._cursor = ""
            self._deaf.start(int(backoff.delay_s(2, random.random()) * 1000))


def _single_shot(owner: SyncDriver, does: object) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.timeout.connect(does)
    return timer


def _nobody(_progress: object) -> None:
    """Progress is read from the database, by ``look``."""
