"""Which database a command works on, told without its password where others can read it."""

from __future__ import annotations

import argparse
import os

from platformdirs import user_data_path

ENVIRONMENT = "POSAPP_HUB_DATABASE"


def default_database() -> str:
    """The database of commands where none is named: what the environment says, which nobody
    but this user can read, else one file of this user's own."""
    from posapp.database.engine import as_text

    told = os.environ.get(ENVIRONMENT, "")
    folder = user_data_path("posapp-hub", appauthor=False)
    return told or as_text(folder / "hub.db")


def database_url(text: str) -> str:
    """The URL as it was typed, for ``argparse``.

    Raises:
        ArgumentTypeError: it holds a password, which every list of running programs shows.
    """
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        secret = make_url(text).password is not None
    except ArgumentError:
        secret = False  # opening it says what is wrong with it
    if secret and text != os.environ.get(ENVIRONMENT):
        raise argparse.ArgumentTypeError(
            f"a password here is shown to everybody on this computer: put the URL into the "
            f"environment as {ENVIRONMENT}, or the password into ~/.pgpass"
        )
    return text
