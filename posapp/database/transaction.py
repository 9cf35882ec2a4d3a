"""The open transaction, by a name that the rooms above SQL may use for their types."""

from __future__ import annotations

from sqlalchemy import Connection

Transaction = Connection
