"""The list of mutants that nobody can notice speaks of the code as it is."""

from __future__ import annotations

import ast

import pytest

from tests.mutants.changes import changed, changes
from tests.mutants.mutants import ROOT, explained, mutants
from tests.mutants.rooms import ROOMS


def test_each_explained_mutant_still_exists_and_says_why() -> None:
    known = {mutant.key for path in ROOMS for mutant in mutants(path)}
    assert [key for key in explained() if key not in known] == []
    assert all(explained().values())


def test_each_module_that_is_tried_has_its_tests() -> None:
    paths = [path for module, tests in ROOMS.items() for path in (module, *tests)]
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize(
    ("code", "others"),
    [
        ("x = a < b", ["x = a <= b", "x = a >= b"]),
        ("x = a == b", ["x = a != b"]),
        ("x = a and b", ["x = a or b", "x = b", "x = a"]),
        ("x = a + b", ["x = a - b"]),
        ("x = -a", ["x = a"]),
        ("x = 12", ["x = 13", "x = 11"]),
        ("x = 'word'", ["x = ''"]),
        ("x = True", ["x = False"]),
        ("x = a if b else c", ["x = a if not b else c"]),
        ("x = max(a, b)", ["x = min(a, b)"]),
        ("x = f(a, b=c)", ["x = f(a)"]),
        ("x = q.where(a, b)", ["x = q", "x = q.where(b)", "x = q.where(a)"]),
        ("x = [x for x in y if x]", ["x = [x for x in y]"]),
        ("x = a[b:]", ["x = a[:]"]),
        ("x = {a: b}", ["x = {}"]),
        ("x = (a, b)", ["x = (b,)", "x = (a,)"]),
        ("for x in y: z", ["for x in (): z", "for x in y: pass"]),
        ("raise E('why')", ["pass"]),
        ("a.b = c", ["pass"]),
        ("@dataclass(slots=True)\nclass A:\n 'words'\n b: list[int]", []),
        ("__all__ = ['a']", []),
    ],
)
def test_a_small_mistake_is_made_in_every_place_where_one_could_be(
    code: str, others: list[str]
) -> None:
    count = sum(1 for _ in changes(ast.parse(code)))
    made = []
    for place in range(count):
        tree = ast.parse(code)
        made.append(ast.unparse(changed(tree, list(changes(tree))[place])))
    wanted = [ast.unparse(ast.parse(other)) for other in others]
    assert sorted(made) == sorted(wanted)
