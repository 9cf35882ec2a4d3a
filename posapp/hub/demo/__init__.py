"""The demo chain: believable, seeded and deterministic, in English and in Italian.

Everything here is made from ``resources/demo/*.toml`` and a seed; nothing is random between
two runs with the same seed and day. ``posapp.hub.populate`` writes it to a database.
"""
