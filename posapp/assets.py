"""Where the files that ship with the program are."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


def asset(*parts: str) -> Path:
    """The path of a shipped file, for example ``asset("demo", "it.toml")``.

    In a checkout the files stand in ``resources`` beside the package; an installed wheel
    carries them inside itself, as ``posapp/resources`` (``setup.py`` puts them there).
    """
    return _folder().joinpath(*parts)


@cache
def _folder() -> Path:
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"
