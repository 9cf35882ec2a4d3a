"""Which small changes there are to a piece of code: each one would be a mistake of somebody's.

Left alone are docstrings, annotations, ``__all__``, ``slots=True`` (speed alone) and the words
of an error that is raised. Numbers move by one both ways; texts become empty; comparisons turn
round and move their border; parts of conditions, queries, calls and displays are left out.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from copy import copy
from itertools import chain
from typing import Any

Change = tuple[ast.AST, ast.AST]  # what stands there, and what would

_ORDER: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_TWINS = {"min": "max", "max": "min", "any": "all", "all": "any"}
_PLAIN = {"abs", "sorted", "list"}  # called on one thing, they give nearly the same thing
_CLAUSES = {"where", "order_by"}


def changes(tree: ast.Module) -> Iterator[Change]:
    """Every change to a module, in the order of its text."""
    modules = {
        name.asname or name.name
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    for node in _looked_at(tree):
        made = _BY_KIND.get(type(node))
        for new in made(node) if made else ():
            if not _calls_a_module(node, new, modules):
                yield node, new


def _looked_at(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _left_alone(node, child):
                yield from _looked_at(child)


def _left_alone(parent: ast.AST, child: ast.AST) -> bool:
    if isinstance(parent, ast.Raise):
        return isinstance(child, ast.Call) and all(map(_is_text, child.args))
    if isinstance(child, ast.Assign):
        return ast.unparse(child.targets[0]) == "__all__"
    if isinstance(child, ast.keyword):
        return child.arg == "slots"
    return isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _calls_a_module(node: ast.AST, new: ast.AST, modules: set[str]) -> bool:
    """``outbox.append(…)`` cannot become ``outbox``: there is nothing to find out."""
    return isinstance(node, ast.Call) and isinstance(new, ast.Name) and new.id in modules


def _with(node: Any, **fields: Any) -> Any:
    """A copy of a node that differs in these fields."""
    changed = copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _without(node: Any, field: str, fewest: int = 0) -> Iterator[ast.AST]:
    """The node without each of the things in a list of it, if enough are left."""
    things = getattr(node, field)
    for place in range(len(things)):
        if len(things) > fewest:
            yield _with(node, **{field: things[:place] + things[place + 1 :]})


def _compare(node: ast.Compare) -> Iterator[ast.AST]:
    for place, sign in enumerate(node.ops):
        for other in _ORDER[type(sign)]:
            yield _with(node, ops=[*node.ops[:place], other(), *node.ops[place + 1 :]])


def _sum(node: ast.BinOp | ast.AugAssign) -> Iterator[ast.AST]:
    if (other := _SUMS.get(type(node.op))) is not None:
        yield _with(node, op=other())
    if isinstance(node, ast.AugAssign):
        yield ast.Pass()


def _bool(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    for place in range(len(node.values)):
        left = node.values[:place] + node.values[place + 1 :]
        yield left[0] if len(left) == 1 else _with(node, values=left)


def _unary(node: ast.UnaryOp) -> Iterator[ast.AST]:
    yield node.operand


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield from (ast.Constant(value + 1), ast.Constant(value - 1))
    elif isinstance(value, str):
        yield ast.Constant("" if value else "x")
    elif isinstance(value, bytes):
        yield ast.Constant(b"" if value else b"x")


def _test(node: ast.If | ast.IfExp | ast.While) -> Iterator[ast.AST]:
    turns_itself = isinstance(node.test, ast.Compare | ast.BoolOp) or (
        isinstance(node.test, ast.UnaryOp) and isinstance(node.test.op, ast.Not)
    )
    if not turns_itself:
        yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))
    elif isinstance(node.test, ast.BoolOp):
        yield _with(node, test=ast.Constant(value=True))
        yield _with(node, test=ast.Constant(value=False))


def _return(node: ast.Return) -> Iterator[ast.AST]:
    if node.value is not None:
        yield ast.Return(None)


def _statement(node: ast.Expr | ast.Raise) -> Iterator[ast.AST]:
    yield ast.Pass()


def _assign(node: ast.Assign) -> Iterator[ast.AST]:
    if not isinstance(node.targets[0], ast.Name | ast.Tuple):
        yield ast.Pass()


def _call(node: ast.Call) -> Iterator[ast.AST]:
    if not any(keyword.arg == "slots" for keyword in node.keywords):
        yield from _without(node, "keywords")
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in _TWINS:
        yield _with(node, func=ast.Name(_TWINS[name], ast.Load()))
    if name in _PLAIN and len(node.args) == 1:
        yield node.args[0]
    if isinstance(node.func, ast.Attribute):
        yield node.func.value
        if node.func.attr in _CLAUSES:
            yield from _without(node, "args", 1)


def _slice(node: ast.Slice) -> Iterator[ast.AST]:
    for bound in ("lower", "upper", "step"):
        if getattr(node, bound) is not None:
            yield _with(node, **{bound: None})


def _dict(node: ast.Dict) -> Iterator[ast.AST]:
    for place in range(len(node.keys)):
        keys = node.keys[:place] + node.keys[place + 1 :]
        yield _with(node, keys=keys, values=node.values[:place] + node.values[place + 1 :])


def _elements(node: ast.Tuple | ast.List) -> Iterator[ast.AST]:
    if isinstance(node.ctx, ast.Load):
        yield from _without(node, "elts", 1)


def _comprehension(node: ast.comprehension) -> Iterator[ast.AST]:
    yield from _without(node, "ifs")


def _loop(node: ast.For) -> Iterator[ast.AST]:
    yield _with(node, iter=ast.Tuple([], ast.Load()))


def _break(node: ast.Break | ast.Continue) -> Iterator[ast.AST]:
    yield ast.Continue() if isinstance(node, ast.Break) else ast.Break()


_BY_KIND: dict[type[ast.AST], Callable[[Any], Iterator[ast.AST]]] = {
    ast.Compare: _compare,
    ast.BinOp: _sum,
    ast.AugAssign: _sum,
    ast.BoolOp: _bool,
    ast.UnaryOp: _unary,
    ast.Constant: _constant,
    ast.If: _test,
    ast.IfExp: _test,
    ast.While: _test,
    ast.Return: _return,
    ast.Expr: _statement,
    ast.Raise: _statement,
    ast.Assign: _assign,
    ast.Call: _call,
    ast.Slice: _slice,
    ast.Dict: _dict,
    ast.Tuple: _elements,
    ast.List: _elements,
    ast.comprehension: _comprehension,
    ast.For: _loop,
    ast.Break: _break,
    ast.Continue: _break,
}


def changed(tree: ast.Module, change: Change) -> ast.Module:
    """The module with one of its changes made; the tree it came from is used up."""
    old, new = change
    for node in chain([tree], ast.walk(tree)):
        for name, value in ast.iter_fields(node):
            if value is old:
                setattr(node, name, new)
                return ast.fix_missing_locations(tree)
            if isinstance(value, list) and any(child is old for child in value):
                setattr(node, name, [new if child is old else child for child in value])
                return ast.fix_missing_locations(tree)
    raise LookupError(ast.unparse(old))
