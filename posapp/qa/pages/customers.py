"""The customer column, the arrival panels and the conversation."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from posapp.qa.hands import NotSo, plain
from posapp.qa.pages.person import CONTROL, Person
from posapp.ui.talk.bubble import spoken
from posapp.ui.talk.view import ChatView


class Customers(Person):
    """Who is being served, and what was said."""

    def waits_for_customer(self, name: str) -> None:
        """Wait until this customer is being served, and all that the centre knows is shown.

        Raises:
            NotSo: another one is, or nobody.
        """
        self.hands.waits_to_read(name, name="customer.person")
        self.hands.waits_for("customer.consents")  # which only the centre tells
        self.settles()

    @property
    def customer(self) -> str:
        """All that stands in the customer column."""
        self.settles()
        return plain(self.hands.reads("customer"))

    @property
    def nobody_served(self) -> bool:
        """The customer column is empty."""
        return not self.hands.sees("customer.person")

    # Arrival

    @property
    def matches(self) -> list[str]:
        """The people to choose from, masked."""
        panel = self.hands.finds("matches")
        buttons = panel.findChildren(QPushButton)
        names = (b for b in buttons if b.objectName().startswith("matches.pick."))
        return [plain(b.accessibleName()) for b in names]

    def chooses_match(self, name: str) -> None:
        """Touch somebody on the short list."""
        self.hands.waits_for("matches.pick.1")
        place = next((n for n, said in enumerate(self.matches, 1) if name in said), 0)
        if not place:
            raise NotSo(f"{name} is not among {self.matches}")
        self.hands.clicks(f"matches.pick.{place}")

    def adds_customer(self, name: str, phone: str = "", email: str = "") -> None:
        """Fill in the panel for a new customer, where it is not filled already."""
        self.hands.waits_for("newcustomer.name")
        for field, text in (("name", name), ("phone", phone), ("email", email)):
            if text:
                self.hands.empties(f"newcustomer.{field}")
                self.hands.types(text)
        self.hands.presses(Qt.Key.Key_Return)

    # Online carts

    def pulls_the_cart(self) -> None:
        """Ctrl+P: the online cart comes to the counter, or asks about what changed."""
        self.hands.presses(Qt.Key.Key_P, CONTROL)

    def decides(self, *choices: str) -> None:
        """One decision per changed line, by the choice's name; empty takes the default.

        ``keep_seen_price``, ``use_todays_price``, ``ship``, ``take_what_is_here``,
        ``leave_online``, ``accept``, ``ignore``.
        """
        for choice in choices:
            self.hands.waits_for("differences")
            before = self._open_question()
            if choice:
                self.hands.clicks(f"differences.{before}.{choice}")
            else:
                self.hands.presses(Qt.Key.Key_Return)
            self.hands.waits_until(
                partial(self._is_answered, before), "the decision was not taken"
            )

    def takes_all_suggestions(self) -> None:
        """Ctrl+Enter: the safe choice for every changed line."""
        self.hands.waits_for("differences")
        self.hands.presses(Qt.Key.Key_Return, CONTROL)
        self.hands.waits_without("differences")

    @property
    def questions(self) -> str:
        """Everything the difference panel says."""
        self.hands.waits_for("differences")
        return plain(self.hands.reads("differences"))

    def pulls_together(self) -> None:
        """Of several carts: all of them in one sale."""
        self.hands.clicks("choosing.together")

    def pulls_the_first_alone(self) -> None:
        """Of several carts: only the first; the others stay online."""
        self.hands.clicks("choosing.apart")

    def redeems_promise(self) -> None:
        """Ctrl+R: the first promise is kept in this sale."""
        self.hands.presses(Qt.Key.Key_R, CONTROL)

    def _is_answered(self, question: str) -> bool:
        return not self.hands.sees("differences") or self._open_question() != question

    def _open_question(self) -> str:
        """The place of the changed line that is being asked about."""
        panel = self.hands.finds("differences")
        names = (
            b.objectName().split(".") for b in panel.findChildren(QPushButton) if b.isVisible()
        )
        return next((parts[1] for parts in names if len(parts) == 3 and parts[1].isdigit()), "")

    # The conversation

    @property
    def conversation(self) -> list[str]:
        """The messages as they are spoken, oldest first."""
        self.settles()
        if not self.hands.sees("chat.list"):
            return []
        return [spoken(entry) for entry in self._chat().entries]

    def waits_for_conversation(self, *words: str) -> None:
        """Wait until the conversation speaks of this.

        Raises:
            NotSo: it does not.
        """
        self.hands.waits_until(
            lambda: (
                self.hands.sees("chat.list")
                and all(word in "\n".join(self.conversation) for word in words)
            ),
            f"nobody wrote {words}",
        )

    def adds_from_message(self) -> str:
        """F7, up to the newest message with a product, Enter; what was chosen, as spoken."""
        view = self._chat()
        self.settles()
        self.hands.presses(Qt.Key.Key_F7)
        for _ in range(len(view.entries)):
            self.hands.presses(Qt.Key.Key_Up)
            chosen = view.chosen
            if chosen is not None and chosen.products:
                break
        else:
            raise NotSo("no message speaks of a product")
        said = view.accessibleDescription()
        self.hands.presses(Qt.Key.Key_Return)
        self.hands.presses(Qt.Key.Key_Escape)
        return said

    def _chat(self) -> ChatView:
        view: QWidget = self.hands.waits_for("chat.list")
        assert isinstance(view, ChatView)
        return view
