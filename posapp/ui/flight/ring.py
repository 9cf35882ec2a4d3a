"""The events of the last visits. Every thread may add; nothing personal is handed in."""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

VISITS = 10
EVENTS = 20_000
REPORTS = 20

Event = Mapping[str, object]


class Ring:
    """Whole visits, so that a report begins where nobody is being served."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._visits: deque[list[Event]] = deque([[]], maxlen=VISITS)

    def add(self, event: Event) -> None:
        """Remember one more; a visit that is far too long loses its oldest events."""
        with self._lock:
            visit = self._visits[-1]
            visit.append(event)
            if len(visit) > EVENTS:
                del visit[: EVENTS // 2]

    def next_visit(self) -> None:
        """The next event is the first of a visit; the oldest visit may go."""
        with self._lock:
            if self._visits[-1]:
                self._visits.append([])

    def all(self) -> list[Event]:
        """Oldest first."""
        with self._lock:
            return [event for visit in self._visits for event in visit]


def save(folder: Path, name: str, events: list[Event]) -> Path:
    """Write a report, one JSON document per line, and keep the newest twenty.

    Raises:
        OSError: it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.jsonl"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(event, ensure_ascii=False) + "\n" for event in events)
    for old in sorted(folder.glob("*.jsonl"))[:-REPORTS]:
        old.unlink()
    return path
