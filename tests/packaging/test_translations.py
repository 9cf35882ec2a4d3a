"""What the check of translations sees; that they are complete is a check of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
import translations
from translations import Message, faults, unseen


def message(source: str, *forms: str, kind: str = "", counted: bool = False) -> Message:
    return Message("sale", source, counted, forms, kind)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (message("Pay", ""), "is empty"),
        (message("Pay", "Incassa", kind="unfinished"), "is unfinished"),
        (message("{name} removed", "rimosso"), "placeholders"),
        (message("{name} removed", "{nome} rimosso"), "placeholders"),
        (message("Close (Esc)", "Chiudi"), "keys"),
        (message("&Pay", "Incassa"), "accelerator"),
        (message("Asking…", "Richiesta"), "ends otherwise"),
        (message("Locked.", "Bloccata"), "ends otherwise"),
        (message("%n item(s)", "%n articoli", counted=True), "1 plural forms"),
        (message("%n item(s)", "%n articolo", "articoli", counted=True), "placeholders"),
        (message("%n item(s)", "%n articolo(s)", "%n articoli", counted=True), "in brackets"),
    ],
)
def test_a_faulty_translation_is_named(wrong: Message, said: str) -> None:
    assert any(said in fault for fault in faults(wrong))


@pytest.mark.parametrize(
    "right",
    [
        message("{name} removed", "{name}: rimosso"),
        message("%n item(s)", "%n articolo", "%n articoli", counted=True),
        message("Last %n", "Ultimo", "Ultimi %n", counted=True),
    ],
)
def test_a_sound_translation_is_left_alone(right: Message) -> None:
    assert list(faults(right)) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("self.tr('New text')", "is not collected"),
        ("f\"{self.tr('Pay')}\"", ""),
        ("translate('sale', 'New text')", "is not collected"),
        ("translate('sale', name)", "is no literal"),
        ("translate('sale', '%n item(s)', '', number)", "plurals.py"),
        ("self.tr('Pay')", ""),
    ],
)
def test_a_text_that_the_collecting_tool_does_not_see_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, said: str
) -> None:
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    shown = tmp_path / "card.py"
    shown.write_text(f"class Card:\n    def show(self, name, number):\n        {line}\n")
    found = list(unseen(shown, {("Card", "Pay"), ("sale", "%n item(s)")}))
    assert bool(found) == bool(said)
    assert all(said in sentence for sentence in found)
