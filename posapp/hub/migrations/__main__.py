"""Writes the next step of the schema's history: what the tables ask for and it lacks."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from alembic import command

from posapp.database.engine import Database, as_text
from posapp.hub import migrating


def write(why: str) -> None:
    """Compare the tables with an up-to-date empty database and write the difference down."""
    with tempfile.TemporaryDirectory() as folder:
        url = as_text(Path(folder) / "hub.db")
        if any((migrating.FOLDER / "versions").glob("[0-9]*.py")):
            migrating.upgrade(url)
        database = Database(url)
        with database.writing() as db:
            number = len(list((migrating.FOLDER / "versions").glob("[0-9]*.py"))) + 1
            command.revision(
                migrating.config(db), why, autogenerate=True, rev_id=f"{number:04}"
            )
        database.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        prog="python -m posapp.hub.migrations", description=__doc__
    )
    parser.add_argument("why", help="what changes, in a few words")
    write(parser.parse_args().why)
