"""What the shop means by its words: frozen values and pure functions, no Qt, SQL or HTTP."""
