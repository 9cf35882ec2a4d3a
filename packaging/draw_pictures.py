"""Draws the demo chain's product pictures: every shape in every colour.

Run after a shape or a colour changed: ``.venv/bin/python packaging/draw_pictures.py``. The
shapes are SVG with ``{c}``, ``{d}`` and ``{l}`` for the colour, a darker and a lighter one.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).parent.parent / "resources" / "demo"
SIDE = 240  # pixels; shown at 48 to 120
MARGIN = 16
PAPER = QColor("#eef0f4")
DUSK = QColor("#c3ccd9")  # under what is nearly as light as paper
_LIGHT = 220  # of 255


def draw(shape: str, colour: str) -> bytes:
    """One picture as PNG."""
    base = QColor(colour)
    strong = base.lightness() < 60
    names = {
        "{c}": base.name(),
        "{d}": base.darker(140).name() if not strong else base.darker(165).name(),
        "{l}": base.lighter(220 if strong else 135).name(),
    }
    for mark, value in names.items():
        shape = shape.replace(mark, value)
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(DUSK if base.lightness() > _LIGHT else PAPER)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = SIDE - 2 * MARGIN
    QSvgRenderer(QByteArray(shape.encode())).render(
        painter, QRectF(MARGIN, MARGIN, inner, inner)
    )
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", 0)  # type: ignore[call-overload]  # it takes text, not bytes
    return bytes(buffer.data().data())


def main() -> int:
    """Draw all pictures anew; prints how many and how large they are together."""
    with (FOLDER / "en.toml").open("rb") as file:
        colours = tomllib.load(file)["colours"]
    (FOLDER / "pictures").mkdir(exist_ok=True)
    sizes = []
    for path in sorted((FOLDER / "shapes").glob("*.svg")):
        for code, (_name, colour) in colours.items():
            picture = draw(path.read_text("utf-8"), colour)
            name = f"{path.stem}-{code.lower()}.png"
            (FOLDER / "pictures" / name).write_bytes(picture)
            sizes.append(len(picture))
    print(f"{len(sizes)} pictures, {sum(sizes) // 1024} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
