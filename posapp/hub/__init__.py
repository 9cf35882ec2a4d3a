"""The embedded central service: the reference behind the central contract.

A request goes ``routes`` (what HTTP says) -> a module per noun (query functions that take the
open transaction ``db`` first) -> ``tables``. ``app.Hub`` is what they may reach.
"""
