"""Frozen values whose methods are written when they are first called.

``dataclasses`` writes seven functions for every frozen class and compiles each by itself: half
a millisecond, and a register imports two hundred such classes before it can sell. Most of them
are made later, if at all, and few are ever compared or shown.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

_MISSING = dataclasses.MISSING
_OWN = ("__setattr__", "__delattr__")

if TYPE_CHECKING:
    from dataclasses import dataclass
    from inspect import Signature
else:

    def dataclass(kind: type | None = None, /, **asked: bool) -> Any:
        """``dataclasses.dataclass``; quicker where it is asked for ``frozen`` and no more."""
        if kind is not None:
            return dataclasses.dataclass(kind)
        return _frozen if asked == {"frozen": True} else dataclasses.dataclass(**asked)


def _frozen(kind: type) -> type:
    """What inherits from another value is left to ``dataclasses``.

    Raises:
        TypeError: it has fields that are not all given by place.
    """
    own = dict(vars(kind))
    if any(map(dataclasses.is_dataclass, kind.__mro__[1:])) or any(
        name in own for name in _OWN
    ):
        return dataclasses.dataclass(frozen=True)(kind)
    made: type[Any] = dataclasses.dataclass(init=False, repr=False, eq=False)(kind)
    if tuple(field.name for field in dataclasses.fields(made)) != made.__match_args__:
        raise TypeError(f"{kind.__name__} is a matter for dataclasses.dataclass")
    vars(made)["__dataclass_params__"].frozen = True
    wanted = {
        "__signature__": _Signature(),
        "__init__": _later(made, "__init__", _init),
        "__repr__": _repr,
        "__eq__": _later(made, "__eq__", _eq),
        "__hash__": _later(made, "__hash__", _hash),
        "__setattr__": _set,
        "__delattr__": _delete,
    }
    if own.get("__hash__") is None and "__eq__" in own:
        del own["__hash__"]  # Python's own doing
    for name in wanted.keys() - own.keys():
        setattr(made, name, wanted[name])
    return made


class _Signature:
    """What a class is made from, for whoever asks: its ``__init__`` may not be written yet."""

    def __get__(self, _value: object, owner: type) -> Signature:
        from inspect import Signature

        scope = _scope(owner)
        exec(_init(owner), scope)
        scope["__init__"].__annotations__ = {f.name: f.type for f in dataclasses.fields(owner)}
        given = Signature.from_callable(scope["__init__"]).parameters
        return Signature([each for name, each in given.items() if name != "self"])


def _later(owner: type, name: str, write: Callable[[type], str]) -> Callable[..., Any]:
    """A method that writes itself when it is first called."""

    def first(self: object, *given: Any, **named: Any) -> Any:
        scope = _scope(owner)
        exec(write(owner), scope)
        does = scope[name]
        does.__qualname__ = f"{owner.__qualname__}.{name}"
        setattr(owner, name, does)
        return does(self, *given, **named)

    return first


def _scope(owner: type) -> dict[str, Any]:
    """What the source of its methods speaks of."""
    scope: dict[str, Any] = {"__name__": owner.__module__, "_put": object.__setattr__}
    for field in dataclasses.fields(owner):
        if field.default is not _MISSING:
            scope[f"_d_{field.name}"] = field.default
        elif field.default_factory is not _MISSING:
            scope |= {f"_f_{field.name}": field.default_factory, "_absent": _MISSING}
    return scope


def _init(owner: type) -> str:
    given, put = ["self"], []
    for field in dataclasses.fields(owner):
        name = field.name
        value = name
        if field.default is not _MISSING:
            given.append(f"{name}=_d_{name}")
        elif field.default_factory is not _MISSING:
            given.append(f"{name}=_absent")
            value = f"_f_{name}() if {name} is _absent else {name}"
        else:
            given.append(name)
        put.append(f" _put(self, {name!r}, {value})")
    if hasattr(owner, "__post_init__"):
        put.append(" self.__post_init__()")
    return "\n".join([f"def __init__({', '.join(given)}):", *(put or [" pass"])])


def _eq(owner: type) -> str:
    names = [field.name for field in dataclasses.fields(owner) if field.compare]
    return (
        "def __eq__(self, other):\n"
        " if other.__class__ is not self.__class__: return NotImplemented\n"
        f" return {_values('self', names)} == {_values('other', names)}"
    )


def _hash(owner: type) -> str:
    names = [
        field.name
        for field in dataclasses.fields(owner)
        if (field.compare if field.hash is None else field.hash)
    ]
    return f"def __hash__(self): return hash({_values('self', names)})"


def _values(of: str, names: Iterable[str]) -> str:
    return "(" + "".join(f"{of}.{name}, " for name in names) + ")"


def _repr(self: Any) -> str:
    shown = (field.name for field in dataclasses.fields(self) if field.repr)
    told = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
    return f"{type(self).__qualname__}({told})"


def _set(self: Any, name: str, value: object) -> None:
    if _is_fixed(self, name):
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
    object.__setattr__(self, name, value)


def _delete(self: Any, name: str) -> None:
    if _is_fixed(self, name):
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
    object.__delattr__(self, name)


def _is_fixed(value: Any, name: str) -> bool:
    """A class that inherits from a value without being one may have attributes of its own."""
    return "__dataclass_fields__" in vars(type(value)) or name in value.__dataclass_fields__
