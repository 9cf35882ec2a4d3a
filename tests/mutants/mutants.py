"""A mutant: a module with one change. And the list of those that no test can notice."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType

from tests.mutants.changes import changed, changes

ROOT = Path(__file__).parents[2]
EXPLAINED = Path(__file__).with_name("explained.txt")
SEPARATOR = " :: "


@dataclass(frozen=True)
class Mutant:
    """A module with one change.

    Attributes:
        path: the module, from the project's folder.
        place: which of the module's changes, from 0.
        line: number of the line, and its ``text``.
        change: ``before -> after``; the second of the same text and change ends in `` (2)``.
    """

    path: str
    place: int
    line: int
    text: str
    change: str

    @property
    def key(self) -> str:
        """What it is called in the list of the explained; lines may move without harm."""
        return SEPARATOR.join((self.path, self.text, self.change))

    def code(self) -> CodeType:
        """The changed module, compiled."""
        tree = _parsed(self.path)
        change = next(one for place, one in enumerate(changes(tree)) if place == self.place)
        return compile(changed(tree, change), str(ROOT / self.path), "exec")


def mutants(path: str) -> list[Mutant]:
    """All of a module's mutants."""
    lines = _source(path).splitlines()
    made: list[Mutant] = []
    seen: Counter[tuple[str, str]] = Counter()
    for place, (old, new) in enumerate(changes(_parsed(path))):
        number = getattr(old, "lineno", 0) or _first_line(old)
        text = lines[number - 1].strip()
        change = f"{_words(old)} -> {_words(new)}"
        seen[text, change] += 1
        if (times := seen[text, change]) > 1:
            change += f" ({times})"
        made.append(Mutant(path, place, number, text, change))
    return made


def explained() -> dict[str, str]:
    """The mutants that no test can or should notice, by key, each with the reason."""
    lines = EXPLAINED.read_text(encoding="utf-8").splitlines()
    rows = (line.rpartition(SEPARATOR) for line in lines if not line.startswith("#"))
    return {key: why for key, _, why in rows}


def _parsed(path: str) -> ast.Module:
    return ast.parse(_source(path))


@cache
def _source(path: str) -> str:
    """Read once: somebody may go on writing while mutants are tried."""
    return (ROOT / path).read_text(encoding="utf-8")


def _first_line(node: ast.AST) -> int:
    """Of a node that has no place of its own, such as the parts of a comprehension."""
    return min(found for child in ast.walk(node) if (found := getattr(child, "lineno", 0)))


def _words(node: ast.AST) -> str:
    return ast.unparse(node).strip().splitlines()[0]
