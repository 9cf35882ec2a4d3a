"""The texts of the screen in each language, kept in step with the source.

Use: .venv/bin/python packaging/translations.py            collect texts, build the .qm files
     .venv/bin/python packaging/translations.py --check    say what is missing; 1 if anything

English stands in the source; its file carries only the plurals. New texts come into the .ts
files as unfinished: translate them there (Qt Linguist, or any editor), then run this again.
The .qm files are what the program reads; they are checked in, so that a fresh clone speaks.
"""

from __future__ import annotations

import argparse
import ast
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ET  # our own files, nobody else's
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("en", "it")  # both have two plural forms
PLACEHOLDER = re.compile(r"\{\w*\}|%n|%L?\d")
KEY = re.compile(r"(?:Ctrl|Shift|Alt)\+\w+|\b(?:F\d{1,2}|Esc)\b")
TIE = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Message:
    """One text in one language.

    Attributes:
        forms: the translations, one for each plural form; one where nothing is counted.
    """

    context: str
    source: str
    counted: bool
    forms: tuple[str, ...]
    kind: str = ""

    @property
    def name(self) -> str:
        """How a person finds it."""
        return f"{self.context}: {self.source!r}"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="change nothing, say what lacks")
    if not parser.parse_args().check:
        for language in LANGUAGES:
            collect(FOLDER / f"posapp_{language}.ts", language)
            build(FOLDER / f"posapp_{language}.ts", FOLDER / f"posapp_{language}.qm")
    wrong = check()
    for sentence in wrong:
        print(sentence)
    print(f"{len(wrong)} things to mend" if wrong else "The translations are complete.")
    return 1 if wrong else 0


def sources() -> list[Path]:
    """Every file whose texts reach a screen, in a fixed order."""
    rooms = (ROOT / "posapp" / "ui", ROOT / "posapp" / "app")
    return sorted(path for room in rooms for path in room.rglob("*.py"))


def tool(name: str) -> str:
    """The path of one of Qt's own programs, as PySide6 brings them."""
    found = importlib.util.find_spec("PySide6")
    assert found is not None
    assert found.submodule_search_locations is not None
    ending = ".exe" if os.name == "nt" else ""
    return str(Path(found.submodule_search_locations[0], f"{name}{ending}"))


def collect(path: Path, language: str) -> None:
    """Bring a .ts file up to the source: new texts come in, vanished ones go."""
    wanted = ["-locations", "none", "-no-obsolete", "-sort-messages", "-no-sort"]
    guesses = ["-disable-heuristic", "similartext"]
    tongue = ["-source-language", "en", "-target-language", language]
    only = ["-pluralonly"] if language == "en" else []
    files = [str(source.relative_to(ROOT)) for source in sources()]
    command = [tool("lupdate"), "-silent", *wanted, *guesses, *tongue, *only, *files]
    subprocess.run([*command, "-ts", str(path)], cwd=ROOT, check=True)


def build(path: Path, to: Path) -> None:
    """Make what the program reads out of a .ts file.

    It is put in the place of the old one whole: a running register has that mapped into its
    memory, and writing over it ends the program with SIGBUS.
    """
    made = to.with_suffix(".making")
    command = [tool("lrelease"), "-silent", "-nounfinished", str(path), "-qm", str(made)]
    subprocess.run(command, check=True)
    made.replace(to)


def read(path: Path) -> list[Message]:
    """Every text of a .ts file."""
    found: list[Message] = []
    for context in ET.parse(path).getroot().iter("context"):
        name = context.findtext("name", "")
        found += [_message(name, entry) for entry in context.iter("message")]
    return found


def _message(context: str, entry: ET.Element) -> Message:
    told = entry.find("translation")
    assert told is not None
    counted = entry.get("numerus") == "yes"
    forms = (
        [form.text or "" for form in told.iter("numerusform")] if counted else [told.text or ""]
    )
    source = entry.findtext("source", "")
    return Message(context, source, counted, tuple(forms), told.get("type", ""))


