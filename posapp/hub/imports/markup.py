"""What an HTML description says, read in one go from left to right.

Python's own parser looks for the end of each mark that has none to the end of the text: 32 KB
of ``<a`` take it ten seconds, and a cell may have a megabyte. Here no character is looked at
more than a few times, and nothing is an error.
"""

from __future__ import annotations

import re
from html import unescape

from posapp.hub.imports.rows import LONGEST

BREAKS = {"p", "br", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "h5", "h6"}
SILENT = {"script", "style", "head", "title"}
_MARK = re.compile(r"<(?:(/?[a-zA-Z][a-zA-Z0-9]*+)[^<>]*+|[!?][^<>]*+)>")
_NUMBER = re.compile(r"&#[0-9]{8,}")  # of no character; Python refuses to read very long ones


def plain(html: str) -> str:
    """The text of an HTML description, at most 2,000 characters, without control characters."""
    parts, at, silent = [], 0, ""
    text = _without_comments(html)
    for mark in _MARK.finditer(text):
        name = (mark[1] or "").casefold()
        if not silent:
            parts.append(text[at : mark.start()])
        if name.lstrip("/") in BREAKS:
            parts.append("\n")
        silent = _silent_after(name, silent)
        at = mark.end()
    if not silent:
        parts.append(text[at:])
    return _tidy("".join(parts))


def _silent_after(name: str, silent: str) -> str:
    """Whose content is not shown from this mark on: only its own end ends it."""
    if silent:
        return "" if name == f"/{silent}" else silent
    return name if name in SILENT else ""


def _without_comments(html: str) -> str:
    kept, at = [], 0
    while (begins := html.find("<!--", at)) >= 0:
        kept.append(html[at:begins])
        ends = html.find("-->", begins)
        if ends < 0:
            return "".join(kept)
        at = ends + len("-->")
    return "".join([*kept, html[at:]])


def _tidy(text: str) -> str:
    said = unescape(_NUMBER.sub("&#0", text))
    lines = (" ".join(line.split()) for line in said.split("\n"))
    joined = "\n".join(line for line in lines if line)
    return "".join(c for c in joined if c >= " " or c == "\n")[: LONGEST["description"]]
