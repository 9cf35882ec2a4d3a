"""Values that write their methods when they are first called are what dataclasses makes."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from typing import Any, ClassVar

import pytest

from posapp.contract import wire
from posapp.domain import values

Make = Callable[[type], type[Any]]


def priced(make: Make) -> type[Any]:
    """A value with every kind of field."""

    @make
    class Priced:
        """So much for so many."""

        KINDS: ClassVar[int] = 2
        sku: str
        cents: int = 0
        seen: int = dataclasses.field(default=0, compare=False)
        secret: str = dataclasses.field(default="", repr=False)
        tags: list[str] = dataclasses.field(default_factory=list, hash=False)

        def __post_init__(self) -> None:
            if self.cents < 0:
                raise ValueError(self.cents)

    return Priced


def plain(make: Make) -> type[Any]:
    """A value without fields, that says by itself when it is the same, and what it is."""

    @make
    class Plain:  # noqa: PLW1641  it is given one
        """Nothing."""

        def __eq__(self, other: object) -> bool:
            return other == 3

        def __repr__(self) -> str:
            return "three"

    return Plain


THEIRS: Make = dataclasses.dataclass(frozen=True)
OURS: Make = values.dataclass(frozen=True)


@dataclasses.dataclass
class Case:
    does: Callable[[type[Any]], object]
    name: str


CASES = (
    Case(lambda k: repr(k("a", 5, seen=2, secret="x")), "is shown"),
    Case(lambda k: (k("a") == k("a"), k("a") == k("b"), k("a") == 3), "is compared"),
    Case(lambda k: k("a", seen=1) == k("a", seen=2), "is compared by what counts"),
    Case(lambda k: hash(k("a", 5)) == hash(k("a", 5, seen=4, tags=["x"])), "is hashed"),
    Case(lambda k: {k("a"), k("a", 0), k("b")} == {k("b"), k("a")}, "is found in a set"),
    Case(lambda k: k("a").tags is not k("a").tags, "has lists of its own"),
    Case(lambda k: dataclasses.asdict(k("a", tags=["x"])), "becomes a dictionary"),
    Case(lambda k: dataclasses.replace(k("a"), cents=7).cents, "is made anew"),
    Case(lambda k: [(f.name, f.type) for f in dataclasses.fields(k)], "has fields"),
    Case(lambda k: (k.__match_args__, k.__doc__, k.KINDS), "is matched by place"),
    Case(lambda k: copy.deepcopy(k("a", tags=["x"])).tags, "is copied"),
    Case(lambda k: vars(k)["__dataclass_params__"].frozen, "says that it is frozen"),
    Case(lambda k: k("a").__init__.__qualname__, "has methods of its own"),
    Case(lambda k: k("a", -1), "looks at itself"),
    Case(lambda k: k(), "is not made of too little"),
    Case(lambda k: k("a", 1, 2, "", [], 3), "is not made of too much"),
    Case(lambda k: k("a", colour="red"), "is not made of what it does not know"),
    Case(lambda k: setattr(k("a"), "cents", 3), "is not changed"),
    Case(lambda k: setattr(k("a"), "colour", 3), "is not added to"),
    Case(lambda k: delattr(k("a"), "cents"), "loses nothing"),
    Case(lambda k: type("Kept", (k,), {})("a", 4).cents, "is inherited from"),
    Case(lambda k: setattr(type("Kept", (k,), {})("a"), "colour", 3), "may have more below"),
    Case(lambda k: setattr(type("Kept", (k,), {})("a"), "cents", 3), "is not changed below"),
    Case(lambda k: delattr(type("Kept", (k,), {})("a"), "colour"), "has no more below"),
)


def outcome(does: Callable[[type[Any]], object], kind: type[Any]) -> object:
    """What comes of it, errors included."""
    try:
        return does(kind)
    except (AttributeError, TypeError, ValueError) as error:
        return type(error), str(error)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_value_does_what_dataclasses_would_have_made_it_do(case: Case) -> None:
    expected = outcome(case.does, priced(THEIRS))
    kind = priced(OURS)
    first, again = outcome(case.does, kind), outcome(case.does, kind)
    assert str(first) == str(again) == str(expected)


@pytest.mark.parametrize("make", [THEIRS, OURS], ids=["theirs", "ours"])
def test_a_value_that_says_something_by_itself_goes_on_saying_it(make: Make) -> None:
    kind = plain(make)
    assert kind() == 3
    assert repr(kind()) == "three"
    assert hash(kind()) == hash(kind())


@values.dataclass(frozen=True)
class Sent:
    """For the wire, which has to find it again."""

    sku: str
    parts: tuple[Sent, ...] = ()


def test_a_value_goes_over_the_wire_and_into_other_processes() -> None:
    value = Sent("a", (Sent("b"),))
    assert wire.decode(wire.encode(value), Sent) == value
    assert pickle.loads(pickle.dumps(value)) == value


def test_values_that_inherit_or_ask_for_more_are_python_s_own() -> None:
    @values.dataclass(frozen=True)
    class Heavier(Sent):
        """More of it."""

        grams: int = 0

    @values.dataclass(frozen=True, order=True)
    class Ranked:
        """Before or after."""

        rank: int

    assert Heavier("a", (), 5) == Heavier("a", (), 5) != Heavier("a")
    assert Ranked(1) < Ranked(2)
    with pytest.raises(dataclasses.FrozenInstanceError):
        Heavier("a").grams = 3  # type: ignore[misc]


def test_nothing_is_written_before_it_is_called() -> None:
    kind = priced(OURS)
    before = dict(vars(kind))
    assert before["__init__"].__name__ == before["__eq__"].__name__ == "first"
    assert kind("a") == kind("a")
    assert vars(kind)["__init__"].__name__ == "__init__"
    assert vars(kind)["__hash__"] is before["__hash__"]


def test_a_field_that_is_not_given_by_place_is_refused_at_once() -> None:
    class Named:
        """One that dataclasses knows and this does not."""

        sku: str = dataclasses.field(kw_only=True)

    with pytest.raises(TypeError, match=r"dataclasses\.dataclass"):
        OURS(Named)


def test_what_a_value_is_made_from_can_be_asked_before_one_was_made() -> None:
    @values.dataclass(frozen=True)
    class Never:
        sku: str
        pieces: int = 1

    assert str(inspect.signature(Never)) == "(sku: 'str', pieces: 'int' = 1)"