def check() -> list[str]:
    """What is wrong, a sentence each; empty when every language is whole."""
    wrong: list[str] = []
    for language in LANGUAGES:
        path = FOLDER / f"posapp_{language}.ts"
        kept = read(path)
        wrong += [f"{language}: {said}" for said in in_step(path, language, kept)]
        wrong += [f"{language}: {one.name} {said}" for one in kept for said in faults(one)]
        wrong += [f"{language}: {said}" for said in unlike(kept)]
    found = {(one.context, one.source) for one in read(FOLDER / "posapp_it.ts")}
    return wrong + [said for path in sources() for said in unseen(path, found)]


def in_step(path: Path, language: str, kept: list[Message]) -> Iterator[str]:
    """Texts that the source and the file do not share, and a .qm file of another day."""
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name, path.name)
        shutil.copyfile(path, fresh)
        collect(fresh, language)
        now = {(one.context, one.source, one.counted) for one in read(fresh)}
        then = {(one.context, one.source, one.counted) for one in kept}
        yield from (f"{context}: {source!r} is new" for context, source, _ in now - then)
        yield from (f"{context}: {source!r} has gone" for context, source, _ in then - now)
        made = Path(name, "made.qm")
        build(path, made)
        built = path.with_suffix(".qm")
        if not built.exists() or made.read_bytes() != built.read_bytes():
            yield f"{built.name} was not built from {path.name} as it is"


def faults(message: Message) -> Iterator[str]:
    """What is wrong with one translation."""
    if message.kind:
        yield f"is {message.kind}"
    if message.counted and len(message.forms) != 2:
        yield f"has {len(message.forms)} plural forms, not 2"
    for place, form in enumerate(message.forms):
        one = message.counted and place == 0  # "the last one" need not say 1
        source = (
            message.source
            if "%n" in form or not one
            else message.source.replace("%n", "").strip()
        )
        yield from _form_faults(source, form)


def _form_faults(source: str, form: str) -> Iterator[str]:
    if not form.strip():
        yield "is empty"
        return
    for what, pattern in (("placeholders", PLACEHOLDER), ("keys", KEY)):
        if Counter(pattern.findall(source)) != Counter(pattern.findall(form)):
            yield f"has other {what}: {form!r}"
    if source.count("&") != form.count("&"):
        yield f"has another accelerator: {form!r}"
    for end in ("…", "?", ".", ":", " "):
        if source.rstrip(TIE).endswith(end) != form.rstrip(TIE).endswith(end):
            yield f"ends otherwise: {form!r}"
    if "(s)" in form:
        yield f"has a plural in brackets: {form!r}"


def unlike(kept: list[Message]) -> Iterator[str]:
    """The same counted words, said differently in two places."""
    told: dict[str, Message] = {}
    for message in kept:
        first = told.setdefault(message.source, message)
        if message.counted and first.counted and first.forms != message.forms:
            yield f"{message.name} is not said as in {first.context}"


def unseen(path: Path, found: set[tuple[str, str]]) -> Iterator[str]:
    """Texts that the collecting tool does not see although they are shown.

    It knows no f-string, sees a count only in ``self.tr``, and takes for a context the class
    that it stands in.
    """
    for context, call, counted in _calls(ast.parse(path.read_text("utf-8")), ""):
        place = f"{path.relative_to(ROOT)}:{call.lineno}"
        texts = [one.value for one in call.args if isinstance(one, ast.Constant)]
        source = next((text for text in texts[counted:] if isinstance(text, str)), None)
        if source is None:
            yield f"{place}: the text to translate is no literal"
            continue
        where = str(texts[0]) if counted else context
        if (where, source) not in found:
            yield f"{place}: {where}: {source!r} is not collected"
        if counted and "%n" in source:
            yield f"{place}: count it in posapp/ui/plurals.py, else it has no plural"


def _calls(node: ast.AST, context: str) -> Iterator[tuple[str, ast.Call, int]]:
    """Every translating call in a class, and which of its arguments is the text."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            if isinstance(child.func, ast.Name) and child.func.id == "translate":
                yield "", child, 1
            elif ast.unparse(child.func) == "self.tr":
                yield context, child, 0
        inside = child.name if isinstance(child, ast.ClassDef) else context
        yield from _calls(child, inside)


if __name__ == "__main__":
    raise SystemExit(main())
