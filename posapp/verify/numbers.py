"""Receipt numbers: 1, 2, 3 … per register and epoch; an epoch never comes back."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from posapp.verify.report import Report, Series


class Numbers:
    """Counts along with the chain."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._series: dict[tuple[str, int], Series] = {}
        self._epochs: dict[str, int] = {}

    def next(self, row: sqlite3.Row) -> None:
        """The sale of the next entry."""
        register, epoch, number = row["register"], row["sale_epoch"], row["number"]
        receipt = row["receipt"]
        key = (register, epoch)
        known = self._series.get(key, Series(register, epoch, 0, receipt, ""))
        if number != known.last + 1:
            self._told(row, f"its number is {number}, but {known.last + 1} comes next")
        if epoch < self._epochs.get(register, epoch):
            self._told(row, f"epoch {epoch} came back after epoch {self._epochs[register]}")
        if not self._as_printed(row):
            self._told(row, "the printed number does not fit store, epoch and number")
        self._epochs[register] = epoch
        self._series[key] = replace(known, last=number, last_receipt=receipt)

    def close(self) -> None:
        """All were seen."""
        self._report.series = list(self._series.values())

    def _as_printed(self, row: sqlite3.Row) -> bool:
        printed, end = str(row["receipt"]), f"-{row['sale_epoch']}-{row['number']:06}"
        return printed.startswith(f"{row['store']}-") and printed.endswith(end)

    def _told(self, row: sqlite3.Row, says: str) -> None:
        self._report.fault(says, row["sequence"], row["receipt"])
