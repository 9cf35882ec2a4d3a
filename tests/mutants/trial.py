"""One mutant before the tests of its room, each in a fork of a process that has all libraries.

A fork costs tenths of a second where a new process costs some three seconds, and the changed
module exists in the fork's memory alone: nobody's files are touched.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType

import hypothesis
import pytest

from tests.mutants.mutants import ROOT, Mutant

OURS = ("posapp", "tests", "conftest")
PLUGINS = ("pytestqt.plugin", "_hypothesis_pytestplugin")
QUIET = ("-q", "-x", "--no-header", "--tb=no", "--assert=plain", "-p", "no:cacheprovider")
GENERATE = "no seeking of the smallest example, and the same examples each time"


@dataclass(frozen=True)
class Trial:
    """How the tests took a mutant. ``noticed`` is false when it survived."""

    mutant: Mutant
    noticed: bool


def tests_alone(tests: Sequence[str], scratch: Path) -> float:
    """Seconds of computing that the tests take on the code as it is; loads all libraries.

    Raises:
        SystemExit: they are not green.
    """
    hypothesis.settings.register_profile(
        GENERATE,
        phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
        database=None,
        derandomize=True,
        deadline=None,
    )
    hypothesis.settings.load_profile(GENERATE)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # they cost more than the tests
    os.environ["PYTEST_PLUGINS"] = ",".join(PLUGINS)
    before = os.times()
    if outcome := pytest.main([*QUIET, f"--basetemp={scratch / 'alone'}", *tests]):
        raise SystemExit(f"{' '.join(tests)}: red as they are, exit code {outcome}")
    after = os.times()
    _forget_ours()
    gc.freeze()  # else each fork would look through all libraries for garbage
    return after.user + after.system - before.user - before.system


def tried(
    mutants: Sequence[Mutant], tests: Sequence[str], scratch: Path, limit_s: float, jobs: int
) -> Iterator[Trial]:
    """Each mutant before the tests, ``jobs`` at a time. One that computes longer than
    ``limit_s`` never ends, which is noticed, too."""
    running: dict[int, Mutant] = {}
    left = list(reversed(mutants))
    while left or running:
        while left and len(running) < jobs:
            mutant = left.pop()
            pid = _forked(partial(_outcome, mutant, tests, scratch, limit_s))
            running[pid] = mutant
        pid, status = os.wait()
        yield Trial(running.pop(pid), status != 0)


def _outcome(mutant: Mutant, tests: Sequence[str], scratch: Path, limit_s: float) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (int(limit_s), int(limit_s) + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    name = mutant.path.removesuffix(".py").replace("/", ".")
    sys.meta_path.insert(0, _Changed(name, ROOT / mutant.path, mutant.code()))
    outcome = int(pytest.main([*QUIET, f"--basetemp={scratch / str(mutant.place)}", *tests]))
    if not outcome and name not in sys.modules:
        raise SystemExit(f"the tests never load {name}")
    return outcome


def _forked(work: Callable[[], int]) -> int:
    """The process that does it, silently; its exit code is the outcome."""
    sys.stdout.flush()
    if pid := os.fork():
        return pid
    code = 99
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        code = work()
    finally:
        os._exit(code)


def _forget_ours() -> None:
    """So that a fork loads the project's modules anew, and everybody else's not."""
    for name in [name for name in sys.modules if name.split(".")[0] in OURS]:
        if not name.startswith("tests.mutants") and name != "tests":
            del sys.modules[name]


class _Changed(MetaPathFinder):
    """Gives one module changed, and knows no other."""

    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        self._name, self._path, self._code = name, path, code

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != self._name:
            return None
        loader = _Loader(name, str(self._path), self._code)
        return spec_from_file_location(name, self._path, loader=loader)


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        return self._code
