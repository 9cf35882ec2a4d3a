"""The panel of what waits for a person, as somebody reads it."""

from __future__ import annotations

from posapp.ui.screens.attention_panel import AttentionPanel
from posapp.ui.widgets.labels import PlainLabel
from tests.ui.conftest import Hands


def said(hands: Hands) -> str:
    """All that the open panel says."""
    assert isinstance(hands.sale.panel, AttentionPanel)
    labels = hands.sale.panel.findChildren(PlainLabel)
    return " | ".join(label.text() for label in labels if label.isVisible())
