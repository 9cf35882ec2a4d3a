"""What was read from the books is what stood there: nobody can change it on the way."""

from __future__ import annotations

import pkgutil
from dataclasses import is_dataclass
from importlib import import_module

from posapp import store


def test_no_value_read_from_the_books_can_be_changed_behind_anybody_s_back() -> None:
    names = [found.name for found in pkgutil.iter_modules(store.__path__, "posapp.store.")]
    things = [thing for name in names for thing in vars(import_module(name)).values()]
    values = {thing for thing in things if isinstance(thing, type) and is_dataclass(thing)}
    assert len(values) > 20
    changeable = [v.__name__ for v in values if not vars(v)["__dataclass_params__"].frozen]
    assert changeable == []
