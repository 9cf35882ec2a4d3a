"""What was decided stays as it was: values of the domain are made anew, never changed."""

from __future__ import annotations

import pkgutil
from dataclasses import is_dataclass
from importlib import import_module

from posapp import domain


def test_no_value_of_the_domain_can_be_changed_behind_anybody_s_back() -> None:
    names = [found.name for found in pkgutil.iter_modules(domain.__path__, "posapp.domain.")]
    things = [thing for name in names for thing in vars(import_module(name)).values()]
    values = {thing for thing in things if isinstance(thing, type) and is_dataclass(thing)}
    shown = {value for value in values if not value.__name__.startswith("_")}
    assert len(shown) > 50
    changeable = [v.__name__ for v in shown if not vars(v)["__dataclass_params__"].frozen]
    assert changeable == []
