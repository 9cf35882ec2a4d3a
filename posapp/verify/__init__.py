"""``posapp journal verify``: is every sale still what was written? docs/journal.md.

Written apart from the program that writes: plain ``sqlite3``, ``hashlib`` and ``json``, from
the page that describes the format. It imports nothing of ``store``, ``domain`` or
``contract``, so that a mistake there cannot hide itself here; the import linter holds that.
"""

from __future__ import annotations

from posapp.verify.chain import chained, verify
from posapp.verify.command import main
from posapp.verify.report import Fault, Report

__all__ = ["Fault", "Report", "chained", "main", "verify"]
