"""Files for people and their spreadsheets: their user's alone, whole or not there, harmless."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from posapp.domain.errors import StoreTrouble
from posapp.services.keeping import write_whole

FOLDER = "exports"
FORMULA = ("=", "+", "-", "@", "\u2212")
_CELLS = re.compile("([;|\t\r\n\v\f\x85\u2028\u2029])")


def write(folder: Path, name: str, text: str, encoding: str) -> Path:
    """Write ``exports/NAME`` in a register's folder; a file of an earlier time is replaced at
    the very end, whatever stands there under its name.

    Raises:
        StoreTrouble: it cannot be written; what was there stays.
    """
    path = folder / FOLDER / name
    try:
        path.parent.mkdir(exist_ok=True, mode=0o700)
        write_whole(path, text.encode(encoding))
    except OSError as error:
        raise StoreTrouble(str(error)) from error
    return path


def harmless(cell: str) -> str:
    """Text that no spreadsheet takes for a formula, nor for a cell and a formula.

    Spaces, quotes and invisible characters in front hide none; and where lists are parted by
    semicolons, as in Italy, what stands behind one is a cell of its own, quoted or not.
    """
    first, *others = _CELLS.split(cell)
    begins = "'" if _acts(cell) or cell.startswith(("\t", "\r")) else ""
    return begins + first + "".join(f"'{part}" if _acts(part) else part for part in others)


def _acts(part: str) -> bool:
    plainly = unicodedata.normalize("NFKC", part)  # a wide "=" is one, too, to some of them
    seen = (c for c in plainly if unicodedata.category(c)[0] not in "ZC" and c != '"')
    return next(seen, "") in FORMULA
