"""One channel of the conversation, or all of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from posapp.domain.conversation import Channel
from posapp.ui.talk import channels
from posapp.ui.tokens import GUTTER, TOUCH
from posapp.ui.widgets.buttons import Button, Kind

_PER_ROW = 6


class Filters(QWidget):
    """A button for each channel, and one for all; none where there is nothing to choose.

    Attributes:
        channel: the chosen one, or None for all.

    Signals:
        chosen: the clerk wants another one.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.channel: Channel | None = None
        self._made: dict[Channel | None, Button] = {}  # kept: the next customer has them, too
        self._buttons: dict[Channel | None, Button] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(GUTTER, 0, GUTTER, 8)
        self._grid.setSpacing(4)

    def show_channels(self, found: Iterable[Channel], *, shut: bool) -> None:
        """Offer these, in this order; while it is ``shut``, nothing tells who wrote where."""
        here = list(dict.fromkeys(found))
        wanted: list[Channel | None] = [None, *here] if len(here) > 1 else []
        if list(self._buttons) != wanted:
            self._offer(wanted)
        for channel, button in self._buttons.items():
            button.setChecked(channel is self.channel)
        self.setVisible(bool(self._buttons) and not shut)

    def _offer(self, wanted: Iterable[Channel | None]) -> None:
        for button in self._buttons.values():
            self._grid.removeWidget(button)
            button.hide()
        for channel in wanted:
            if channel not in self._made:
                self._made[channel] = self._button(channel)
        self._buttons = {channel: self._made[channel] for channel in wanted}
        for place, button in enumerate(self._buttons.values()):
            self._grid.addWidget(button, place // _PER_ROW, place % _PER_ROW)
            button.show()
        for button, after in pairwise(self._buttons.values()):
            self.setTabOrder(button, after)

    def _button(self, channel: Channel | None) -> Button:
        all_of_them = self.tr("All")
        made = Button(
            all_of_them if channel is None else "",
            f"chat.filter.{channel.value if channel else 'all'}",
            icon=channels.icon(channel) if channel else "",
            kind=Kind.QUIET,
            said=channels.name(channel) if channel else self.tr("All channels"),
        )
        made.setToolTip(channels.name(channel) if channel else self.tr("All channels"))
        made.setCheckable(True)
        made.setMinimumWidth(TOUCH)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.clicked.connect(partial(self._choose, channel))
        return made

    def _choose(self, channel: Channel | None, _checked: bool = False) -> None:
        self.channel = channel
        self.chosen.emit()
